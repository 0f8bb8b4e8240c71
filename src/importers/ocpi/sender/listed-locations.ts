import type { Database } from '../../../database/database.js';
import { chargingLocationModel } from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import { storeLocations } from '../../../subgraphs/infrastructure/location/location-changes.js';
import type { JsonObject } from '../../json/json-records.js';
import { draftFindings } from '../../pipeline/accept-drafts.js';
import { type RecordOutcome, rejected } from '../../pipeline/import-target.js';
import { upsertRows } from '../../pipeline/upsert-rows.js';
import { OCPI_LOCATION_SCHEMA } from '../ocpi-location.js';
import { PushRefusal } from '../receiver/push-refusal.js';
import { type Push, pushedLocation } from '../receiver/pushed-location.js';
import { type PushedRow, pushedOver, rowOf } from '../receiver/pushed-row.js';

/**
 * Stores Locations that a sender has listed, as if it had put each of them: what is older than the stored state is left, EVSEs
 * that are not listed any more become REMOVED. One read of all, and one transaction for those that have changed.
 * @returns one outcome a Location, in their order
 */
export async function storeListedLocations(
  database: Database,
  objects: readonly JsonObject[],
  now: Date,
): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  const accepted: { readonly at: number; readonly push: Push; readonly fresh: PushedRow }[] = [];
  objects.forEach((body, at) => {
    const findings = draftFindings(OCPI_LOCATION_SCHEMA, body);
    if (findings.length > 0) {
      outcomes[at] = rejected(...findings);
      return;
    }
    try {
      const push = pushOf(body, now);
      accepted.push({ at, push, fresh: rowOf(pushedLocation(null, push), now) });
    } catch (error) {
      outcomes[at] = refusalOf(error);
    }
  });
  const written = await upsertRows(
    database,
    chargingLocationModel,
    accepted.map(({ fresh }) => fresh.row),
    {
      dryRun: false,
      store: (rows, merge) => storeLocations(database, rows, merge),
      merge: (row, stored, index) => {
        const push = accepted[index]?.push;
        if (stored === null || push === undefined) return row;
        try {
          return pushedOver(stored, push).row;
        } catch (error) {
          // Only its age can be wrong with it now.
          if (error instanceof PushRefusal) return stored;
          throw error;
        }
      },
    },
  );
  accepted.forEach(({ at, fresh }, index) => {
    outcomes[at] = { outcome: written[index] ?? 'unchanged', rejections: [], warnings: fresh.warnings };
  });
  return outcomes;
}

function pushOf(body: JsonObject, now: Date): Push {
  const place = {
    countryCode: String(body.country_code).toUpperCase(),
    partyId: String(body.party_id).toUpperCase(),
    locationId: String(body.id),
    evseUid: null,
    connectorId: null,
  };
  return { place, method: 'PUT', body, now };
}

function refusalOf(error: unknown): RecordOutcome {
  if (!(error instanceof PushRefusal)) throw error;
  const { findings, message } = error;
  return rejected(...(findings.length > 0 ? findings : [{ field: null, code: 'REFUSED', message }]));
}

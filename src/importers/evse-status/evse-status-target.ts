import type { Database } from '../../database/database.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../subgraphs/infrastructure/location/charging-location.model.js';
import { changeLocations } from '../../subgraphs/infrastructure/location/location-changes.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { COUNTRY_CODE, nullable, SOURCE_SCHEMA, type SourcedDraft } from '../pipeline/draft-schema.js';
import { type ImportContext, type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';

interface EvseStatusDraft extends SourcedDraft {
  readonly evseId: string;
  readonly status: string;
  readonly at: string;
  readonly country?: string | null;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    evseId: { type: 'string', minLength: 1, maxLength: 64 },
    status: { type: 'string', minLength: 1, maxLength: 100 },
    at: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT' },
    country: nullable(COUNTRY_CODE),
    source: SOURCE_SCHEMA,
  },
  required: ['evseId', 'status', 'at', 'source'],
  additionalProperties: false,
};

/** Status of charge points that are stored already, found by their eMI3 identifier. */
export const EVSE_STATUS_TARGET: ImportTarget = {
  name: 'evse-status',
  description: 'Status of charge points that are stored already, by their eMI3 identifier',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<EvseStatusDraft>(DRAFT_SCHEMA, records, (accepted) =>
      writeStatuses(
        context,
        accepted.map(({ draft }) => draft),
      ),
    ),
};

/** A stored charge point and where it is. */
interface StoredEvse {
  readonly cluster: string;
  readonly locationId: string;
  readonly uid: string;
  status: string;
  lastUpdated: Date;
}

async function writeStatuses(
  { database, dryRun }: ImportContext,
  drafts: readonly EvseStatusDraft[],
): Promise<RecordOutcome[]> {
  const stored = await storedEvses(database, [...new Set(drafts.map(({ evseId }) => evseId))]);
  const changed = new Set<StoredEvse>();
  const outcomes = drafts.map((draft): RecordOutcome => {
    const { evseId, status } = draft;
    const evses = stored.get(evseId) ?? [];
    if (evses.length === 0) {
      return rejected({ field: 'evseId', code: 'UNKNOWN_EVSE', message: `No charge point ${evseId} is stored` });
    }
    const at = new Date(draft.at);
    if (Number.isNaN(at.getTime())) {
      return rejected({ field: 'at', code: 'INVALID_FIELD', message: `${draft.at} is no time` });
    }
    const older = evses.filter(({ lastUpdated }) => lastUpdated < at);
    for (const evse of older) {
      Object.assign(evse, { status, lastUpdated: at });
      changed.add(evse);
    }
    const isOutdated = older.length === 0 && evses.some((evse) => evse.lastUpdated > at && evse.status !== status);
    const message = `A later status of ${evseId} is stored`;
    return {
      outcome: older.length > 0 ? 'updated' : 'unchanged',
      rejections: [],
      warnings: isOutdated ? [{ field: 'at', code: 'OUTDATED', message }] : [],
    };
  });
  if (!dryRun) await write(database, [...changed]);
  return outcomes;
}

async function storedEvses(database: Database, evseIds: readonly string[]): Promise<Map<string, StoredEvse[]>> {
  const found = new Map<string, StoredEvse[]>();
  for (const cluster of database.clustersOf(chargingLocationModel)) {
    const rows = await database
      .model(chargingLocationModel, cluster)
      .find(
        { 'evses.evseId': { $in: evseIds } },
        { 'evses.uid': 1, 'evses.evseId': 1, 'evses.status': 1, 'evses.lastUpdated': 1 },
      )
      .lean<Pick<ChargingLocationRecord, '_id' | 'evses'>[]>()
      .exec();
    for (const { _id, evses } of rows) {
      for (const { evseId, uid, status, lastUpdated } of evses) {
        if (evseId === null) continue;
        found.set(evseId, [...(found.get(evseId) ?? []), { cluster, locationId: _id, uid, status, lastUpdated }]);
      }
    }
  }
  return found;
}

/** Each status is a numbered change of its location, so that those who mirror locations are told. */
async function write(database: Database, evses: readonly StoredEvse[]): Promise<void> {
  for (const cluster of new Set(evses.map((evse) => evse.cluster))) {
    const own = evses.filter((evse) => evse.cluster === cluster);
    await changeLocations(database, cluster, own.length, (marks, session) =>
      database.model(chargingLocationModel, cluster).bulkWrite(
        own.map(({ locationId, uid, status, lastUpdated }, index) => ({
          updateOne: {
            // A status that has been reported in the meantime and is later stays.
            filter: { _id: locationId, evses: { $elemMatch: { uid, lastUpdated: { $lt: lastUpdated } } } },
            update: {
              $set: {
                'evses.$[reported].status': status,
                'evses.$[reported].lastUpdated': lastUpdated,
                ...marks[index],
              },
              $max: { lastUpdated },
            },
            arrayFilters: [{ 'reported.uid': uid }],
          },
        })),
        { session },
      ),
    );
  }
}

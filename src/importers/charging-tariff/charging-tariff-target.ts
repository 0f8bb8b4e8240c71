import {
  type ChargingTariffRecord,
  chargingTariffModel,
} from '../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';
import { TARIFF_DRAFT_SCHEMA, type TariffDraft } from './tariff-draft.js';
import { tariffFindings, tariffRow } from './tariff-record.js';

/** Charging tariffs: collection `charging_tariffs`. An older version of a tariff never replaces a newer one. */
export const CHARGING_TARIFF_TARGET: ImportTarget = {
  name: 'charging-tariffs',
  description: 'Charging tariffs, by country, party and id (OCPI Tariff)',
  draftSchema: TARIFF_DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<TariffDraft>(TARIFF_DRAFT_SCHEMA, records, async (accepted) => {
      const findings = accepted.map(({ draft }) => tariffFindings(draft));
      const good = accepted.filter((_record, index) => findings[index]?.length === 0);
      const rows = good.map(({ draft }) => tariffRow(draft));
      const merge = (row: ChargingTariffRecord, stored: ChargingTariffRecord | null) =>
        stored !== null && stored.lastUpdated > row.lastUpdated ? stored : row;
      const options = { ...context, merge };
      const written = (await upsertRows(context.database, chargingTariffModel, rows, options))[Symbol.iterator]();
      return findings.map(
        (wrong): RecordOutcome =>
          wrong.length > 0
            ? rejected(...wrong)
            : { outcome: written.next().value ?? 'unchanged', rejections: [], warnings: [] },
      );
    }),
};

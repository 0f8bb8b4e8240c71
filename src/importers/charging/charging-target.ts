import { chargingLocationModel } from '../../subgraphs/infrastructure/location/charging-location.model.js';
import { storeLocations } from '../../subgraphs/infrastructure/location/location-changes.js';
import { linkChangedSites } from '../../subgraphs/infrastructure/matching/link-changed-sites.js';
import {
  type ChargingTariffRecord,
  chargingTariffModel,
} from '../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { prepareDrafts } from '../pipeline/accept-drafts.js';
import {
  type ImportContext,
  type ImportTarget,
  type PreparedBatch,
  type RecordOutcome,
  rejected,
  type TargetRecord,
} from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';
import type { ChargingDraft } from './charging-draft.js';
import { CHARGING_DRAFT_SCHEMA } from './charging-draft-schema.js';
import { withKeptFacts } from './kept-facts.js';
import { type JudgedSite, siteRow } from './site-record.js';

/** Charging sites of any source: collection `charging_locations`. */
export const CHARGING_TARGET: ImportTarget = {
  name: 'charging',
  description: 'Charging sites with their charge points and connectors, in the terms of OCPI',
  draftSchema: CHARGING_DRAFT_SCHEMA,
  write: (context, records) => prepareSites(context, records)(),
  prepare: prepareSites,
  finish: async ({ database }, stop) => {
    await linkChangedSites(database, stop);
  },
};

function prepareSites(context: ImportContext, records: readonly TargetRecord[]): PreparedBatch {
  return prepareDrafts<ChargingDraft>(CHARGING_DRAFT_SCHEMA, records, (accepted) => {
    const drafts = accepted.map(({ draft }) => draft);
    const judged = drafts.map((draft) => siteRow(draft, context.startedAt));
    return () => writeSites(context, drafts, judged);
  });
}

async function writeSites(
  context: ImportContext,
  drafts: readonly ChargingDraft[],
  judged: readonly JudgedSite[],
): Promise<RecordOutcome[]> {
  const accepted = judged.flatMap((site, at) => {
    const draft = drafts[at];
    return 'row' in site && draft !== undefined ? [{ row: site.row, draft }] : [];
  });
  await storeTariffs(
    context,
    judged.flatMap((site) => ('row' in site && site.tariff !== null ? [site.tariff] : [])),
  );
  const outcomes = await upsertRows(
    context.database,
    chargingLocationModel,
    accepted.map(({ row }) => row),
    {
      dryRun: context.dryRun,
      store: (rows, merge) => storeLocations(context.database, rows, merge),
      merge: (row, stored, at) => {
        const draft = accepted[at]?.draft;
        return draft === undefined ? row : withKeptFacts(draft, row, stored);
      },
    },
  );
  let next = 0;
  return judged.map((site) => {
    if (!('row' in site)) return rejected(site.rejection);
    const outcome = outcomes[next] ?? 'unchanged';
    next += 1;
    return { outcome, rejections: [], warnings: site.warnings };
  });
}

/** Before the sites that name them. One that is stored stays: its name is its content. */
async function storeTariffs(
  { database, dryRun }: ImportContext,
  tariffs: readonly ChargingTariffRecord[],
): Promise<void> {
  const rows = [...new Map(tariffs.map((tariff) => [tariff._id, tariff])).values()];
  if (rows.length === 0) return;
  await upsertRows(database, chargingTariffModel, rows, { dryRun, merge: (row, stored) => stored ?? row });
}

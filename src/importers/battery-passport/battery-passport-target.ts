import {
  type BatteryPassportRecord,
  batteryPassportModel,
} from '../../subgraphs/compliance/battery-passport/battery-passport.model.js';
import { footprintFault } from '../../subgraphs/compliance/battery-passport/carbon-footprint.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import {
  type ImportContext,
  type ImportTarget,
  type RecordOutcome,
  rejected,
  type TargetRecord,
} from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';
import type { PassportDraft } from './passport-draft.js';

export const BATTERY_PASSPORT_TARGET_NAME = 'battery-passports';

/** Battery passports: collection `battery_passports`. What a file does not speak for, such as the variant, stays as it is stored. */
export const BATTERY_PASSPORT_TARGET: ImportTarget = {
  name: BATTERY_PASSPORT_TARGET_NAME,
  description: 'Battery passports, whole or by the parts that a submodel speaks for',
  draftSchema: null,
  write: writePassports,
};

const FOOTPRINT = 'sustainability.carbonFootprint';

async function writePassports(
  context: ImportContext,
  records: readonly TargetRecord[],
): Promise<readonly RecordOutcome[]> {
  const drafts = records.map(({ value }) => value as PassportDraft);
  const outcomes = drafts.map((draft) => refusal(draft));
  const accepted = drafts.filter((_, at) => outcomes[at] === null);
  const written = await upsertRows(context.database, batteryPassportModel, accepted.map(rowOf), {
    dryRun: context.dryRun,
    merge: (row, stored, at) => (stored === null ? row : merged(row, stored, accepted[at]?.speaksFor ?? [])),
  });
  let next = 0;
  return outcomes.map((outcome) => {
    if (outcome !== null) return outcome;
    const result = written[next] ?? 'unchanged';
    next += 1;
    return { outcome: result, rejections: [], warnings: [] };
  });
}

/** A footprint that does not add up is refused with its passport. */
function refusal({ parts }: PassportDraft): RecordOutcome | null {
  const footprint = parts.sustainability.carbonFootprint;
  const fault = footprint === null ? null : footprintFault(footprint.total, footprint.stages);
  if (fault === null) return null;
  const field = `${FOOTPRINT}.${fault.field}`;
  return rejected({ field, code: 'CARBON_FOOTPRINT_UNSOUND', message: `${field}: ${fault.message}` });
}

function rowOf({ passportId, parts, source }: PassportDraft): BatteryPassportRecord {
  return { _id: passportId, passportId, variantId: null, ...parts, provenance: provenanceOf(source) };
}

/** The stored passport with what the file speaks for. */
function merged(
  row: BatteryPassportRecord,
  stored: BatteryPassportRecord,
  speaksFor: readonly string[],
): BatteryPassportRecord {
  const copy = structuredClone({ ...stored, provenance: null }) as unknown as Record<string, unknown>;
  for (const path of speaksFor) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const [from, to] = [row, copy].map((root) =>
      keys.reduce((inner, key) => inner[key] as Record<string, unknown>, root as unknown as Record<string, unknown>),
    );
    if (from !== undefined && to !== undefined) to[last] = from[last];
  }
  // A passport of several files is as sure as the least sure of them.
  const doubtful = stored.provenance.confidence === 'LOW' && !speaksFor.includes('metadata');
  const provenance = { ...row.provenance, ...(doubtful ? { confidence: 'LOW' as const } : {}) };
  return { ...(copy as unknown as BatteryPassportRecord), provenance };
}

import { FactReader } from '../facts/fact-reader.js';
import { isPlaceholder } from '../facts/placeholder.js';
import { type DecodedObject, isJsonObject, type JsonObject, openJsonRecords } from '../json/json-records.js';
import { type Finding, shown } from '../pipeline/finding.js';
import type { FormatInput, ImportFormat } from '../pipeline/import-format.js';
import { submodelOf, submodelParts } from './battery-pass-submodels.js';
import { BATTERY_PASSPORT_TARGET_NAME } from './battery-passport-target.js';
import { catenaX3Parts } from './catena-x-3.js';
import { catenaX6Parts } from './catena-x-6.js';
import type { PassportDraft } from './passport-draft.js';

const WHOLE = [
  'metadata',
  'identification',
  'characteristics',
  'commercial',
  'operation',
  'performance',
  'materials',
  'sustainability',
  'safety',
  'conformity',
  'handling',
  'sources',
];

/** From so many placeholders on, what is left of a document is not much to rely on. */
const SAMPLE_PLACEHOLDERS = 5;

/**
 * Battery passports: Catena-X `battery_pass` 3.0 and 6.x, one object a passport, and the submodels of BatteryPass 1.2.0, which are
 * joined by `batteryPassportIdentifier` or by the identifier that the user gives (`--record-id`).
 */
export const BATTERY_PASSPORT_FORMAT: ImportFormat = {
  name: 'battery-passports',
  description:
    'battery passports: Catena-X battery_pass 3.0 and 6.x, submodels of BatteryPass 1.2.0 (with --record-id)',
  needsMapping: false,
  takesRecordId: true,
  lineLimitBytes: null,
  open: async ({ file, recordId = null }: FormatInput) => {
    const fetchedAt = new Date().toISOString().slice(0, 10);
    const source = await openJsonRecords(file, {
      title: 'battery passport',
      listsIn: ['data'],
      meaning: `battery-passports ${recordId ?? ''}`,
      recognises: (object) => shapeOf(object) !== null || REFUSED.some(({ knownBy }) => knownBy in object),
      decode: (object) => decodePassport(object, recordId, fetchedAt),
    });
    return recordId === null
      ? source
      : { ...source, rejoin: (raws) => `${raws.map(withIdentifier(recordId)).join('\n')}\n` };
  },
};

/** A record that runs again out of quarantine says itself of which passport it is. */
function withIdentifier(recordId: string): (raw: string) => string {
  return (raw) =>
    raw.startsWith('{') && !raw.includes('"batteryPassportIdentifier"')
      ? `{"batteryPassportIdentifier": ${JSON.stringify(recordId)}, ${raw.slice(1)}`
      : raw;
}

/** Objects of the same data spaces that are no passports. */
const REFUSED: readonly { readonly knownBy: string; readonly message: string }[] = [
  { knownBy: 'vehicles', message: 'Is a list of single vehicles, which are kept by their makers and not here' },
  { knownBy: 'vehicle', message: 'Is a single vehicle, which is kept by its maker and not here' },
  { knownBy: 'claimId', message: 'Is a warranty claim, which is no fact of a battery' },
  { knownBy: 'pcf', message: 'Is a product carbon footprint: use the format product-carbon-footprints' },
  {
    knownBy: 'productLifeCycleStagesAndEmissions',
    message: 'Is a product carbon footprint: use the format product-carbon-footprints',
  },
];

type Shape = 'CATENA_X_6' | 'CATENA_X_3' | 'BATTERY_PASS';

function shapeOf(object: JsonObject): Shape | null {
  if (isJsonObject(object.identification) || isJsonObject(object.metadata)) return 'CATENA_X_6';
  if (isJsonObject(object.batteryIdentification) || isJsonObject(object.electrochemicalProperties)) return 'CATENA_X_3';
  return submodelOf(object) === null ? null : 'BATTERY_PASS';
}

function decodePassport(object: JsonObject, givenId: string | null, fetchedAt: string): DecodedObject {
  const shape = shapeOf(object);
  if (shape === null) {
    const message =
      REFUSED.find(({ knownBy }) => knownBy in object)?.message ??
      'The object has no member by which a battery passport is known';
    return { recordId: null, rejections: [{ field: null, code: 'NOT_A_BATTERY_PASSPORT', message }] };
  }
  const stated = statedIdentifier(object, shape);
  if (stated.fault !== null) return { recordId: null, rejections: [stated.fault] };
  if (givenId !== null && stated.id !== null && stated.id !== givenId) {
    const message = `The passport says that it is ${shown(stated.id)}, and --record-id says ${shown(givenId)}`;
    return { recordId: stated.id, rejections: [{ field: stated.field, code: 'IDENTIFIER_CONFLICT', message }] };
  }
  const passportId = stated.id ?? givenId;
  if (passportId === null) {
    const message = `${stated.field} is missing: say of which passport this is by --record-id`;
    return { recordId: null, rejections: [{ field: stated.field, code: 'MISSING_IDENTIFIER', message }] };
  }
  return draftOf(object, shape, { passportId, field: stated.field, stated: stated.id !== null }, fetchedAt);
}

function draftOf(
  object: JsonObject,
  shape: Shape,
  { passportId, field, stated }: { passportId: string; field: string; stated: boolean },
  fetchedAt: string,
): DecodedObject {
  const reader = FactReader.of(object);
  const submodel = shape === 'BATTERY_PASS' ? submodelOf(object) : null;
  const parts =
    submodel !== null
      ? submodelParts(submodel, reader)
      : shape === 'CATENA_X_3'
        ? catenaX3Parts(reader)
        : catenaX6Parts(reader);
  const ofIdentifier = (finding: Finding) => finding.field === field;
  if (!reader.warnings.some(ofIdentifier)) reader.text(field);
  reader.warnOfTheRest();
  // The identifier is the key of the record, not a fact about it: one out of an example is taken, and said.
  const warnings = reader.warnings.filter((finding) => !ofIdentifier(finding));
  if (stated && isPlaceholder(passportId)) {
    const message = `${field}: ${shown(passportId)} looks like one out of an example; it is taken as the identifier`;
    warnings.unshift({ field, code: 'SAMPLE_IDENTIFIER', message });
  }
  const sample = warnings.filter(({ code }) => code === 'PLACEHOLDER').length >= SAMPLE_PLACEHOLDERS;
  if (sample) {
    const message = 'So much of it are placeholders that it looks like a sample: the rest is kept with low confidence';
    warnings.unshift({ field: null, code: 'LOOKS_LIKE_A_SAMPLE', message });
  }
  const draft: PassportDraft = {
    passportId,
    parts,
    speaksFor: submodel?.speaksFor ?? WHOLE,
    source: {
      system: SYSTEMS[shape],
      recordId: passportId,
      licence: 'NOASSERTION',
      fetchedAt,
      confidence: sample ? 'LOW' : 'HIGH',
    },
  };
  return { recordId: passportId, target: BATTERY_PASSPORT_TARGET_NAME, value: draft, warnings };
}

const SYSTEMS: Readonly<Record<Shape, string>> = {
  CATENA_X_6: 'Catena-X battery_pass 6',
  CATENA_X_3: 'Catena-X battery_pass 3',
  BATTERY_PASS: 'BatteryPass 1.2',
};

const IDENTIFIER_FIELDS: Readonly<Record<Shape, string>> = {
  CATENA_X_6: 'metadata.passportIdentifier',
  CATENA_X_3: 'batteryIdentification.batteryIDDMCCode',
  BATTERY_PASS: 'batteryPassportIdentifier',
};

/** Words in the place of an identifier by which many passports would become one. */
const NO_IDENTIFIER =
  /^(string|text|n\/a|null|unknown|none|example|\[.*\]|<.*>|(urn:uuid:)?00000000-0000-0000-0000-000000000000)$/i;

function statedIdentifier(
  object: JsonObject,
  shape: Shape,
): { id: string | null; field: string; fault: Finding | null } {
  const field = IDENTIFIER_FIELDS[shape];
  const value = field
    .split('.')
    .reduce<unknown>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), object);
  const fault = (code: string, message: string) => ({
    id: null,
    field,
    fault: { field, code, message: `${field}: ${message}` },
  });
  if (value === undefined || value === null || value === '') return { id: null, field, fault: null };
  if (typeof value !== 'string') return fault('INVALID_FIELD', `must be a text, and is ${shown(value)}`);
  const id = value.trim();
  if (NO_IDENTIFIER.test(id)) return fault('PLACEHOLDER', `${shown(id)} identifies nothing`);
  if (id.length > 500 || /[\s\0]/.test(id)) return fault('INVALID_FIELD', `${shown(id)} is no identifier`);
  return { id, field, fault: null };
}

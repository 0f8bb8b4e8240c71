import type { Caller } from '../../../kernel/caller.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';

/**
 * Who may see what of a battery passport, by Regulation (EU) 2023/1542, Article 77(2) and Annex XIII: point 1 is public; point
 * 2 is for persons with a legitimate interest and for authorities; point 3 for notified bodies, market surveillance
 * authorities and the Commission; point 4 for persons with a legitimate interest. `internal` keeps the passports.
 */
const READERS = {
  LEGITIMATE_INTEREST_OR_AUTHORITY: ['legitimate-interest', 'authority', 'internal'],
  AUTHORITY: ['authority', 'internal'],
  LEGITIMATE_INTEREST: ['legitimate-interest', 'internal'],
} as const;

const directive = (scopes: readonly string[]) =>
  `@requiresScopes(scopes: [${scopes.map((scope) => `["${scope}"]`).join(', ')}])`;

/** Annex XIII, point 2. */
export const POINT_2 = directive(READERS.LEGITIMATE_INTEREST_OR_AUTHORITY);
/** Annex XIII, point 3. */
export const POINT_3 = directive(READERS.AUTHORITY);
/** Annex XIII, point 4. */
export const POINT_4 = directive(READERS.LEGITIMATE_INTEREST);

/**
 * Fields that are not public, with the directive that they carry in the schema. The gateway enforces the directives; the same
 * table keeps the fields from being read where the subgraph is asked without it.
 */
export const RESTRICTED_FIELDS: Readonly<Record<string, string>> = {
  'identification.serial': POINT_4,
  'operation.intoServiceDate': POINT_4,
  'performance.rated.testReport': POINT_3,
  'performance.dynamic': POINT_4,
  'materials.detailedComposition': POINT_2,
  'materials.hazardous.cadmium': POINT_2,
  'materials.hazardous.mercury': POINT_2,
  'materials.hazardous.lead': POINT_2,
  'sustainability.status': POINT_4,
  'safety.safeDischarging': POINT_2,
  'safety.dismantling': POINT_2,
  'safety.removalFromAppliance': POINT_2,
  'safety.safetyMeasures': POINT_2,
  'conformity.resultOfTestReport': POINT_3,
  'handling.producers': POINT_2,
  'handling.spareParts': POINT_2,
};

const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
  [POINT_2]: READERS.LEGITIMATE_INTEREST_OR_AUTHORITY,
  [POINT_3]: READERS.AUTHORITY,
  [POINT_4]: READERS.LEGITIMATE_INTEREST,
};

/** The asked fields without those that the caller may not see. */
export function readableFields(fields: FieldNames, caller: Caller): FieldNames {
  const closed = Object.entries(RESTRICTED_FIELDS)
    .filter(([, tier]) => !SCOPES_OF[tier]?.some((scope) => caller.scopes.has(scope)))
    .map(([path]) => path);
  return new Set([...fields].filter((field) => !closed.some((path) => field === path || field.startsWith(`${path}.`))));
}

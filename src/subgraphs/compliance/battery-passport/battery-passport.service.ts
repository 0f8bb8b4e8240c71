import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { pagePerParent } from '../../../database/page-per-parent.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { Caller } from '../../../kernel/caller.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { readableFields } from './access-tiers.js';
import type { BatteryPassportFilter, BatteryPassportsArguments } from './battery-passport.inputs.js';
import { type BatteryPassportRecord, batteryPassportModel } from './battery-passport.model.js';
import type { BatteryPassport } from './battery-passport.type.js';
import { PASSPORT_EMBEDDED, PASSPORT_FIELD_SOURCES, passportView } from './battery-passport.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

interface PageOfVariant {
  readonly first: number;
  readonly after: string | null;
}

const projected = (fields: FieldNames, caller: Caller) =>
  projectionOf(readableFields(fields, caller), PASSPORT_FIELD_SOURCES, ['variantId'], PASSPORT_EMBEDDED);

const passportById: LoaderDefinition<DataContext, string, BatteryPassport | null> = {
  name: 'compliance.passportById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database, caller }) => {
    const keys = ids.map((id) => ({ id }));
    const rows = await findByKey(database, batteryPassportModel, keys, projected(fields, caller));
    return rows.map((row) => (row === null || row instanceof Error ? row : passportView(row)));
  },
};

const passportsOfVariant: LoaderDefinition<DataContext, string, BatteryPassportRecord[], PageOfVariant> = {
  name: 'compliance.passportsOfVariant',
  keyText: (variantId) => variantId,
  load: (variantIds, { arguments: page, fields }, { database, caller }) =>
    pagePerParent(
      database,
      batteryPassportModel,
      null,
      variantIds.map((variantId) => ({ variantId })),
      { ...page, filter: {}, order: BY_ID, projection: projected(fields, caller) },
    ),
};

const passportCountOfVariant: LoaderDefinition<DataContext, string, number> = {
  name: 'compliance.passportCountOfVariant',
  keyText: (variantId) => variantId,
  load: async (variantIds, _request, { database }) => {
    const counts = await database
      .model(batteryPassportModel)
      .aggregate<{ _id: string; count: number }>([
        { $match: { variantId: { $in: variantIds } } },
        { $group: { _id: '$variantId', count: { $sum: 1 } } },
      ]);
    const byVariant = new Map(counts.map(({ _id, count }) => [_id, count]));
    return variantIds.map((variantId) => byVariant.get(variantId) ?? 0);
  },
};

/** The passport of that identifier, or null. Fields that the caller may not see are not read. */
export function findPassport(context: DataContext, id: string, fields: FieldNames): Promise<BatteryPassport | null> {
  return context.loaders.load(passportById, id, { arguments: undefined, fields }, context);
}

/** Passports in the order of their identifiers. */
export async function listPassports(
  { database, caller }: DataContext,
  { first, after, filter }: BatteryPassportsArguments,
  asked: Asked,
): Promise<Page<BatteryPassport>> {
  const conditions = filterOf(filter ?? {});
  const request = { filter: conditions, order: BY_ID, first, after: after ?? null };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, batteryPassportModel, null, { ...request, projection: projected(asked.fields, caller) }),
    asked.totalCount ? countOverall(database, batteryPassportModel, null, conditions) : null,
  ]);
  return pageOfPassports(rows, request, totalCount);
}

/** Passports of batteries of a variant: those of all variants of the operation are read together. */
export async function listPassportsOfVariant(
  context: DataContext,
  variantId: string,
  { first, after = null }: { first: number; after?: string | null },
  { fields, totalCount }: Asked,
): Promise<Page<BatteryPassport>> {
  const { loaders } = context;
  const page = { first, after };
  const [rows, count] = await Promise.all([
    loaders.load(passportsOfVariant, variantId, { arguments: page, fields }, context),
    totalCount
      ? loaders.load(passportCountOfVariant, variantId, { arguments: undefined, fields: new Set<string>() }, context)
      : null,
  ]);
  return pageOfPassports(rows, page, count);
}

const CARBON_CLASS = 'sustainability.carbonFootprint.performanceClass';

/** Performance classes of the carbon footprints of passports, in the order of their identifiers; null for none. */
export async function carbonClassesOf(
  { database }: DataContext,
  passportIds: readonly string[],
): Promise<(string | null)[]> {
  const keys = passportIds.map((id) => ({ id: naturalKey('BatteryPassport', id) }));
  const rows = await findByKey(database, batteryPassportModel, keys, { _id: 1, [CARBON_CLASS]: 1 });
  return rows.map((row) => {
    if (row instanceof Error) throw row;
    return row?.sustainability?.carbonFootprint?.performanceClass ?? null;
  });
}

function filterOf({ variantId, carbonClasses, category, economicOperatorId }: BatteryPassportFilter) {
  return allOf([
    variantId ? { variantId: naturalKey('VehicleVariant', variantId) } : {},
    carbonClasses ? { [CARBON_CLASS]: { $in: carbonClasses } } : {},
    category ? { 'identification.category': category } : {},
    economicOperatorId ? { 'metadata.economicOperatorId': economicOperatorId } : {},
  ]);
}

function pageOfPassports(
  rows: readonly BatteryPassportRecord[],
  { first, after }: { first: number; after: string | null },
  totalCount: number | null,
): Page<BatteryPassport> {
  return pageOf({ rows, first, after, totalCount, view: passportView, positionOf: ({ _id }) => [_id] });
}

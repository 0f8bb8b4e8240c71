import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { partnerRowsOf, requireFinanceCaller } from '../caller-rights.js';
import type { ContractsArguments } from './contract.inputs.js';
import { contractModel, isContractKey } from './contract.model.js';
import type { Contract } from './contract.type.js';
import { contractView } from './contract.view.js';

/** Contracts are small: they are read whole. A stage of an aggregation must name what it keeps. */
const WHOLE = Object.fromEntries(Object.keys(contractModel.schema.paths).map((path) => [path, 1 as const]));

const contractById: LoaderDefinition<DataContext, string, Contract | null> = {
  name: 'finance.contractById',
  keyText: (id) => id,
  load: async (ids, _request, { database, caller }) => {
    const keys = ids.map((id) => ({ id, country: id.slice(0, 2) }));
    const rows = await findByKey(database, contractModel, keys, {}, partnerRowsOf(caller));
    return rows.map((row) => (row === null || row instanceof Error ? row : contractView(row)));
  },
};

/** The contract of that id, or null: one of another bank is as good as none. */
export async function findContract(context: DataContext, contractId: string): Promise<Contract | null> {
  requireFinanceCaller(context.caller);
  return isContractKey(contractId)
    ? context.loaders.load(contractById, contractId, { arguments: undefined, fields: new Set() }, context)
    : null;
}

/** Contracts that the caller may see, in the order of their ids. */
export async function listContracts(
  { database, caller }: DataContext,
  { first, after, filter }: ContractsArguments,
  wantsCount: boolean,
): Promise<Page<Contract>> {
  requireFinanceCaller(caller);
  const { country, productId, variantIds, status, daysPastDue } = filter ?? {};
  const conditions = allOf([
    partnerRowsOf(caller),
    productId ? { productId: naturalKey('FinancingProduct', productId) } : {},
    variantIds ? { variantId: { $in: variantIds.map((id) => naturalKey('VehicleVariant', id)) } } : {},
    status ? { status } : {},
    daysPastDue ? { daysPastDue: { $gte: daysPastDue } } : {},
  ]);
  const request = { filter: conditions, order: BY_ID, first, after: after ?? null, projection: WHOLE };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, contractModel, country ?? null, request),
    wantsCount ? countOverall(database, contractModel, country ?? null, conditions) : null,
  ]);
  return pageOf({
    rows,
    first,
    after: after ?? null,
    totalCount,
    view: contractView,
    positionOf: (row) => [row._id],
  });
}

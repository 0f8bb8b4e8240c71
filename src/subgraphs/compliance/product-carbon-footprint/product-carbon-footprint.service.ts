import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { validOn } from '../../../kernel/validity/validity.js';
import { requireRecordKeeper } from '../lifecycle-record/record-keeper.js';
import type { ProductCarbonFootprintsArguments } from './product-carbon-footprint.inputs.js';
import { type ProductCarbonFootprintRecord, productCarbonFootprintModel } from './product-carbon-footprint.model.js';
import type { ProductCarbonFootprint } from './product-carbon-footprint.type.js';

/** Footprints are small: they are read whole. A stage of an aggregation must name what it keeps. */
const WHOLE = Object.fromEntries(
  Object.keys(productCarbonFootprintModel.schema.paths).map((path) => [path, 1 as const]),
);

const footprintById: LoaderDefinition<DataContext, string, ProductCarbonFootprint | null> = {
  name: 'compliance.productCarbonFootprintById',
  keyText: (id) => id,
  load: async (ids, _request, { database }) => {
    const keys = ids.map((id) => ({ id }));
    const rows = await findByKey(database, productCarbonFootprintModel, keys, {});
    return rows.map((row) => (row === null || row instanceof Error ? row : footprintView(row)));
  },
};

/** The footprint of that id, or null. Needs the scope `internal` or `authority`: makers exchange footprints in confidence. */
export async function findFootprint(context: DataContext, id: string): Promise<ProductCarbonFootprint | null> {
  requireRecordKeeper(context.caller);
  return context.loaders.load(footprintById, id, { arguments: undefined, fields: new Set() }, context);
}

/** Footprints in the order of their ids. */
export async function listFootprints(
  { database, caller }: DataContext,
  { first, after = null, filter, asOf }: ProductCarbonFootprintsArguments,
  wantsCount: boolean,
): Promise<Page<ProductCarbonFootprint>> {
  requireRecordKeeper(caller);
  const conditions = allOf([
    filter?.productId ? { productIds: filter.productId } : {},
    filter?.companyId ? { companyIds: filter.companyId } : {},
    asOf ? validOn(asOf) : {},
  ]);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, productCarbonFootprintModel, null, {
      filter: conditions,
      order: BY_ID,
      first,
      after,
      projection: WHOLE,
    }),
    wantsCount ? countOverall(database, productCarbonFootprintModel, null, conditions) : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: footprintView, positionOf: ({ _id }) => [_id] });
}

function footprintView({ _id, provenance, ...record }: ProductCarbonFootprintRecord): ProductCarbonFootprint {
  return { ...record, id: globalId('ProductCarbonFootprint', _id), provenance: provenanceView(provenance) };
}

import {
  type ProductCarbonFootprintRecord,
  productCarbonFootprintModel,
} from '../../subgraphs/compliance/product-carbon-footprint/product-carbon-footprint.model.js';
import type { ImportContext, ImportTarget, RecordOutcome, TargetRecord } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

export const PRODUCT_CARBON_FOOTPRINT_TARGET_NAME = 'product-carbon-footprints';

/** Product carbon footprints, by their id: collection `product_carbon_footprints`. An older version never takes the place of a newer one. */
export const PRODUCT_CARBON_FOOTPRINT_TARGET: ImportTarget = {
  name: PRODUCT_CARBON_FOOTPRINT_TARGET_NAME,
  description: 'Product carbon footprints, by their id and version',
  draftSchema: null,
  write: writeFootprints,
};

async function writeFootprints(
  { database, dryRun }: ImportContext,
  records: readonly TargetRecord[],
): Promise<readonly RecordOutcome[]> {
  const rows = records.map(({ value }) => value as ProductCarbonFootprintRecord);
  const outdated = new Set<number>();
  const outcomes = await upsertRows(database, productCarbonFootprintModel, rows, {
    dryRun,
    merge: (row, stored, at) => {
      if (stored === null || stored.version <= row.version) return row;
      outdated.add(at);
      return stored;
    },
  });
  return outcomes.map((outcome, at) => ({
    outcome,
    rejections: [],
    warnings: outdated.has(at)
      ? [
          {
            field: 'version',
            code: 'OUTDATED',
            message: `version: a later one than ${rows[at]?.version} is stored, and stays`,
          },
        ]
      : [],
  }));
}

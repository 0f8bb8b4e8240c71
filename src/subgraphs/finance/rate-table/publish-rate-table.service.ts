import { Decimal } from 'decimal.js';
import { Types } from 'mongoose';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { nextSequence } from '../../../database/sequence.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { requirePartner } from '../caller-rights.js';
import { appendEvent } from '../event/append-event.js';
import { type FinancingProductRecord, financingProductModel } from '../product/financing-product.model.js';
import type { PublishRateTableInput, RateRowInput } from './publish-rate-table.inputs.js';
import { coverageProblems } from './rate-coverage.js';
import { type RateTableRecord, rateTableModel } from './rate-table.model.js';
import { rateTableView } from './rate-table.service.js';
import type { RateTable } from './rate-table.type.js';

/**
 * Publishes a new version of a product's rates, which is never changed again. Only the product's own partner may; a product
 * of another is NOT_FOUND. BAD_USER_INPUT names the rows that are wrong, and every gap and overlap: each case that the product
 * offers must hit exactly one row.
 */
export async function publishRateTable(context: DataContext, input: PublishRateTableInput): Promise<RateTable> {
  const { database, caller, today } = context;
  const partnerId = requirePartner(caller);
  const productId = naturalKey('FinancingProduct', input.productId);
  const product = await ownProduct(context, partnerId, productId);
  checkRateTable(input, product, today);
  const validFrom = input.validFrom ?? today;
  const validTo = input.validTo ?? null;
  const { country } = product;
  const cluster = database.clusters.clusterOf(country);
  const { idempotencyKey, ...body } = input;
  const stored = await orUnavailable(country, () =>
    once(
      database,
      cluster,
      { caller, key: idempotencyKey, operation: 'publishRateTable', body: JSON.parse(JSON.stringify(body)) },
      async (session) => {
        const model = database.model(rateTableModel, cluster);
        // Versions before this counter came with the seeds: go on after the last of them.
        const last = await model
          .findOne({ productId, country }, { version: 1 }, { session })
          .sort({ version: -1 })
          .lean<{ version: number } | null>();
        await nextSequence(database, cluster, session, `rate_tables:${productId}`);
        const version = (last?.version ?? 0) + 1;
        const record = rateTableRecord(product, version, input.rows, validFrom, validTo, today);
        await model.create([record], { session });
        await appendAudit(database, cluster, session, context, {
          action: 'publishRateTable',
          subject: `RateTable:${record._id}`,
          body: JSON.parse(JSON.stringify(body)),
        });
        await appendEvent(database, cluster, session, {
          partnerId,
          country,
          type: 'rateTable.published',
          subjectType: 'RateTable',
          subjectId: record._id,
          version,
          status: null,
          at: new Date(),
        });
        return record._id;
      },
    ),
  );
  const row = await database.model(rateTableModel, cluster).findById(stored).lean<RateTableRecord>().orFail();
  return rateTableView(row);
}

/** Refuses rates that contradict themselves, or do not give every case that the product offers exactly one row. */
export function checkRateTable(input: PublishRateTableInput, product: FinancingProductRecord, today: string): void {
  for (const [at, row] of input.rows.entries()) checkRow(row, at);
  if (input.validTo && input.validTo <= (input.validFrom ?? today)) {
    throw badUserInput('validTo', 'must come after validFrom');
  }
  const problems = coverageProblems(
    input.rows.map((row) => ({ ...row, scoreBand: row.scoreBand ?? null, powertrain: row.powertrain ?? null })),
    {
      termMonths: product.termMonths,
      ltv: {
        min: new Decimal(1).minus(product.downPaymentShare.max.toString()),
        max: new Decimal(1).minus(product.downPaymentShare.min.toString()),
      },
    },
  );
  if (problems.length === 0) return;
  const told = problems.map(({ kind, rows, where }) =>
    kind === 'GAP' ? `no row for ${where}` : `rows ${rows.join(' and ')} for ${where}`,
  );
  throw badUserInput('rows', `every case must hit exactly one row: ${told.join('; ')}`, { problems });
}

/** The product of that id, of the partner alone. NOT_FOUND for one of another as for none. */
export async function ownProduct(
  { database }: Pick<DataContext, 'database'>,
  partnerId: string,
  productId: string,
): Promise<FinancingProductRecord> {
  for (const cluster of database.clustersOf(financingProductModel)) {
    const product = await database
      .model(financingProductModel, cluster)
      .findOne({ _id: productId, partnerId })
      .lean<FinancingProductRecord | null>();
    if (product !== null) return product;
  }
  throw new TripodError('NOT_FOUND', 'There is no such product.');
}

function checkRow({ termFrom, termTo, ltvFrom, ltvTo, nominalRate }: RateRowInput, at: number): void {
  if (termFrom > termTo) throw badUserInput(`rows[${at}].termTo`, 'must not be less than termFrom');
  if (ltvFrom.isNegative()) throw badUserInput(`rows[${at}].ltvFrom`, 'must not be negative');
  if (ltvTo.lte(ltvFrom)) throw badUserInput(`rows[${at}].ltvTo`, 'must be more than ltvFrom');
  if (nominalRate.isNegative() || nominalRate.gt(10))
    throw badUserInput(`rows[${at}].nominalRate`, 'must be a fraction from 0 to 10');
}

/** The row of a version of rates that have been checked. */
export function rateTableRecord(
  { productId, country, partnerId }: FinancingProductRecord,
  version: number,
  rows: readonly RateRowInput[],
  validFrom: string,
  validTo: string | null,
  today: string,
): RateTableRecord {
  const stored = (value: Decimal) => Types.Decimal128.fromString(value.toFixed());
  return {
    _id: `${productId}:${version}`,
    productId,
    country,
    version,
    rows: rows.map((row) => ({
      termFrom: row.termFrom,
      termTo: row.termTo,
      ltvFrom: stored(row.ltvFrom),
      ltvTo: stored(row.ltvTo),
      scoreBand: row.scoreBand ?? null,
      powertrain: row.powertrain ?? null,
      variantIds: row.variantIds,
      nominalRate: stored(row.nominalRate),
    })),
    validFrom,
    validTo,
    provenance: {
      source: {
        system: `partner ${partnerId}`,
        recordId: `${productId}:${version}`,
        licence: 'LicenseRef-partner',
        fetchedAt: today,
      },
      confidence: 'HIGH',
      conflicts: [],
    },
  };
}

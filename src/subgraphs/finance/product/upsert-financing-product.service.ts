import type { Decimal } from 'decimal.js';
import { Types } from 'mongoose';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { retryOnDuplicate } from '../../../database/transaction.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { requirePartner } from '../caller-rights.js';
import { appendEvent } from '../event/append-event.js';
import { expressionProblem } from '../quote/eligibility-rules.js';
import { type FinancingProductRecord, financingProductModel } from './financing-product.model.js';
import type { FinancingProduct } from './financing-product.type.js';
import { financingProductView } from './financing-product.view.js';
import type { UpsertFinancingProductInput } from './upsert-financing-product.inputs.js';

/**
 * Makes a product of the caller, or replaces it. An id that another partner uses is CONFLICT: ids are public, as products
 * are. BAD_USER_INPUT names what contradicts itself.
 */
export async function upsertFinancingProduct(
  context: DataContext,
  input: UpsertFinancingProductInput,
): Promise<FinancingProduct> {
  const { database, caller, today } = context;
  const partnerId = requirePartner(caller);
  checkFinancingProduct(input);
  const { country, productId, idempotencyKey, ...body } = input;
  const record = financingProductRecord(input, partnerId, today);
  const cluster = database.clusters.clusterOf(country);
  await orUnavailable(country, () =>
    once(
      database,
      cluster,
      {
        caller,
        key: idempotencyKey,
        operation: 'upsertFinancingProduct',
        body: JSON.parse(JSON.stringify({ productId, country, ...body })),
      },
      async (session) => {
        const model = database.model(financingProductModel, cluster);
        const before = await model
          .findOne({ _id: productId }, { partnerId: 1 }, { session })
          .lean<{ partnerId: string } | null>();
        if (before !== null && before.partnerId !== partnerId) {
          throw new TripodError('CONFLICT', 'The id is taken by a product of another partner.', { field: 'productId' });
        }
        await model.replaceOne({ _id: productId }, record, { session, upsert: true }).catch(retryOnDuplicate);
        await appendAudit(database, cluster, session, context, {
          action: 'upsertFinancingProduct',
          subject: `FinancingProduct:${productId}`,
          body: JSON.parse(JSON.stringify(body)),
        });
        await appendEvent(database, cluster, session, {
          partnerId,
          country,
          type: before === null ? 'product.created' : 'product.changed',
          subjectType: 'FinancingProduct',
          subjectId: productId,
          version: 0,
          status: record.status,
          at: new Date(),
        });
        return productId;
      },
    ),
  );
  const stored = await database
    .model(financingProductModel, cluster)
    .findOne({ _id: productId, partnerId })
    .lean<FinancingProductRecord>()
    .orFail();
  return financingProductView(stored);
}

/** Refuses a product that contradicts itself: BAD_USER_INPUT with the place. */
export function checkFinancingProduct(input: UpsertFinancingProductInput): void {
  const {
    productId,
    country,
    minAmount,
    maxAmount,
    termMonths,
    downPaymentShare,
    balloonShareMax,
    validFrom,
    validTo,
  } = input;
  if (!productId.startsWith(`${country}-`)) throw badUserInput('productId', `must begin with ${country}-`);
  if (!minAmount.isPositive()) throw badUserInput('minAmount', 'must not be negative');
  if (maxAmount.lt(minAmount)) throw badUserInput('maxAmount', 'must not be less than minAmount');
  if (termMonths.max < termMonths.min) throw badUserInput('termMonths.max', 'must not be less than min');
  if (downPaymentShare.min.isNegative()) throw badUserInput('downPaymentShare.min', 'must not be negative');
  if (downPaymentShare.max.lt(downPaymentShare.min) || downPaymentShare.max.gte(1)) {
    throw badUserInput('downPaymentShare.max', 'must be at least min and less than 1');
  }
  if (balloonShareMax && (balloonShareMax.isNegative() || balloonShareMax.gt(1))) {
    throw badUserInput('balloonShareMax', 'must be a fraction from 0 to 1');
  }
  if (validFrom && validTo && validTo <= validFrom) throw badUserInput('validTo', 'must come after validFrom');
  for (const [at, { amount, rate }] of input.fees.entries()) {
    if ((amount === null || amount === undefined) === (rate === null || rate === undefined)) {
      throw badUserInput(`fees[${at}]`, 'must have an amount or a rate, not both');
    }
    if (amount?.isNegative() || rate?.isNegative()) throw badUserInput(`fees[${at}]`, 'must not be negative');
  }
  for (const [at, { expression }] of input.eligibility.entries()) {
    const problem = expressionProblem(expression);
    if (problem !== null) throw badUserInput(`eligibility[${at}].expression`, problem);
  }
}

/** The row of a product that has been checked. */
export function financingProductRecord(
  input: UpsertFinancingProductInput,
  partnerId: string,
  today: string,
): FinancingProductRecord {
  const stored = (value: Decimal) => Types.Decimal128.fromString(value.toFixed());
  const maybe = (value: Decimal | null | undefined) => (value === null || value === undefined ? null : stored(value));
  const { idempotencyKey: _key, termMonths, downPaymentShare, fees, eligibility, ...fields } = input;
  return {
    ...fields,
    _id: input.productId,
    partnerId,
    minAmount: stored(input.minAmount),
    maxAmount: stored(input.maxAmount),
    termMonths: { ...termMonths },
    downPaymentShare: { min: stored(downPaymentShare.min), max: stored(downPaymentShare.max) },
    balloonShareMax: maybe(input.balloonShareMax),
    fees: fees.map(({ code, amount, rate, inApr }) => ({ code, amount: maybe(amount), rate: maybe(rate), inApr })),
    eligibility: eligibility.map((rule) => ({ ...rule })),
    validFrom: input.validFrom ?? null,
    validTo: input.validTo ?? null,
    provenance: {
      source: {
        system: `partner ${partnerId}`,
        recordId: input.productId,
        licence: 'LicenseRef-partner',
        fetchedAt: today,
      },
      confidence: 'HIGH',
      conflicts: [],
    },
  };
}

import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { TripodError } from '../../kernel/errors/tripod-error.js';
import {
  AprMethod,
  BusinessDayRule,
  Collateral,
  DayCount,
  FeeCode,
  FinancingKind,
  FinancingProductStatus,
  RateType,
} from '../../subgraphs/finance/product/financing-product.enums.js';
import {
  type FinancingProductRecord,
  financingProductModel,
} from '../../subgraphs/finance/product/financing-product.model.js';
import type { UpsertFinancingProductInput } from '../../subgraphs/finance/product/upsert-financing-product.inputs.js';
import {
  checkFinancingProduct,
  financingProductRecord,
  upsertFinancingProduct,
} from '../../subgraphs/finance/product/upsert-financing-product.service.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable } from '../pipeline/draft-schema.js';
import type { ImportContext, ImportTarget } from '../pipeline/import-target.js';
import { isSameRow } from '../pipeline/upsert-rows.js';
import { DECIMAL, type DecimalDraft, PARTNER_DRAFT_PROPERTIES, type PartnerDraft } from './partner-draft.js';
import { acceptPartnerDrafts, type OwnedDraft, outcomeOf, partnerContext } from './partner-records.js';

/** A product as `upsertFinancingProduct` takes it. */
interface FinancingProductDraft extends PartnerDraft {
  readonly productId: string;
  readonly country: string;
  readonly currency: string;
  readonly kind: FinancingKind;
  readonly name: string;
  readonly collateral: Collateral;
  readonly minAmount: DecimalDraft;
  readonly maxAmount: DecimalDraft;
  readonly termMonths: { readonly min: number; readonly max: number; readonly step: number };
  readonly downPaymentShare: { readonly min: DecimalDraft; readonly max: DecimalDraft };
  readonly balloonShareMax?: DecimalDraft | null;
  readonly fees?: readonly {
    readonly code: FeeCode;
    readonly amount?: DecimalDraft | null;
    readonly rate?: DecimalDraft | null;
    readonly inApr: boolean;
  }[];
  readonly eligibility?: readonly {
    readonly reasonCode: string;
    readonly description: string;
    readonly expression: string;
  }[];
  readonly rateType: RateType;
  readonly dayCount: keyof typeof DayCount | DayCount;
  readonly businessDayRule?: BusinessDayRule;
  readonly aprMethod: AprMethod;
  readonly status?: FinancingProductStatus;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

const MONTHS = { type: 'integer', minimum: 1, maximum: 600 };

function closed(properties: object, required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

const DRAFT_SCHEMA = closed(
  {
    productId: { type: 'string', pattern: '^[A-Z]{2}-[A-Za-z0-9._-]{1,100}$' },
    country: COUNTRY_CODE,
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    kind: { enum: Object.values(FinancingKind) },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    collateral: { enum: Object.values(Collateral) },
    minAmount: DECIMAL,
    maxAmount: DECIMAL,
    termMonths: closed({ min: MONTHS, max: MONTHS, step: MONTHS }, ['min', 'max', 'step']),
    downPaymentShare: closed({ min: DECIMAL, max: DECIMAL }, ['min', 'max']),
    balloonShareMax: nullable(DECIMAL),
    fees: {
      type: 'array',
      maxItems: 20,
      items: closed(
        {
          code: { enum: Object.values(FeeCode) },
          amount: nullable(DECIMAL),
          rate: nullable(DECIMAL),
          inApr: { type: 'boolean' },
        },
        ['code', 'inApr'],
      ),
    },
    eligibility: {
      type: 'array',
      maxItems: 50,
      items: closed(
        {
          reasonCode: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,59}$' },
          description: { type: 'string', minLength: 1, maxLength: 500 },
          expression: { type: 'string', minLength: 1, maxLength: 1_000 },
        },
        ['reasonCode', 'description', 'expression'],
      ),
    },
    rateType: { enum: Object.values(RateType) },
    dayCount: { enum: [...Object.keys(DayCount), DayCount.THIRTY_E_360] },
    businessDayRule: { enum: Object.values(BusinessDayRule) },
    aprMethod: { enum: Object.values(AprMethod) },
    status: { enum: Object.values(FinancingProductStatus) },
    validFrom: nullable(LOCAL_DATE),
    validTo: nullable(LOCAL_DATE),
    ...PARTNER_DRAFT_PROPERTIES,
  },
  [
    'productId',
    'country',
    'currency',
    'kind',
    'name',
    'collateral',
    'minAmount',
    'maxAmount',
    'termMonths',
    'downPaymentShare',
    'rateType',
    'dayCount',
    'aprMethod',
  ],
);

/** Financing products of partners: collection `financing_products`, by the mutation `upsertFinancingProduct`. */
export const FINANCING_PRODUCT_TARGET: ImportTarget = {
  name: 'financing-products',
  description: 'Financing products of a partner',
  draftSchema: DRAFT_SCHEMA,
  ofPartners: true,
  write: (context, records) =>
    acceptPartnerDrafts<FinancingProductDraft>(context, DRAFT_SCHEMA, records, async (owned) => {
      const stored = await storedProducts(context, owned);
      const outcomes = [];
      // One after the other: a file may say the same product twice, and the later row counts.
      for (const one of owned) outcomes.push(await outcomeOf(() => upsert(context, one, stored)));
      return outcomes;
    }),
};

async function upsert(
  context: ImportContext,
  { draft, partnerId }: OwnedDraft<FinancingProductDraft>,
  stored: Map<string, FinancingProductRecord>,
): Promise<'created' | 'updated' | 'unchanged'> {
  const partner = partnerContext(context, partnerId);
  const input = inputOf(draft);
  checkFinancingProduct(input);
  const before = stored.get(input.productId) ?? null;
  if (before !== null && before.partnerId !== partnerId) {
    throw new TripodError('CONFLICT', 'The id is taken by a product of another partner.', { field: 'productId' });
  }
  const after = financingProductRecord(input, partnerId, partner.today);
  if (before !== null && isSameRow(before, after)) return 'unchanged';
  if (!context.dryRun) await upsertFinancingProduct(partner, input);
  stored.set(input.productId, after);
  return before === null ? 'created' : 'updated';
}

async function storedProducts(
  { database }: ImportContext,
  owned: readonly OwnedDraft<FinancingProductDraft>[],
): Promise<Map<string, FinancingProductRecord>> {
  const clusters = new Map<string, string[]>();
  for (const { draft } of owned) {
    const cluster = database.clusters.clusterOf(draft.country);
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), draft.productId]);
  }
  const lists = await Promise.all(
    [...clusters].map(([cluster, ids]) =>
      database
        .model(financingProductModel, cluster)
        .find({ _id: { $in: ids } })
        .lean<FinancingProductRecord[]>(),
    ),
  );
  return new Map(lists.flat().map((row) => [row._id, row]));
}

function inputOf(draft: FinancingProductDraft): UpsertFinancingProductInput {
  const { partnerId: _partner, ...fields } = draft as FinancingProductDraft & { source?: unknown };
  const { source: _source, termMonths, downPaymentShare, fees = [], eligibility = [], ...rest } = fields;
  const maybe = (value: DecimalDraft | null | undefined) =>
    value === null || value === undefined ? null : new Decimal(value);
  return {
    ...rest,
    minAmount: new Decimal(draft.minAmount),
    maxAmount: new Decimal(draft.maxAmount),
    termMonths: { ...termMonths },
    downPaymentShare: { min: new Decimal(downPaymentShare.min), max: new Decimal(downPaymentShare.max) },
    balloonShareMax: maybe(draft.balloonShareMax),
    fees: fees.map(({ code, amount, rate, inApr }) => ({ code, amount: maybe(amount), rate: maybe(rate), inApr })),
    eligibility: eligibility.map((rule) => ({ ...rule })),
    dayCount:
      draft.dayCount in DayCount ? DayCount[draft.dayCount as keyof typeof DayCount] : (draft.dayCount as DayCount),
    businessDayRule: draft.businessDayRule ?? BusinessDayRule.FOLLOWING,
    status: draft.status ?? FinancingProductStatus.DRAFT,
    validFrom: draft.validFrom ?? null,
    validTo: draft.validTo ?? null,
    idempotencyKey: randomUUID(),
  };
}

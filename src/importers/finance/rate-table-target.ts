import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { badUserInput } from '../../kernel/errors/tripod-error.js';
import type { PublishRateTableInput } from '../../subgraphs/finance/rate-table/publish-rate-table.inputs.js';
import {
  checkRateTable,
  ownProduct,
  publishRateTable,
  rateTableRecord,
} from '../../subgraphs/finance/rate-table/publish-rate-table.service.js';
import { type RateTableRecord, rateTableModel } from '../../subgraphs/finance/rate-table/rate-table.model.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable } from '../pipeline/draft-schema.js';
import type { ImportContext, ImportTarget } from '../pipeline/import-target.js';
import { isSameRow } from '../pipeline/upsert-rows.js';
import {
  DECIMAL,
  type DecimalDraft,
  OWN_WORD,
  PARTNER_DRAFT_PROPERTIES,
  type PartnerDraft,
  POWERTRAIN,
} from './partner-draft.js';
import { acceptPartnerDrafts, type OwnedDraft, outcomeOf, partnerContext } from './partner-records.js';

interface RateRowDraft {
  readonly termFrom: number;
  readonly termTo: number;
  readonly ltvFrom: DecimalDraft;
  readonly ltvTo: DecimalDraft;
  readonly scoreBand?: string | null;
  readonly powertrain?: string | null;
  readonly variantIds?: readonly string[] | null;
  readonly nominalRate: DecimalDraft;
}

/** A table as `publishRateTable` takes it. */
interface RateTableDraft extends PartnerDraft {
  readonly productId: string;
  readonly rows?: readonly RateRowDraft[];
  /** The same for mappings, in whose language `rows` is a word. */
  readonly rates?: readonly RateRowDraft[];
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

const MONTHS = { type: 'integer', minimum: 1, maximum: 600 };

const ROWS = {
  type: 'array',
  minItems: 1,
  maxItems: 2_000,
  items: {
    type: 'object',
    properties: {
      termFrom: MONTHS,
      termTo: MONTHS,
      ltvFrom: DECIMAL,
      ltvTo: DECIMAL,
      scoreBand: nullable(OWN_WORD),
      powertrain: nullable(POWERTRAIN),
      variantIds: nullable({ type: 'array', items: OWN_WORD, maxItems: 500 }),
      nominalRate: DECIMAL,
    },
    required: ['termFrom', 'termTo', 'ltvFrom', 'ltvTo', 'nominalRate'],
    additionalProperties: false,
  },
};

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    productId: OWN_WORD,
    rows: ROWS,
    rates: ROWS,
    validFrom: nullable(LOCAL_DATE),
    validTo: nullable(LOCAL_DATE),
    // Mappings give every record the country of its file; that of a table is that of its product.
    country: nullable(COUNTRY_CODE),
    ...PARTNER_DRAFT_PROPERTIES,
  },
  required: ['productId'],
  additionalProperties: false,
};

/** Rates of products of partners: collection `rate_tables`, by the mutation `publishRateTable`. */
export const RATE_TABLE_TARGET: ImportTarget = {
  name: 'rate-tables',
  description: "Rates of a partner's products: a new version where they differ from the newest one",
  draftSchema: DRAFT_SCHEMA,
  ofPartners: true,
  write: (context, records) =>
    acceptPartnerDrafts<RateTableDraft>(context, DRAFT_SCHEMA, records, async (owned) => {
      const outcomes = [];
      for (const one of owned) outcomes.push(await outcomeOf(() => publish(context, one)));
      return outcomes;
    }),
};

async function publish(
  context: ImportContext,
  { draft, partnerId }: OwnedDraft<RateTableDraft>,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { database } = context;
  const partner = partnerContext(context, partnerId);
  const input = inputOf(draft);
  const product = await ownProduct({ database }, partnerId, input.productId);
  checkRateTable(input, product, partner.today);
  const newest = await database
    .model(rateTableModel, database.clusters.clusterOf(product.country))
    .findOne({ productId: product._id, country: product.country })
    .sort({ version: -1 })
    .lean<RateTableRecord | null>();
  if (newest !== null) {
    // A file that names no first day means "from now on", and says nothing new on another day.
    const validFrom = input.validFrom ?? newest.validFrom ?? partner.today;
    const same = rateTableRecord(product, newest.version, input.rows, validFrom, input.validTo ?? null, partner.today);
    if (isSameRow(content(newest), content(same))) return 'unchanged';
  }
  if (!context.dryRun) await publishRateTable(partner, input);
  return newest === null ? 'created' : 'updated';
}

/** What a partner says of rates, whoever said it and when. */
function content({ rows, validFrom, validTo }: RateTableRecord): unknown {
  return {
    rows: rows.map((row) => ({ ...row, variantIds: row.variantIds ?? [] })),
    validFrom,
    validTo,
  };
}

function inputOf({ productId, rows, rates, validFrom, validTo }: RateTableDraft): PublishRateTableInput {
  const given = rows ?? rates;
  if (given === undefined) throw badUserInput('rows', 'is needed');
  return {
    productId,
    rows: given.map((row) => ({
      ...row,
      ltvFrom: new Decimal(row.ltvFrom),
      ltvTo: new Decimal(row.ltvTo),
      nominalRate: new Decimal(row.nominalRate),
      variantIds: [...(row.variantIds ?? [])],
    })),
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
    idempotencyKey: randomUUID(),
  };
}

import { isISO4217CurrencyCode } from 'class-validator';
import { Decimal } from 'decimal.js';
import { mongo } from 'mongoose';
import { isLocalDate } from '../../kernel/scalars/local-date.js';
import { type FxRateRecord, fxRateModel } from '../../subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable, SOURCE_SCHEMA, type SourcedDraft } from '../pipeline/draft-schema.js';
import { type Finding, shown } from '../pipeline/finding.js';
import { type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface ExchangeRateDraft extends SourcedDraft {
  readonly base: string;
  readonly quote: string;
  readonly date: string;
  /** A text keeps every digit; a number is taken as it is written shortest. */
  readonly rate: string | number;
}

const CURRENCY = { type: 'string', pattern: '^[A-Z]{3}$' };

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    base: CURRENCY,
    quote: CURRENCY,
    date: LOCAL_DATE,
    rate: { type: ['string', 'number'], pattern: '^\\d{1,12}(\\.\\d{1,18})?$', exclusiveMinimum: 0 },
    source: SOURCE_SCHEMA,
    // Mappings give every record the country of its file; rates belong to none.
    country: nullable(COUNTRY_CODE),
  },
  required: ['base', 'quote', 'date', 'rate', 'source'],
  additionalProperties: false,
};

/** Exchange rates of single days: collection `fx_rates`. */
export const EXCHANGE_RATE_TARGET: ImportTarget = {
  name: 'exchange-rates',
  description: 'Exchange rates, by currencies and day',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<ExchangeRateDraft>(DRAFT_SCHEMA, records, async (accepted) => {
      const findings = accepted.map(({ draft }) => findingsOf(draft));
      const good = accepted.filter((_record, index) => findings[index]?.length === 0);
      const rows = good.map(({ draft }) => rowOf(draft));
      const written = (await upsertRows(context.database, fxRateModel, rows, context))[Symbol.iterator]();
      return findings.map((wrong): RecordOutcome => {
        if (wrong.length > 0) {
          return rejected(...wrong);
        }
        return { outcome: written.next().value ?? 'unchanged', rejections: [], warnings: [] };
      });
    }),
};

function findingsOf({ base, quote, date, rate }: ExchangeRateDraft): Finding[] {
  const findings: Finding[] = [];
  for (const [field, currency] of [
    ['base', base],
    ['quote', quote],
  ] as const) {
    if (!isISO4217CurrencyCode(currency)) {
      findings.push({ field, code: 'UNKNOWN_CURRENCY', message: `${shown(currency)} is no currency of ISO 4217` });
    }
  }
  if (base === quote) {
    findings.push({ field: 'quote', code: 'SAME_CURRENCY', message: `${shown(quote)} is the base too` });
  }
  if (!isLocalDate(date)) {
    findings.push({ field: 'date', code: 'NOT_A_DATE', message: `${shown(date)} is no day` });
  }
  if (!new Decimal(rate).greaterThan(0)) {
    findings.push({ field: 'rate', code: 'NOT_POSITIVE', message: `${shown(rate)} is not above zero` });
  }
  return findings;
}

function rowOf({ base, quote, date, rate, source }: ExchangeRateDraft): FxRateRecord {
  return {
    _id: `${base}:${quote}:${date}`,
    base,
    quote,
    date,
    rate: mongo.Decimal128.fromString(new Decimal(rate).toFixed()),
    provenance: provenanceOf(source),
  };
}

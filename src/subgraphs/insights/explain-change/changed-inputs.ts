import { Decimal } from 'decimal.js';
import type { ProvenanceReading } from '../answer/ledger.js';
import type {
  OfferReading,
  PolicyReading,
  RatesReading,
  TariffReading,
  TermsReading,
} from './explain-change-reading.js';

export enum ChangedInputKind {
  POLICY = 'POLICY',
  OFFER = 'OFFER',
  CHARGING_TARIFF = 'CHARGING_TARIFF',
  RATE_TABLE = 'RATE_TABLE',
  EXCHANGE_RATE = 'EXCHANGE_RATE',
}

/** An input that is not the same on two days. */
export interface ChangedInput {
  readonly kind: ChangedInputKind;
  readonly key: string;
  /** What it was on the first day; null where there was none. */
  readonly before: string | null;
  /** What it is on the second day; null where there is none any more. */
  readonly after: string | null;
  /** By how much the landed cost of the car is higher for it, in the currency of the offer; null where it is no part of it. */
  readonly landedCostEffect: { readonly amount: Decimal; readonly currency: string } | null;
  readonly provenance: ProvenanceReading | null;
}

/**
 * Policies that are in force on one of the days only, and those whose line of the landed cost has changed, since what it is
 * reckoned from has.
 */
export function changedPolicies(
  before: readonly PolicyReading[],
  after: readonly PolicyReading[],
  offers: { readonly before: OfferReading | null; readonly after: OfferReading | null },
): ChangedInput[] {
  const old = new Map(before.map((policy) => [policy.policyId, policy]));
  const now = new Map(after.map((policy) => [policy.policyId, policy]));
  const lines = { before: linesOf(offers.before), after: linesOf(offers.after) };
  const currency = offers.after?.listPriceInclVat.currency ?? offers.before?.listPriceInclVat.currency ?? null;
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key): ChangedInput[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const difference = (lines.after.get(key) ?? new Decimal(0)).minus(lines.before.get(key) ?? 0);
    if (was !== undefined && is !== undefined && difference.isZero()) return [];
    const isLine = lines.before.has(key) || lines.after.has(key);
    return [
      {
        kind: ChangedInputKind.POLICY,
        key,
        before: was ? inForce(was) : null,
        after: is ? inForce(is) : null,
        landedCostEffect: isLine && currency !== null ? { amount: difference, currency } : null,
        provenance: (is ?? was)?.provenance ?? null,
      },
    ];
  });
}

/** The offer where its price or itself is another one. */
export function changedOffer(before: OfferReading | null, after: OfferReading | null): ChangedInput[] {
  const text = (offer: OfferReading | null) =>
    offer && `${offer.listPriceInclVat.amount} ${offer.listPriceInclVat.currency}`;
  if (before?.offerId === after?.offerId && text(before) === text(after)) return [];
  return [
    {
      kind: ChangedInputKind.OFFER,
      key: (after ?? before)?.offerId ?? '',
      before: text(before),
      after: text(after),
      landedCostEffect: null,
      provenance: (after ?? before)?.provenance ?? null,
    },
  ];
}

/** Regular tariffs that are in force at noon of one of the days only. */
export function changedTariffs(tariffs: readonly TariffReading[], from: string, to: string): ChangedInput[] {
  return tariffs.flatMap((tariff): ChangedInput[] => {
    const [was, is] = [from, to].map((day) => isTariffInForce(tariff, Date.parse(`${day}T12:00:00Z`)));
    if (tariff.type !== 'REGULAR' || was === is) return [];
    const period = `${tariff.startDateTime ?? 'always'} to ${tariff.endDateTime ?? 'no end'}`;
    return [
      {
        kind: ChangedInputKind.CHARGING_TARIFF,
        key: `${tariff.countryCode}*${tariff.partyId}*${tariff.tariffId}`,
        before: was ? period : null,
        after: is ? period : null,
        landedCostEffect: null,
        provenance: tariff.provenance,
      },
    ];
  });
}

/** The rate table of the best financing, where product or version is another one. */
export function changedRateTable({ before, after }: TermsReading): ChangedInput[] {
  const text = (terms: TermsReading['before']) =>
    terms?.rateTable ? `${terms.productId}, version ${terms.rateTable.version}` : null;
  if (text(before) === text(after)) return [];
  return [
    {
      kind: ChangedInputKind.RATE_TABLE,
      key: (after ?? before)?.productId ?? '',
      before: text(before),
      after: text(after),
      landedCostEffect: null,
      provenance: (after ?? before)?.rateTable?.provenance ?? null,
    },
  ];
}

/** The exchange rate, where it is another one. */
export function changedExchangeRate(base: string, quote: string, { before, after }: RatesReading): ChangedInput[] {
  if (before?.rate === after?.rate) return [];
  const text = (rate: RatesReading['before']) => rate && `${rate.rate}, ${rate.date}`;
  return [
    {
      kind: ChangedInputKind.EXCHANGE_RATE,
      key: `${base} in ${quote}`,
      before: text(before),
      after: text(after),
      landedCostEffect: null,
      provenance: (after ?? before)?.provenance ?? null,
    },
  ];
}

function linesOf(offer: OfferReading | null): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { policy, amount } of offer?.landedCost?.lines ?? []) {
    sums.set(policy.policyId, new Decimal(amount.amount).plus(sums.get(policy.policyId) ?? 0));
  }
  return sums;
}

function inForce({ kind, scope, validFrom, validTo }: PolicyReading): string {
  return `${kind}: ${scope} (${validFrom ?? 'always'} to ${validTo ?? 'no end'})`;
}

function isTariffInForce({ startDateTime, endDateTime }: TariffReading, at: number): boolean {
  return (
    (startDateTime === null || Date.parse(startDateTime) <= at) &&
    (endDateTime === null || Date.parse(endDateTime) > at)
  );
}

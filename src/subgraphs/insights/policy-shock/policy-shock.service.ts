import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import { inMinorUnits } from '../../../kernel/money/minor-units.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { InputLedger, type ProvenanceReading } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import type { PolicyShockInput } from './policy-shock.inputs.js';
import type { PolicyShock, ShockedOffer } from './policy-shock.type.js';
import { type Base, basesElsewhere, instalmentAfter } from './shocked-offer.js';

const POLICY_SHOCK_OPERATION = storedOperation('./policy-shock.graphql', import.meta.url);

interface Price {
  readonly amount: string;
  readonly currency: string;
}

interface OfferReading {
  readonly offerId: string;
  readonly originCountry: string;
  readonly provenance: ProvenanceReading;
  readonly variant: { readonly makerSlug: string } | null;
  readonly now: { readonly landed: Price } | null;
  readonly changed: { readonly landed: Price } | null;
  readonly listPriceInclVat: Price;
  readonly financing: { readonly offers: readonly { readonly instalment: Price }[] } | null;
}

interface MarketReading {
  readonly code: string;
  readonly offers: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly OfferReading[];
  } | null;
}

interface ShockReading {
  readonly policy: { readonly policyId: string } | null;
  readonly countries: { readonly nodes: readonly MarketReading[] };
  readonly assemblyBases: {
    readonly nodes: readonly {
      readonly baseId: string;
      readonly maker: string;
      readonly country: { readonly code: string };
      readonly servesCountries: readonly { readonly code: string }[];
    }[];
  } | null;
}

/** What a change of a policy does to the offers of some markets. BAD_USER_INPUT for a policy that there is not. */
export async function policyShock(context: RequestContext, input: PolicyShockInput): Promise<PolicyShock> {
  const { policyId, rate, withdrawn, countries, months } = input;
  if (rate?.isNegative()) throw badUserInput('input.rate', 'must not be negative');
  if (withdrawn === ((rate ?? null) !== null)) {
    throw badUserInput('input.rate', 'must be given, or withdrawn be true, and not both');
  }
  const asOf = dayOfAnswer(context, input.asOf, 'input.asOf');
  const change = withdrawn ? { policyId, withdrawn } : { policyId, rate: rate?.toFixed() };
  const variables = { policyId, countries, asOf, months, changes: [change] };
  const { data } = await readGraph<ShockReading>(context, POLICY_SHOCK_OPERATION, variables);
  if (!data?.policy) throw badUserInput('input.policyId', 'is no policy of this graph');
  const known = new Set(data.countries.nodes.map(({ code }) => code));
  const unknown = countries.find((code) => !known.has(code));
  if (unknown !== undefined) throw badUserInput('input.countries', `${unknown} is no country of this graph`);
  const ledger = new InputLedger();
  const bases = (data?.assemblyBases?.nodes ?? []).map(({ country, servesCountries, ...base }) => ({
    ...base,
    country: country.code,
    servesCountries: servesCountries.map(({ code }) => code),
  }));
  if (data?.assemblyBases) ledger.used('assembly bases', bases.length);
  else ledger.missing('assembly bases', 'They are out of reach.');
  ledger.missing('quotes and applications', 'Those that are open are not looked at.');
  const hit: (ShockedOffer & { share: Decimal })[] = [];
  let reckoned = 0;
  for (const market of data?.countries.nodes ?? []) {
    const offers = market.offers?.nodes ?? [];
    const known = offers.filter(({ now, changed }) => now !== null && changed !== null);
    reckoned += known.length;
    if (market.offers === null) ledger.missing(`offers of ${market.code}`, 'They are out of reach.');
    else ledger.used(`offers of ${market.code}`, offers.length, offers[0]?.provenance);
    if (known.length < offers.length) {
      ledger.missing(`landed cost in ${market.code}`, `${offers.length - known.length} offers have none.`);
    }
    if (market.offers?.pageInfo.hasNextPage) {
      ledger.missing(`further offers of ${market.code}`, 'Only the first 200 are taken into account.');
    }
    for (const offer of known) {
      const shocked = shockedOffer(offer, market.code, bases);
      if (shocked !== null) hit.push(shocked);
    }
  }
  const offers = hit.sort((one, other) => other.share.abs().comparedTo(one.share.abs()));
  return { ...ledger.close(asOf), offersReckoned: reckoned, offers };
}

/** Null where the change does not move the landed cost. `share`: the difference over the old cost, to put offers in order. */
function shockedOffer(reading: OfferReading, country: string, bases: readonly Base[]) {
  const { now, changed, listPriceInclVat, financing, offerId, originCountry, variant } = reading;
  if (now === null || changed === null || now.landed.amount === changed.landed.amount) return null;
  const { currency } = now.landed;
  const best = financing?.offers[0]?.instalment ?? null;
  // Instalments can only be scaled in the currency of the landed cost.
  const comparable = listPriceInclVat.currency === currency;
  const offer = {
    maker: variant?.makerSlug ?? null,
    country,
    originCountry,
    before: new Decimal(now.landed.amount),
    after: new Decimal(changed.landed.amount),
    listPrice: new Decimal(listPriceInclVat.amount),
    instalment: best !== null && comparable ? new Decimal(best.amount) : null,
  };
  const money = (amount: Decimal): Money => ({ amount: decimal128Of(inMinorUnits(amount, currency)), currency });
  const newInstalment = instalmentAfter(offer);
  const difference = offer.after.minus(offer.before);
  return {
    offer: { offerId },
    country,
    landedCost: money(offer.before),
    newLandedCost: money(offer.after),
    difference: money(difference),
    instalment: offer.instalment && money(offer.instalment),
    newInstalment: newInstalment && money(newInstalment),
    basesElsewhere: basesElsewhere(offer, bases).map(({ baseId }) => ({ baseId })),
    share: offer.before.isZero() ? difference : difference.div(offer.before),
  };
}

import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger, type ProvenanceReading } from '../answer/ledger.js';
import type { Places } from '../geography/place-index.js';
import { readGraph } from '../operation/read-graph.js';
import { type FinanceChoice, financeChoice } from './finance-choice.js';
import type { Readiness, ReadinessEffect } from './readiness.type.js';
import { type ReadinessLegs, readinessScore } from './readiness-score.js';
import { type InhabitedPlaces, type ServiceReach, serviceReach } from './service-reach.js';

const READINESS_OPERATION = storedOperation('./readiness.graphql', import.meta.url);

interface OfferReading {
  readonly offerId: string;
  readonly provenance: ProvenanceReading;
  readonly financing: {
    readonly offers: readonly { readonly annualPercentageRate: { readonly unrounded: string } }[];
  } | null;
}

interface DensityReading {
  readonly publicKW: number;
  readonly fleetYear: number | null;
  readonly bev: number | null;
  readonly phev: number | null;
  readonly fleetSources: readonly string[];
  readonly afirRequiredKW: number | null;
  readonly attainment: number | null;
  readonly gaps: readonly string[];
}

interface ReadinessReading {
  readonly country: {
    readonly townColumns: InhabitedPlaces | null;
    readonly qualified: Places | null;
    readonly workshops: { readonly ids: readonly string[] } | null;
    readonly chargingDensity: DensityReading | null;
    readonly offers: {
      readonly pageInfo: { readonly hasNextPage: boolean };
      readonly nodes: readonly OfferReading[];
    } | null;
  } | null;
}

type CountryReading = NonNullable<ReadinessReading['country']>;

const REACH_KM = 50;
const MORE_WORKSHOPS = 10;
const MORE_SITES = 50;
/** Power of a charging pool by Regulation (EU) 2023/1804, Article 3 (4) (a). */
const SITE_KW = 400;
const LEAST_COVERAGE = 0.5;

/** How ready a country is for electric cars. BAD_USER_INPUT for a country that there is not. */
export async function readiness(context: RequestContext, country: string, asOf: string): Promise<Readiness> {
  const { data } = await readGraph<ReadinessReading>(context, READINESS_OPERATION, { country, asOf });
  const reading = data?.country;
  if (reading === null || reading === undefined) throw badUserInput('country', 'is no country of this graph');
  const ledger = new InputLedger();
  const service = serviceOf(reading, country, ledger);
  const finance = financeOf(reading, country, asOf, ledger);
  const infrastructure = infrastructureOf(reading, country, ledger);
  const legs: ReadinessLegs = {
    service: service?.share ?? null,
    finance: finance === null ? null : finance.served / finance.offers,
    infrastructure: infrastructure?.now ?? null,
  };
  const known = Object.values(legs).filter((leg) => leg !== null).length;
  const answer = { ...ledger.close(asOf), coverage: known / Object.keys(legs).length };
  const enough = answer.coverage >= LEAST_COVERAGE;
  const score = enough ? readinessScore(legs) : null;
  const withMore = service?.shareWithMore.at(-1);
  return {
    ...answer,
    ...legs,
    score,
    reason: enough ? null : `Only ${known} of 3 legs are known, which is under a half.`,
    tenMoreWorkshops:
      withMore === undefined ? null : effect(MORE_WORKSHOPS, { ...legs, service: withMore }, withMore, score),
    fiftyMoreDcSites:
      infrastructure &&
      effect(MORE_SITES, { ...legs, infrastructure: infrastructure.withMore }, infrastructure.withMore, score),
  };
}

function effect(added: number, legs: ReadinessLegs, leg: number, score: number | null): ReadinessEffect {
  const after = score === null ? null : readinessScore(legs);
  return { added, leg, score: after, gain: score === null || after === null ? null : after - score };
}

function serviceOf(reading: CountryReading, country: string, ledger: InputLedger): ServiceReach | null {
  const { townColumns, qualified, workshops } = reading;
  const what = 'open workshops with a valid certificate for high-voltage level 3';
  if (townColumns === null || qualified === null || workshops === null) {
    ledger.missing('service', `Towns or workshops of ${country} are out of reach.`);
    return null;
  }
  if (workshops.ids.length === 0 || townColumns.latitudes.length === 0) {
    const gap = workshops.ids.length === 0 ? 'workshop' : 'town';
    ledger.missing('service', `No ${gap} of ${country} is known, which does not mean that there is none.`);
    return null;
  }
  ledger.used(what, qualified.latitudes.length);
  ledger.used('towns of at least 15,000 inhabitants', townColumns.latitudes.length);
  return serviceReach(townColumns, qualified, REACH_KM, MORE_WORKSHOPS);
}

function financeOf(reading: CountryReading, country: string, asOf: string, ledger: InputLedger): FinanceChoice | null {
  const { offers } = reading;
  if (offers === null) {
    ledger.missing('finance', `Offers of ${country} are out of reach.`);
    return null;
  }
  const known = offers.nodes.flatMap(({ financing }) =>
    financing === null ? [] : [financing.offers.map((one) => one.annualPercentageRate.unrounded)],
  );
  if (known.length === 0) {
    ledger.missing('finance', `No offer on sale in ${country} on ${asOf} with a known financing.`);
    return null;
  }
  const choice = financeChoice(known);
  ledger.used('offers on sale', known.length, offers.nodes[0]?.provenance);
  ledger.used('median annual percentage rate, per cent', choice.medianRate?.toFixed(2) ?? null);
  if (known.length < offers.nodes.length) {
    ledger.missing('financing of offers', `${offers.nodes.length - known.length} offers are left out.`);
  }
  if (offers.pageInfo.hasNextPage) ledger.missing('offers on sale', 'Only the first 200 are taken into account.');
  return choice;
}

function infrastructureOf({ chargingDensity: density }: CountryReading, country: string, ledger: InputLedger) {
  if (density === null) {
    ledger.missing('infrastructure', `Charging sites or the fleet of ${country} are out of reach.`);
    return null;
  }
  const { publicKW, afirRequiredKW, attainment, gaps } = density;
  if (attainment === null || afirRequiredKW === null) {
    ledger.missing('infrastructure', `Public charging power cannot be held against the fleet: ${gaps.join(', ')}.`);
    return null;
  }
  ledger.used('public charging power, kW', publicKW);
  ledger.used(`battery-electric cars, ${density.fleetYear}`, density.bev, null, density.fleetSources.join(', '));
  ledger.used(`plug-in hybrids, ${density.fleetYear}`, density.phev, null, density.fleetSources.join(', '));
  const withMore = (publicKW + MORE_SITES * SITE_KW) / afirRequiredKW;
  return { now: Math.min(1, attainment), withMore: Math.min(1, withMore) };
}

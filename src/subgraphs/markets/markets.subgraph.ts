import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { countryModel } from './country/country.model.js';
import { CountryResolver } from './country/country.resolver.js';
import { findCountry } from './country/country.service.js';
import { Country } from './country/country.type.js';
import { fxRateModel } from './exchange-rate/exchange-rate.model.js';
import { ExchangeRateResolver } from './exchange-rate/exchange-rate.resolver.js';
import { fleetStatisticModel } from './fleet/fleet-statistic.model.js';
import { CountryFleetResolver } from './fleet/fleet-statistic.resolver.js';
import { LandedCostResolver } from './landed-cost/landed-cost.resolver.js';
import { offerReferences } from './offer/market-offer.reference.js';
import { MarketOfferLandedCostResolver } from './offer/market-offer.resolver.js';
import { MarketOfferExtension } from './offer/market-offer.type.js';
import { marketPolicyModel } from './policy/market-policy.model.js';
import { MarketPolicyResolver } from './policy/market-policy.resolver.js';
import { POLICY_TYPES } from './policy/policy-kinds.type.js';
import { registrationModel } from './registration/registration.model.js';
import { CountryRegistrationsResolver, RegistrationTownResolver } from './registration/registration.resolver.js';
import { townModel } from './town/town.model.js';
import { CountryTownsResolver } from './town/town.resolver.js';
import { findTown } from './town/town.service.js';
import { Town } from './town/town.type.js';
import { CountryTownColumnsResolver } from './town/town-columns.resolver.js';

/** Countries, their towns, fleets and policies. Owns `Country`, which every other subgraph extends. */
export const MARKETS_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'markets',
  resolvers: [
    CountryResolver,
    CountryTownsResolver,
    CountryTownColumnsResolver,
    CountryFleetResolver,
    MarketPolicyResolver,
    LandedCostResolver,
    ExchangeRateResolver,
    MarketOfferLandedCostResolver,
    CountryRegistrationsResolver,
    RegistrationTownResolver,
  ],
  orphanedTypes: [Country, Town, MarketOfferExtension, ...POLICY_TYPES],
  entities: [entityByKey('Country', 'code', findCountry), entityByKey('Town', 'geonameId', findTown), offerReferences],
};

export const MARKETS_MODELS: readonly ModelDefinition[] = [
  countryModel,
  townModel,
  fleetStatisticModel,
  marketPolicyModel,
  fxRateModel,
  registrationModel,
];

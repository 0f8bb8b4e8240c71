import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, malformedReference } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { assemblyBaseModel } from './base/assembly-base.model.js';
import { AssemblyBaseResolver, CountryAssemblyBasesResolver } from './base/assembly-base.resolver.js';
import { findBase } from './base/assembly-base.service.js';
import { AssemblyBase } from './base/assembly-base.type.js';
import { supplyClusterModel } from './cluster/supply-cluster.model.js';
import { CountrySupplyClustersResolver, SupplyClusterResolver } from './cluster/supply-cluster.resolver.js';
import { countryOfReference } from './country/country.reference.js';
import { CountryExtension } from './country/country.type.js';
import { incentivisedImportModel } from './localisation/incentivised-import.model.js';
import {
  CountryLocalisationBalancesResolver,
  LocalisationBalanceResolver,
} from './localisation/localisation-balance.resolver.js';
import { balancesByReference } from './localisation/localisation-balance.service.js';
import { LocalisationBalance } from './localisation/localisation-balance.type.js';
import { offerReferences } from './offer/market-offer.reference.js';
import { MarketOfferAssemblyBaseResolver } from './offer/market-offer.resolver.js';
import { MarketOfferExtension } from './offer/market-offer.type.js';
import { productionPlanModel } from './plan/production-plan.model.js';
import { AssemblyBasePlansResolver } from './plan/production-plan.resolver.js';
import { supplyRouteModel } from './route/supply-route.model.js';
import { AssemblyBaseRoutesResolver } from './route/supply-route.resolver.js';

/** Where cars are put together, who supplies the parts, how cars travel, and what local production is owed. */
export const SUPPLY_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'supply',
  resolvers: [
    AssemblyBaseResolver,
    AssemblyBasePlansResolver,
    AssemblyBaseRoutesResolver,
    CountryAssemblyBasesResolver,
    CountrySupplyClustersResolver,
    SupplyClusterResolver,
    MarketOfferAssemblyBaseResolver,
    LocalisationBalanceResolver,
    CountryLocalisationBalancesResolver,
  ],
  orphanedTypes: [CountryExtension, AssemblyBase, MarketOfferExtension, LocalisationBalance],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map((reference) => countryOfReference(reference) ?? malformedReference('Country')),
    },
    entityByKey('AssemblyBase', 'baseId', findBase),
    offerReferences,
    { typeName: 'LocalisationBalance', resolveReferences: balancesByReference },
  ],
};

export const SUPPLY_MODELS: readonly ModelDefinition[] = [
  assemblyBaseModel,
  productionPlanModel,
  supplyClusterModel,
  supplyRouteModel,
  incentivisedImportModel,
];

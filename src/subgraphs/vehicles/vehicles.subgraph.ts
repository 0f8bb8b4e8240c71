import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, entityStub } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { CountryExtension } from './country/country.type.js';
import { makerModel } from './maker/maker.model.js';
import { MakerResolver, VariantMakerResolver } from './maker/maker.resolver.js';
import { findMaker } from './maker/maker.service.js';
import { Maker } from './maker/maker.type.js';
import { vehicleModelModel } from './model/vehicle-model.model.js';
import { VariantModelResolver, VehicleModelResolver } from './model/vehicle-model.resolver.js';
import { findModel } from './model/vehicle-model.service.js';
import { VehicleModel } from './model/vehicle-model.type.js';
import { marketOfferModel } from './offer/market-offer.model.js';
import { CountryOffersResolver, MarketOfferResolver, VariantOffersResolver } from './offer/market-offer.resolver.js';
import { findOffer } from './offer/market-offer.service.js';
import { MarketOffer } from './offer/market-offer.type.js';
import { ChargingTimeResolver } from './variant/charging-time.resolver.js';
import { vehicleVariantModel } from './variant/vehicle-variant.model.js';
import { VehicleVariantResolver } from './variant/vehicle-variant.resolver.js';
import { findVariant } from './variant/vehicle-variant.service.js';
import { VehicleVariant } from './variant/vehicle-variant.type.js';

/** Makers, the models and variants they build and what is on offer in each country. */
export const VEHICLES_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'vehicles',
  resolvers: [
    VehicleVariantResolver,
    ChargingTimeResolver,
    VehicleModelResolver,
    VariantModelResolver,
    MarketOfferResolver,
    MakerResolver,
    CountryOffersResolver,
    VariantOffersResolver,
    VariantMakerResolver,
  ],
  orphanedTypes: [VehicleVariant, VehicleModel, MarketOffer, Maker, CountryExtension],
  entities: [
    entityStub('Country', 'code'),
    entityByKey('VehicleVariant', 'variantId', findVariant),
    entityByKey('VehicleModel', 'modelId', findModel),
    entityByKey('MarketOffer', 'offerId', findOffer),
    entityByKey('Maker', 'slug', findMaker),
  ],
};

export const VEHICLES_MODELS: readonly ModelDefinition[] = [
  makerModel,
  vehicleModelModel,
  vehicleVariantModel,
  marketOfferModel,
];

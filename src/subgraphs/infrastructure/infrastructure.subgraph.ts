import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, entityByReference, malformedReference } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { CountryAfirCompletenessResolver } from './afir/afir-completeness.resolver.js';
import { countryOfReference } from './country/country.reference.js';
import { CountryExtension } from './country/country.type.js';
import { CountryChargingDensityResolver } from './density/charging-density.resolver.js';
import { CountryChargingPointGroupsResolver } from './density/charging-point-groups.resolver.js';
import { EvseStatusSubscriptionResolver } from './evse-status/evse-status-subscription.resolver.js';
import { UpdateEvseStatusResolver } from './evse-status/update-evse-status.resolver.js';
import { chargingLocationModel } from './location/charging-location.model.js';
import {
  ChargingLocationFacetsResolver,
  ChargingLocationResolver,
  CountryChargingLocationsResolver,
} from './location/charging-location.resolver.js';
import { findLocation } from './location/charging-location.service.js';
import { ChargingLocation } from './location/charging-location.type.js';
import { CountryChargingLocationColumnsResolver } from './location/charging-location-columns.resolver.js';
import { rowIdOfReference } from './location/charging-location-key.js';
import { LocationLinksResolver } from './location/location-links.resolver.js';
import { ChargingPriceResolver } from './price/charging-price.resolver.js';
import { swapStationModel } from './swap-station/swap-station.model.js';
import { CountrySwapStationsResolver, SwapStationResolver } from './swap-station/swap-station.resolver.js';
import { findSwapStation } from './swap-station/swap-station.service.js';
import { SwapStation } from './swap-station/swap-station.type.js';
import { chargingTariffModel } from './tariff/charging-tariff.model.js';
import { ChargingTariffResolver, CountryChargingTariffsResolver } from './tariff/charging-tariff.resolver.js';
import { findTariff } from './tariff/charging-tariff.service.js';
import { ChargingTariff } from './tariff/charging-tariff.type.js';
import { tariffRowIdOfReference } from './tariff/charging-tariff-key.js';
import { ConnectorTariffsResolver, LocationTariffsResolver } from './tariff/connector-tariffs.resolver.js';
import { UsableLocationsResolver } from './vehicle/usable-locations.resolver.js';
import { vehicleOfReference } from './vehicle/vehicle-reference.js';
import { VehicleVariantReference } from './vehicle/vehicle-variant.type.js';

/** Charging sites by the names of OCPI 2.3.0, the status of their charge points, what charging costs, and battery swap stations. */
export const INFRASTRUCTURE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'infrastructure',
  resolvers: [
    ChargingLocationResolver,
    ChargingLocationFacetsResolver,
    CountryChargingLocationsResolver,
    CountryChargingLocationColumnsResolver,
    LocationLinksResolver,
    UsableLocationsResolver,
    UpdateEvseStatusResolver,
    EvseStatusSubscriptionResolver,
    ChargingTariffResolver,
    CountryChargingTariffsResolver,
    ChargingPriceResolver,
    CountryChargingDensityResolver,
    CountryChargingPointGroupsResolver,
    CountryAfirCompletenessResolver,
    ConnectorTariffsResolver,
    LocationTariffsResolver,
    SwapStationResolver,
    CountrySwapStationsResolver,
  ],
  orphanedTypes: [ChargingLocation, ChargingTariff, CountryExtension, SwapStation, VehicleVariantReference],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map((reference) => countryOfReference(reference) ?? malformedReference('Country')),
    },
    entityByReference('ChargingLocation', rowIdOfReference, findLocation),
    entityByReference('ChargingTariff', tariffRowIdOfReference, findTariff),
    entityByKey('SwapStation', 'stationId', findSwapStation),
    {
      typeName: 'VehicleVariant',
      resolveReferences: (references) =>
        references.map((reference) => vehicleOfReference(reference) ?? malformedReference('VehicleVariant')),
    },
  ],
};

export const INFRASTRUCTURE_MODELS: readonly ModelDefinition[] = [
  chargingLocationModel,
  chargingTariffModel,
  swapStationModel,
];

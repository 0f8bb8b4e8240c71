import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, malformedReference } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { countryOfReference } from './country/country.reference.js';
import { CountryExtension } from './country/country.type.js';
import { CountryGuaranteeResolver, GuaranteeResolver } from './guarantee/guarantee.resolver.js';
import { guaranteesByReference } from './guarantee/guarantee.service.js';
import { Guarantee } from './guarantee/guarantee.type.js';
import { guaranteeProgrammeModel } from './guarantee/guarantee-programme.model.js';
import { findProgramme } from './guarantee/guarantee-programme.service.js';
import { GuaranteeProgramme } from './guarantee/guarantee-programme.type.js';
import { serviceNetworkModel } from './network/service-network.model.js';
import { CountryServiceNetworksResolver } from './network/service-network.resolver.js';
import { findNetwork } from './network/service-network.service.js';
import { ServiceNetwork } from './network/service-network.type.js';
import { servicePointModel } from './point/service-point.model.js';
import {
  CountryServicePointsResolver,
  ServiceCapabilityResolver,
  ServicePointFacetsResolver,
  ServicePointResolver,
} from './point/service-point.resolver.js';
import { findPoint } from './point/service-point.service.js';
import { ServicePoint } from './point/service-point.type.js';
import { CountryServicePointColumnsResolver } from './point/service-point-columns.resolver.js';
import { ServicePointHoursResolver } from './point/service-point-hours.resolver.js';

/** Workshops, their networks and what is guaranteed on cars. */
export const SERVICE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'service',
  resolvers: [
    ServicePointResolver,
    ServicePointHoursResolver,
    ServicePointFacetsResolver,
    ServiceCapabilityResolver,
    CountryServicePointsResolver,
    CountryServicePointColumnsResolver,
    CountryServiceNetworksResolver,
    CountryGuaranteeResolver,
    GuaranteeResolver,
  ],
  orphanedTypes: [CountryExtension, ServicePoint, ServiceNetwork, GuaranteeProgramme, Guarantee],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map((reference) => countryOfReference(reference) ?? malformedReference('Country')),
    },
    entityByKey('ServicePoint', 'servicePointId', findPoint),
    entityByKey('ServiceNetwork', 'networkId', findNetwork),
    entityByKey('GuaranteeProgramme', 'programmeId', findProgramme),
    { typeName: 'Guarantee', resolveReferences: guaranteesByReference },
  ],
};

export const SERVICE_MODELS: readonly ModelDefinition[] = [
  servicePointModel,
  serviceNetworkModel,
  guaranteeProgrammeModel,
];

import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, malformedReference } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { serviceLevelAgreementModel } from './agreement/service-level-agreement.model.js';
import {
  CountryAgreementsResolver,
  NetworkAgreementsResolver,
  ServiceLevelAgreementResolver,
} from './agreement/service-level-agreement.resolver.js';
import { findAgreement } from './agreement/service-level-agreement.service.js';
import { ServiceLevelAgreement } from './agreement/service-level-agreement.type.js';
import { AppointmentObstacleResolver, ServicePointAppointmentsResolver } from './appointment/appointment.resolver.js';
import { ServiceBookingResolver } from './appointment/booking.resolver.js';
import { serviceBookingModel } from './appointment/service-booking.model.js';
import { countryOfReference } from './country/country.reference.js';
import { CountryExtension } from './country/country.type.js';
import { partsAvailabilityModel } from './depot/parts-availability.model.js';
import { partsDepotModel } from './depot/parts-depot.model.js';
import {
  CountryPartsDepotsResolver,
  PartsAvailabilityResolver,
  PartsDepotResolver,
} from './depot/parts-depot.resolver.js';
import { findDepot } from './depot/parts-depot.service.js';
import { PartsDepot } from './depot/parts-depot.type.js';
import { CountryGuaranteeResolver, GuaranteeResolver } from './guarantee/guarantee.resolver.js';
import { guaranteesByReference } from './guarantee/guarantee.service.js';
import { Guarantee } from './guarantee/guarantee.type.js';
import { guaranteeProgrammeModel } from './guarantee/guarantee-programme.model.js';
import { findProgramme } from './guarantee/guarantee-programme.service.js';
import { GuaranteeProgramme } from './guarantee/guarantee-programme.type.js';
import { mobileServiceUnitModel } from './mobile-unit/mobile-service-unit.model.js';
import {
  CountryMobileServiceUnitsResolver,
  MobileServiceUnitResolver,
} from './mobile-unit/mobile-service-unit.resolver.js';
import { findMobileUnit } from './mobile-unit/mobile-service-unit.service.js';
import { MobileServiceUnit } from './mobile-unit/mobile-service-unit.type.js';
import { serviceNetworkModel } from './network/service-network.model.js';
import { CountryServiceNetworksResolver, ServiceNetworkResolver } from './network/service-network.resolver.js';
import { findNetwork } from './network/service-network.service.js';
import { ServiceNetwork } from './network/service-network.type.js';
import { servicePointModel } from './point/service-point.model.js';
import {
  CountryServicePointsResolver,
  HighVoltageLevelResolver,
  ServiceCapabilityResolver,
  ServicePointFacetsResolver,
  ServicePointResolver,
} from './point/service-point.resolver.js';
import { findPoint } from './point/service-point.service.js';
import { ServicePoint } from './point/service-point.type.js';
import { CountryServicePointColumnsResolver } from './point/service-point-columns.resolver.js';
import { ServicePointHoursResolver } from './point/service-point-hours.resolver.js';

/** Workshops and mobile units, their networks and what these have agreed to reach, parts, and what is guaranteed on cars. */
export const SERVICE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'service',
  resolvers: [
    ServicePointResolver,
    ServicePointHoursResolver,
    HighVoltageLevelResolver,
    ServicePointFacetsResolver,
    ServiceCapabilityResolver,
    CountryServicePointsResolver,
    CountryServicePointColumnsResolver,
    ServiceNetworkResolver,
    CountryServiceNetworksResolver,
    CountryGuaranteeResolver,
    GuaranteeResolver,
    MobileServiceUnitResolver,
    CountryMobileServiceUnitsResolver,
    PartsDepotResolver,
    PartsAvailabilityResolver,
    CountryPartsDepotsResolver,
    ServiceLevelAgreementResolver,
    CountryAgreementsResolver,
    NetworkAgreementsResolver,
    ServicePointAppointmentsResolver,
    AppointmentObstacleResolver,
    ServiceBookingResolver,
  ],
  orphanedTypes: [
    CountryExtension,
    ServicePoint,
    ServiceNetwork,
    GuaranteeProgramme,
    Guarantee,
    MobileServiceUnit,
    PartsDepot,
    ServiceLevelAgreement,
  ],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map((reference) => countryOfReference(reference) ?? malformedReference('Country')),
    },
    entityByKey('ServicePoint', 'servicePointId', findPoint),
    entityByKey('ServiceNetwork', 'networkId', findNetwork),
    entityByKey('MobileServiceUnit', 'unitId', findMobileUnit),
    entityByKey('PartsDepot', 'depotId', findDepot),
    entityByKey('ServiceLevelAgreement', 'slaId', findAgreement),
    entityByKey('GuaranteeProgramme', 'programmeId', findProgramme),
    { typeName: 'Guarantee', resolveReferences: guaranteesByReference },
  ],
};

export const SERVICE_MODELS: readonly ModelDefinition[] = [
  servicePointModel,
  serviceNetworkModel,
  guaranteeProgrammeModel,
  mobileServiceUnitModel,
  partsDepotModel,
  partsAvailabilityModel,
  serviceLevelAgreementModel,
  serviceBookingModel,
];

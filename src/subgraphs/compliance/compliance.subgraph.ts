import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, malformedReference } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { batteryPassportModel } from './battery-passport/battery-passport.model.js';
import { BatteryPassportResolver, VariantPassportsResolver } from './battery-passport/battery-passport.resolver.js';
import { findPassport } from './battery-passport/battery-passport.service.js';
import { ChangePassportResolver } from './battery-passport/change-passport.resolver.js';
import { CbamResolver } from './cbam/cbam.resolver.js';
import { certificateModel } from './certificate/certificate.model.js';
import { CertificateResolver, CountryCertificatesResolver } from './certificate/certificate.resolver.js';
import { findCertificate } from './certificate/certificate.service.js';
import { Certificate } from './certificate/certificate.type.js';
import { CountryExtension } from './country/country.type.js';
import { lifecycleRecordModel } from './lifecycle-record/lifecycle-record.model.js';
import {
  LifecycleRecordResolver,
  LifecycleVerificationResolver,
  PassportLifecycleResolver,
} from './lifecycle-record/lifecycle-record.resolver.js';
import { offerReferences } from './offer/market-offer.reference.js';
import { MarketOfferCertificatesResolver } from './offer/market-offer.resolver.js';
import { MarketOfferExtension } from './offer/market-offer.type.js';
import { productCarbonFootprintModel } from './product-carbon-footprint/product-carbon-footprint.model.js';
import { ProductCarbonFootprintResolver } from './product-carbon-footprint/product-carbon-footprint.resolver.js';
import { findFootprint } from './product-carbon-footprint/product-carbon-footprint.service.js';
import { VariantCertificatesResolver } from './vehicle/variant-certificates.resolver.js';
import { variantReferences } from './vehicle/vehicle-variant.reference.js';
import { VehicleVariantReference } from './vehicle/vehicle-variant.type.js';

/** What makers must prove of their cars, and until when the proof counts. */
export const COMPLIANCE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'compliance',
  resolvers: [
    CertificateResolver,
    CountryCertificatesResolver,
    MarketOfferCertificatesResolver,
    VariantCertificatesResolver,
    BatteryPassportResolver,
    VariantPassportsResolver,
    ChangePassportResolver,
    ProductCarbonFootprintResolver,
    LifecycleRecordResolver,
    LifecycleVerificationResolver,
    PassportLifecycleResolver,
    CbamResolver,
  ],
  orphanedTypes: [CountryExtension, Certificate, MarketOfferExtension, VehicleVariantReference],
  entities: [
    {
      typeName: 'Country',
      resolveReferences: (references) =>
        references.map((reference) =>
          typeof reference.code === 'string' ? { code: reference.code } : malformedReference('Country'),
        ),
    },
    entityByKey('Certificate', 'certificateId', findCertificate),
    entityByKey('BatteryPassport', 'passportId', findPassport),
    entityByKey('ProductCarbonFootprint', 'footprintId', findFootprint),
    offerReferences,
    variantReferences,
  ],
};

export const COMPLIANCE_MODELS: readonly ModelDefinition[] = [
  certificateModel,
  batteryPassportModel,
  lifecycleRecordModel,
  productCarbonFootprintModel,
];

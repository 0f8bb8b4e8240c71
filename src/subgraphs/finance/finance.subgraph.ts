import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { entityByKey, entityStub } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { AnnualPercentageRateResolver } from './annual-percentage-rate/annual-percentage-rate.resolver.js';
import { applicationModel } from './application/application.model.js';
import { ApplicationResolver } from './application/application.resolver.js';
import { findApplication } from './application/application.service.js';
import { Application } from './application/application.type.js';
import { contractModel } from './contract/contract.model.js';
import { ApplicationContractResolver, ContractResolver } from './contract/contract.resolver.js';
import { findContract } from './contract/contract.service.js';
import { Contract } from './contract/contract.type.js';
import { CountryExtension } from './country/country.type.js';
import { FinanceChangesResolver } from './event/finance-changes.resolver.js';
import { financeEventModel } from './event/finance-event.model.js';
import { ExposureResolver } from './exposure/exposure.resolver.js';
import { offerReferences } from './offer/market-offer.reference.js';
import { MarketOfferFinancingResolver } from './offer/market-offer.resolver.js';
import { MarketOfferExtension } from './offer/market-offer.type.js';
import { financePartnerModel } from './partner/finance-partner.model.js';
import { FinancePartnerResolver } from './partner/finance-partner.resolver.js';
import { findPartner } from './partner/finance-partner.service.js';
import { FinancePartner } from './partner/finance-partner.type.js';
import { financingProductModel } from './product/financing-product.model.js';
import {
  CountryFinancingProductsResolver,
  FinancePartnerProductsResolver,
  FinancingProductResolver,
} from './product/financing-product.resolver.js';
import { findProductToday } from './product/financing-product.service.js';
import { FinancingProduct } from './product/financing-product.type.js';
import { PartnerProductResolver } from './product/partner-product.resolver.js';
import { quoteModel } from './quote/quote.model.js';
import { QuoteResolver } from './quote/quote.resolver.js';
import { findQuote } from './quote/quote.service.js';
import { Quote } from './quote/quote.type.js';
import { QuotePreviewResolver } from './quote/quote-preview.resolver.js';
import { rateTableModel } from './rate-table/rate-table.model.js';
import {
  ProductResidualValueResolver,
  ResidualValueCurveResolver,
  VariantResidualValuesResolver,
} from './residual-value/residual-value.resolver.js';
import { residualValueCurveModel } from './residual-value/residual-value-curve.model.js';
import { webhookDeadLetterModel, webhookEndpointModel } from './webhook/webhook.model.js';
import { WebhookResolver } from './webhook/webhook.resolver.js';

/** Finance partners, their products and rates. */
export const FINANCE_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'finance',
  resolvers: [
    AnnualPercentageRateResolver,
    FinancePartnerResolver,
    FinancingProductResolver,
    CountryFinancingProductsResolver,
    FinancePartnerProductsResolver,
    QuotePreviewResolver,
    QuoteResolver,
    ApplicationResolver,
    PartnerProductResolver,
    FinanceChangesResolver,
    WebhookResolver,
    ContractResolver,
    ApplicationContractResolver,
    ExposureResolver,
    ResidualValueCurveResolver,
    ProductResidualValueResolver,
    VariantResidualValuesResolver,
    MarketOfferFinancingResolver,
  ],
  orphanedTypes: [
    CountryExtension,
    MarketOfferExtension,
    FinancePartner,
    FinancingProduct,
    Quote,
    Application,
    Contract,
  ],
  entities: [
    entityStub('Country', 'code'),
    entityStub('VehicleVariant', 'variantId'),
    offerReferences,
    entityByKey('FinancePartner', 'partnerId', findPartner),
    entityByKey('FinancingProduct', 'productId', findProductToday),
    entityByKey('Quote', 'quoteId', findQuote),
    entityByKey('Application', 'applicationId', findApplication),
    entityByKey('Contract', 'contractId', findContract),
  ],
};

export const FINANCE_MODELS: readonly ModelDefinition[] = [
  financePartnerModel,
  financingProductModel,
  rateTableModel,
  quoteModel,
  applicationModel,
  financeEventModel,
  webhookEndpointModel,
  webhookDeadLetterModel,
  residualValueCurveModel,
  contractModel,
];

import { registerEnumType } from 'type-graphql';

/** Every kind of rule, as stored. */
export enum PolicyKind {
  IMPORT_DUTY = 'IMPORT_DUTY',
  ADDITIONAL_DUTY = 'ADDITIONAL_DUTY',
  IMPORT_DUTY_REDUCTION = 'IMPORT_DUTY_REDUCTION',
  SECTION_301 = 'SECTION_301',
  SURTAX = 'SURTAX',
  COUNTERVAILING_DUTY = 'COUNTERVAILING_DUTY',
  ANTI_DUMPING_DUTY = 'ANTI_DUMPING_DUTY',
  TARIFF_QUOTA = 'TARIFF_QUOTA',
  PRICE_UNDERTAKING = 'PRICE_UNDERTAKING',
  VAT = 'VAT',
  EXCISE = 'EXCISE',
  EXCISE_AD_VALOREM = 'EXCISE_AD_VALOREM',
  LUXURY_CAR_TAX = 'LUXURY_CAR_TAX',
  PURCHASE_INCENTIVE = 'PURCHASE_INCENTIVE',
  HOMOLOGATION = 'HOMOLOGATION',
  CYBERSECURITY_RULE = 'CYBERSECURITY_RULE',
  DATA_RESIDENCY = 'DATA_RESIDENCY',
  LOCALISATION = 'LOCALISATION',
  LOCAL_CONTENT = 'LOCAL_CONTENT',
  SERVICE_NETWORK_RULE = 'SERVICE_NETWORK_RULE',
  AFIR_FLEET_TARGET = 'AFIR_FLEET_TARGET',
  CBAM = 'CBAM',
  BATTERY_PASSPORT = 'BATTERY_PASSPORT',
  BATTERY_CARBON_FOOTPRINT = 'BATTERY_CARBON_FOOTPRINT',
  CONSUMER_CREDIT = 'CONSUMER_CREDIT',
}
registerEnumType(PolicyKind, { name: 'PolicyKind', description: 'What a market policy regulates.' });

/** Graph type of each kind. */
export const POLICY_TYPE_OF_KIND: Readonly<Record<PolicyKind, string>> = {
  IMPORT_DUTY: 'ImportDuty',
  ADDITIONAL_DUTY: 'ImportDuty',
  IMPORT_DUTY_REDUCTION: 'ImportDuty',
  SECTION_301: 'ImportDuty',
  SURTAX: 'ImportDuty',
  COUNTERVAILING_DUTY: 'TradeRemedyDuty',
  ANTI_DUMPING_DUTY: 'TradeRemedyDuty',
  TARIFF_QUOTA: 'TariffQuota',
  PRICE_UNDERTAKING: 'PriceUndertaking',
  VAT: 'Vat',
  EXCISE: 'Excise',
  EXCISE_AD_VALOREM: 'Excise',
  LUXURY_CAR_TAX: 'Excise',
  PURCHASE_INCENTIVE: 'PurchaseIncentive',
  HOMOLOGATION: 'Homologation',
  CYBERSECURITY_RULE: 'CybersecurityRule',
  DATA_RESIDENCY: 'DataResidency',
  LOCALISATION: 'Localisation',
  LOCAL_CONTENT: 'Localisation',
  SERVICE_NETWORK_RULE: 'ServiceNetworkRule',
  AFIR_FLEET_TARGET: 'InfrastructureTarget',
  CBAM: 'CarbonRule',
  BATTERY_PASSPORT: 'CarbonRule',
  BATTERY_CARBON_FOOTPRINT: 'CarbonRule',
  CONSUMER_CREDIT: 'ConsumerCreditRule',
};

/** When a kind enters the cost of a landed car; RULE kinds cost nothing by themselves. */
export type LevyStage = 'DUTY' | 'DUTY_REDUCTION' | 'EXCISE' | 'VAT' | 'INCENTIVE' | 'RULE';

const STAGES: Readonly<Partial<Record<PolicyKind, LevyStage>>> = {
  IMPORT_DUTY: 'DUTY',
  ADDITIONAL_DUTY: 'DUTY',
  IMPORT_DUTY_REDUCTION: 'DUTY_REDUCTION',
  SECTION_301: 'DUTY',
  SURTAX: 'DUTY',
  COUNTERVAILING_DUTY: 'DUTY',
  ANTI_DUMPING_DUTY: 'DUTY',
  TARIFF_QUOTA: 'DUTY',
  PRICE_UNDERTAKING: 'DUTY',
  VAT: 'VAT',
  EXCISE: 'EXCISE',
  EXCISE_AD_VALOREM: 'EXCISE',
  LUXURY_CAR_TAX: 'EXCISE',
  PURCHASE_INCENTIVE: 'INCENTIVE',
};

/** The stage at which a kind of rule is levied. */
export function stageOf(kind: PolicyKind): LevyStage {
  return STAGES[kind] ?? 'RULE';
}

/** What a levy is reckoned from. */
export enum LevyBase {
  CIF = 'CIF',
  CIF_PLUS_DUTY = 'CIF_PLUS_DUTY',
  IMPORT_DUTY = 'IMPORT_DUTY',
  LANDED_EX_VAT = 'LANDED_EX_VAT',
  RETAIL_EX_VAT = 'RETAIL_EX_VAT',
  RETAIL = 'RETAIL',
}
registerEnumType(LevyBase, {
  name: 'LevyBase',
  description: 'What a levy is reckoned from.',
  valuesConfig: {
    CIF: { description: 'Customs value: cost, insurance and freight to the port of entry.' },
    CIF_PLUS_DUTY: { description: 'Customs value with all duties.' },
    IMPORT_DUTY: { description: 'The import duty itself, for its reduction.' },
    LANDED_EX_VAT: { description: 'Customs value with duties and excises.' },
    RETAIL_EX_VAT: { description: 'Retail price before value added tax.' },
    RETAIL: { description: 'Retail price with value added tax.' },
  },
});

export enum Stacking {
  ADDITIVE = 'ADDITIVE',
  REPLACES = 'REPLACES',
}
registerEnumType(Stacking, {
  name: 'Stacking',
  description: 'How a rule stands to rules of other kinds.',
  valuesConfig: {
    ADDITIVE: { description: 'Levied beside them.' },
    REPLACES: { description: 'In place of the kinds that it names.' },
  },
});

import { registerEnumType } from 'type-graphql';

export enum FinancingKind {
  LOAN = 'LOAN',
  BALLOON_LOAN = 'BALLOON_LOAN',
  FINANCE_LEASE = 'FINANCE_LEASE',
  OPERATING_LEASE = 'OPERATING_LEASE',
  HIRE_PURCHASE = 'HIRE_PURCHASE',
  BATTERY_AS_A_SERVICE = 'BATTERY_AS_A_SERVICE',
  INSURANCE = 'INSURANCE',
  SUBSCRIPTION = 'SUBSCRIPTION',
  MURABAHA = 'MURABAHA',
  IJARA = 'IJARA',
}
registerEnumType(FinancingKind, {
  name: 'FinancingKind',
  description: 'How a product pays for a car.',
  valuesConfig: {
    LOAN: { description: 'Instalments that repay the loan in full.' },
    BALLOON_LOAN: { description: 'Smaller instalments and one large last payment.' },
    FINANCE_LEASE: { description: 'The lessee bears the risk of the residual value.' },
    OPERATING_LEASE: { description: 'The lessor bears the risk of the residual value.' },
    HIRE_PURCHASE: { description: 'The car passes to the buyer with the last instalment.' },
    BATTERY_AS_A_SERVICE: { description: 'The battery is rented, the car bought without it.' },
    INSURANCE: { description: 'Cover for the car or for its payments.' },
    SUBSCRIPTION: { description: 'One monthly price with insurance and service, ended at short notice.' },
    MURABAHA: { description: 'Sale with a disclosed margin, payable in instalments; no interest.' },
    IJARA: { description: 'Lease in the terms of Islamic finance.' },
  },
});

export enum Collateral {
  VEHICLE = 'VEHICLE',
  BATTERY = 'BATTERY',
  NONE = 'NONE',
}
registerEnumType(Collateral, { name: 'Collateral', description: 'What secures the claim.' });

export enum RateType {
  FIXED = 'FIXED',
  VARIABLE = 'VARIABLE',
}
registerEnumType(RateType, { name: 'RateType', description: 'Whether the rate may change during the term.' });

/** Names of the graph beside the stored words, one of which begins with a digit, as no name of GraphQL may. */
export enum DayCount {
  THIRTY_E_360 = '30E_360',
  ACT_360 = 'ACT_360',
  ACT_365 = 'ACT_365',
  ACT_ACT = 'ACT_ACT',
}
registerEnumType(DayCount, {
  name: 'DayCount',
  description: 'How days are counted for interest.',
  valuesConfig: {
    THIRTY_E_360: { description: '30E/360: months of 30 days, years of 360.' },
    ACT_360: { description: 'Actual days over 360.' },
    ACT_365: { description: 'Actual days over 365.' },
    ACT_ACT: { description: 'Actual days over the actual days of the year.' },
  },
});

export enum BusinessDayRule {
  NONE = 'NONE',
  FOLLOWING = 'FOLLOWING',
  MODIFIED_FOLLOWING = 'MODIFIED_FOLLOWING',
  PRECEDING = 'PRECEDING',
}
registerEnumType(BusinessDayRule, {
  name: 'BusinessDayRule',
  description: 'What becomes of a due date on which banks are closed (ISDA 2006 Definitions, section 4.12).',
  valuesConfig: {
    NONE: { description: 'It stays.' },
    FOLLOWING: { description: 'The next business day.' },
    MODIFIED_FOLLOWING: { description: 'The next business day, or the one before where that lies in another month.' },
    PRECEDING: { description: 'The business day before.' },
  },
});

export enum AprMethod {
  EU_CCD = 'EU_CCD',
  US_REG_Z = 'US_REG_Z',
  UK_CONC = 'UK_CONC',
  NOMINAL = 'NOMINAL',
  FLAT_RATE = 'FLAT_RATE',
}
registerEnumType(AprMethod, {
  name: 'AprMethod',
  description: 'The rule by which the annual percentage rate is stated.',
  valuesConfig: {
    EU_CCD: { description: 'Consumer credit directive, 2008/48/EC Annex I and (EU) 2023/2225 Annex III.' },
    US_REG_Z: { description: 'Regulation Z, Appendix J.' },
    UK_CONC: { description: 'FCA Handbook, CONC App 1.2.' },
    NOMINAL: { description: 'Nominal yearly rate, without fees.' },
    FLAT_RATE: { description: 'On the original principal for the whole term; no annual percentage rate.' },
  },
});

export enum FeeCode {
  ORIGINATION = 'ORIGINATION',
  DOCUMENT = 'DOCUMENT',
  MONTHLY = 'MONTHLY',
  EARLY_REPAYMENT = 'EARLY_REPAYMENT',
}
registerEnumType(FeeCode, { name: 'FeeCode', description: 'What a fee is charged for.' });

export enum FinancingProductStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(FinancingProductStatus, {
  name: 'FinancingProductStatus',
  description: 'DRAFT is seen by its partner only, ACTIVE by everybody while it is valid, WITHDRAWN by nobody.',
});

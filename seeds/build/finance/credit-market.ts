import type { FinancingProductRecord } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import type { DeepMarket } from '../deep-markets.js';

/** How car credit works in a market: what the generator follows. */
export interface CreditMarket {
  /** The country's name in the names of the demonstration partners. */
  label: string;
  /** Who licenses lenders. */
  regulator: string;
  /** Yearly rate of an ordinary loan as a fraction; a flat rate where the method says so. */
  baseRate: number;
  aprMethod: FinancingProductRecord['aprMethod'];
  dayCount: FinancingProductRecord['dayCount'];
  rateType: FinancingProductRecord['rateType'];
  kinds: readonly FinancingProductRecord['kind'][];
}

const EUROPEAN_UNION = { aprMethod: 'EU_CCD', dayCount: '30E_360', rateType: 'FIXED' } as const;
const NOMINAL = { aprMethod: 'NOMINAL', dayCount: 'ACT_365', rateType: 'FIXED' } as const;
const FLAT = { aprMethod: 'FLAT_RATE', dayCount: '30E_360', rateType: 'FIXED' } as const;

/** Methods and kinds are those in use in the market; the rates are made up at a plausible level. */
export const CREDIT_MARKETS: Readonly<Record<DeepMarket, CreditMarket>> = {
  AE: {
    ...NOMINAL,
    label: 'UAE',
    regulator: 'CBUAE',
    baseRate: 0.0349,
    kinds: ['MURABAHA', 'IJARA', 'LOAN', 'OPERATING_LEASE'],
  },
  AU: {
    ...NOMINAL,
    label: 'Australia',
    regulator: 'ASIC',
    baseRate: 0.0649,
    kinds: ['LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE', 'OPERATING_LEASE'],
  },
  BR: {
    ...NOMINAL,
    label: 'Brasil',
    regulator: 'Banco Central do Brasil',
    baseRate: 0.199,
    kinds: ['LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE', 'OPERATING_LEASE'],
  },
  CN: {
    ...NOMINAL,
    label: 'China',
    regulator: 'NFRA',
    baseRate: 0.035,
    kinds: ['LOAN', 'BALLOON_LOAN', 'BATTERY_AS_A_SERVICE', 'FINANCE_LEASE'],
  },
  DE: {
    ...EUROPEAN_UNION,
    label: 'Deutschland',
    regulator: 'BaFin',
    baseRate: 0.0399,
    kinds: ['BALLOON_LOAN', 'LOAN', 'FINANCE_LEASE', 'OPERATING_LEASE'],
  },
  ES: {
    ...EUROPEAN_UNION,
    label: 'España',
    regulator: 'Banco de España',
    baseRate: 0.0579,
    kinds: ['LOAN', 'BALLOON_LOAN', 'OPERATING_LEASE', 'FINANCE_LEASE'],
  },
  FR: {
    ...EUROPEAN_UNION,
    label: 'France',
    regulator: 'ACPR',
    baseRate: 0.0429,
    kinds: ['FINANCE_LEASE', 'LOAN', 'OPERATING_LEASE', 'BALLOON_LOAN'],
  },
  GB: {
    label: 'UK',
    regulator: 'FCA',
    baseRate: 0.0699,
    aprMethod: 'UK_CONC',
    dayCount: 'ACT_365',
    rateType: 'FIXED',
    kinds: ['BALLOON_LOAN', 'HIRE_PURCHASE', 'LOAN', 'OPERATING_LEASE'],
  },
  ID: {
    ...FLAT,
    label: 'Indonesia',
    regulator: 'OJK',
    baseRate: 0.045,
    kinds: ['HIRE_PURCHASE', 'LOAN', 'FINANCE_LEASE', 'MURABAHA'],
  },
  IT: {
    ...EUROPEAN_UNION,
    label: 'Italia',
    regulator: "Banca d'Italia",
    baseRate: 0.0499,
    kinds: ['BALLOON_LOAN', 'LOAN', 'OPERATING_LEASE', 'FINANCE_LEASE'],
  },
  MX: {
    ...NOMINAL,
    label: 'México',
    regulator: 'CNBV',
    baseRate: 0.139,
    kinds: ['LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE', 'OPERATING_LEASE'],
  },
  NL: {
    ...EUROPEAN_UNION,
    label: 'Nederland',
    regulator: 'AFM',
    baseRate: 0.0499,
    kinds: ['OPERATING_LEASE', 'LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE'],
  },
  NO: {
    ...EUROPEAN_UNION,
    rateType: 'VARIABLE',
    label: 'Norge',
    regulator: 'Finanstilsynet',
    baseRate: 0.0649,
    kinds: ['LOAN', 'BALLOON_LOAN', 'OPERATING_LEASE', 'FINANCE_LEASE'],
  },
  SE: {
    ...EUROPEAN_UNION,
    rateType: 'VARIABLE',
    label: 'Sverige',
    regulator: 'Finansinspektionen',
    baseRate: 0.0549,
    kinds: ['BALLOON_LOAN', 'LOAN', 'OPERATING_LEASE', 'FINANCE_LEASE'],
  },
  TH: {
    ...FLAT,
    label: 'Thailand',
    regulator: 'Bank of Thailand',
    baseRate: 0.0279,
    kinds: ['HIRE_PURCHASE', 'BALLOON_LOAN', 'FINANCE_LEASE', 'BATTERY_AS_A_SERVICE'],
  },
  TR: {
    ...NOMINAL,
    label: 'Türkiye',
    regulator: 'BDDK',
    baseRate: 0.39,
    kinds: ['LOAN', 'FINANCE_LEASE', 'MURABAHA', 'OPERATING_LEASE'],
  },
  US: {
    label: 'USA',
    regulator: 'OCC',
    baseRate: 0.0599,
    aprMethod: 'US_REG_Z',
    dayCount: 'ACT_365',
    rateType: 'FIXED',
    kinds: ['LOAN', 'FINANCE_LEASE', 'BALLOON_LOAN', 'OPERATING_LEASE'],
  },
  ZA: {
    ...NOMINAL,
    rateType: 'VARIABLE',
    label: 'South Africa',
    regulator: 'National Credit Regulator',
    baseRate: 0.1175,
    kinds: ['HIRE_PURCHASE', 'BALLOON_LOAN', 'LOAN', 'OPERATING_LEASE'],
  },
};

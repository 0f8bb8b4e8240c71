/** Rows that all contestants of the in-memory part answer from: made by arithmetic, equal in every process. */

export interface CountryRow {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
}

export interface ChargingLocationRow {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly status: string;
  readonly maxPowerKW: number;
  readonly connectorStandards: readonly string[];
}

export interface FinancePartnerRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

export interface FinancingProductRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly currency: string;
  readonly minAmount: string;
  readonly maxAmount: string;
  readonly partnerId: string;
}

const LOCATIONS_PER_COUNTRY = 40;
const PRODUCTS_PER_COUNTRY = 10;
const PARTNERS = 20;

export const COUNTRIES: readonly CountryRow[] = [
  { code: 'DE', name: 'Germany', currency: 'EUR' },
  { code: 'NO', name: 'Norway', currency: 'NOK' },
  { code: 'FR', name: 'France', currency: 'EUR' },
  { code: 'GB', name: 'United Kingdom', currency: 'GBP' },
  { code: 'NL', name: 'Netherlands', currency: 'EUR' },
  { code: 'TR', name: 'Türkiye', currency: 'TRY' },
  { code: 'TH', name: 'Thailand', currency: 'THB' },
  { code: 'ID', name: 'Indonesia', currency: 'IDR' },
  { code: 'BR', name: 'Brazil', currency: 'BRL' },
  { code: 'MX', name: 'Mexico', currency: 'MXN' },
  { code: 'AU', name: 'Australia', currency: 'AUD' },
  { code: 'ZA', name: 'South Africa', currency: 'ZAR' },
];

export const COUNTRY_BY_CODE: ReadonlyMap<string, CountryRow> = new Map(COUNTRIES.map((row) => [row.code, row]));

export const LOCATIONS_BY_COUNTRY: ReadonlyMap<string, readonly ChargingLocationRow[]> = new Map(
  COUNTRIES.map(({ code, name }, country) => [
    code,
    Array.from({ length: LOCATIONS_PER_COUNTRY }, (_, index) => ({
      id: `${code}*TRI*${String(index).padStart(5, '0')}`,
      name: `${name} charging site ${index}`,
      city: `Town ${(index * 7) % 23} of ${name}`,
      latitude: 40 + country + index / 64,
      longitude: 5 + country / 2 - index / 32,
      status: index % 5 === 0 ? 'CHARGING' : 'AVAILABLE',
      maxPowerKW: [22, 50, 150, 300][index % 4] ?? 22,
      connectorStandards: index % 2 === 0 ? ['IEC_62196_T2', 'IEC_62196_T2_COMBO'] : ['IEC_62196_T2_COMBO', 'CHADEMO'],
    })),
  ]),
);

export const PARTNER_BY_ID: ReadonlyMap<string, FinancePartnerRow> = new Map(
  Array.from({ length: PARTNERS }, (_, index) => {
    const id = `partner-${index}`;
    return [id, { id, name: `Mobility Bank ${index} plc`, kind: index % 3 === 0 ? 'CAPTIVE' : 'BANK' }];
  }),
);

export const PRODUCTS_BY_COUNTRY: ReadonlyMap<string, readonly FinancingProductRow[]> = new Map(
  COUNTRIES.map(({ code, currency }, country) => [
    code,
    Array.from({ length: PRODUCTS_PER_COUNTRY }, (_, index) => ({
      id: `${code}-product-${index}`,
      name: `Electric car financing ${index} for ${code}`,
      kind: ['LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE'][index % 3] ?? 'LOAN',
      currency,
      minAmount: `${1000 + index * 500}.00`,
      maxAmount: `${50000 + index * 5000}.00`,
      partnerId: `partner-${(country * 3 + index) % PARTNERS}`,
    })),
  ]),
);

/** A car, and what one kind of levy costs it on certain days: reckoned here by hand from the words of the rule. */
export interface Probe {
  /** Country, kind, maker and first day of the rule that is probed, as in the research file. */
  readonly rule: string;
  readonly car: object;
  /** Kind of the levy; a rule without money has none and is looked for in `policies`. */
  readonly levy?: string;
  /** Local dates with the sum of the levies of that kind, or whether the rule is in force. */
  readonly days: readonly (readonly [day: string, expected: number | boolean])[];
}

const money = (amount: number, currency: string) => ({ amount: String(amount), currency });

const CIF = 20_000;

/** The day before and the day itself, with the values on them. */
function turn<Value extends number | boolean>(day: string, before: Value, after: Value): [string, Value][] {
  const eve = new Date(`${day}T00:00:00Z`);
  eve.setUTCDate(eve.getUTCDate() - 1);
  return [
    [eve.toISOString().slice(0, 10), before],
    [day, after],
  ];
}

const bev = (country: string, currency: string, more: object = {}) => ({
  country,
  cifPrice: money(CIF, currency),
  originCountry: 'CN',
  powertrain: 'BEV',
  ...more,
});

const countervailing = (maker: string, rate: number): Probe => ({
  rule: `EU COUNTERVAILING_DUTY ${maker} 2024-10-30`,
  car: bev('FR', 'EUR', { exporterGroup: maker }),
  levy: 'COUNTERVAILING_DUTY',
  days: [...turn('2024-10-30', 0, CIF * rate), ...turn('2029-10-30', CIF * rate, 0)],
});

/** Rates that hold whenever: a share of 20,000. */
const always = (rule: string, car: object, levy: string, amount: number): Probe => ({
  rule,
  car,
  levy,
  days: [
    ['2016-01-01', amount],
    ['2026-11-24', amount],
    ['2035-01-01', amount],
  ],
});

/** Value added tax on a car that comes from within the country, so that nothing else is levied. */
const vat = (country: string, currency: string, rate: number): Probe =>
  always(`${country} VAT null`, { ...bev(country, currency), originCountry: country }, 'VAT', CIF * rate);

const rule = (name: string, country: string, days: readonly (readonly [string, boolean])[]): Probe => ({
  rule: name,
  car: { country },
  days,
});

const norway = {
  country: 'NO',
  powertrain: 'BEV',
  cifPrice: money(600_000, 'NOK'),
  retailPrice: money(600_000, 'NOK'),
};
const above = (threshold: number) => (600_000 - threshold) * 0.25;

const thailand = (batteryKwh: number, price: number, more: object = {}) => ({
  country: 'TH',
  originCountry: 'CN',
  powertrain: 'BEV',
  batteryKwh: String(batteryKwh),
  cifPrice: money(900_000, 'THB'),
  retailPrice: money(price, 'THB'),
  ...more,
});
const madeInThailand = { originCountry: 'TH' };
const indonesia = (conditions: string[]) => bev('ID', 'IDR', { conditions });
const southAfrica = (price: number) => bev('ZA', 'ZAR', { retailPrice: money(price, 'ZAR') });
const australia = (more: object) => bev('AU', 'AUD', more);

export const PROBES: readonly Probe[] = [
  always('EU IMPORT_DUTY null', bev('DE', 'EUR'), 'IMPORT_DUTY', 2000),
  always('EU IMPORT_DUTY null', bev('DE', 'EUR', { originCountry: 'US', powertrain: 'ICE' }), 'IMPORT_DUTY', 2000),
  always('EU IMPORT_DUTY null', bev('DE', 'EUR', { originCountry: 'ES' }), 'IMPORT_DUTY', 0),
  countervailing('BYD Group', 0.17),
  countervailing('Geely Group', 0.188),
  countervailing('SAIC Group', 0.353),
  countervailing('Tesla (Shanghai)', 0.078),
  countervailing('Other cooperating companies', 0.207),
  countervailing('All other companies (residual)', 0.353),
  { ...countervailing('BYD Group', 0.353), car: bev('FR', 'EUR') },
  { ...countervailing('BYD Group', 0), car: bev('FR', 'EUR', { exporterGroup: 'BYD Group', originCountry: 'KR' }) },
  { ...countervailing('BYD Group', 0), car: bev('GB', 'GBP', { exporterGroup: 'BYD Group' }) },
  // Its definition of a battery electric car takes in those with a range extender.
  { ...countervailing('BYD Group', 0.17), car: bev('FR', 'EUR', { exporterGroup: 'BYD Group', powertrain: 'EREV' }) },
  { ...countervailing('BYD Group', 0), car: bev('FR', 'EUR', { exporterGroup: 'BYD Group', powertrain: 'PHEV' }) },
  {
    rule: 'EU PRICE_UNDERTAKING Volkswagen (Anhui) 2026-02-10',
    car: bev('ES', 'EUR', {
      exporterGroup: 'Volkswagen (Anhui)',
      conditions: ['AT_OR_ABOVE_MINIMUM_IMPORT_PRICE', 'IN_QUOTA'],
    }),
    levy: 'COUNTERVAILING_DUTY',
    days: turn('2026-02-10', CIF * 0.207, 0),
  },
  {
    rule: 'EU PRICE_UNDERTAKING Volkswagen (Anhui) 2026-02-10',
    car: bev('ES', 'EUR', { exporterGroup: 'Volkswagen (Anhui)', conditions: ['IN_QUOTA'] }),
    levy: 'COUNTERVAILING_DUTY',
    days: turn('2026-02-10', CIF * 0.207, CIF * 0.207),
  },
  always('US IMPORT_DUTY null', bev('US', 'USD', { originCountry: 'DE' }), 'IMPORT_DUTY', 500),
  {
    rule: 'US SECTION_301 2024-09-27',
    car: bev('US', 'USD'),
    levy: 'SECTION_301',
    days: turn('2024-09-27', CIF * 0.25, CIF),
  },
  {
    rule: 'US SECTION_301 2024-09-27',
    car: bev('US', 'USD', { originCountry: 'KR' }),
    levy: 'SECTION_301',
    days: turn('2024-09-27', 0, 0),
  },
  rule('US CYBERSECURITY_RULE 2025-03-17', 'US', turn('2025-03-17', false, true)),
  {
    rule: 'CA SURTAX 2024-10-01',
    car: bev('CA', 'CAD'),
    levy: 'SURTAX',
    days: [...turn('2024-10-01', 0, CIF), ...turn('2026-03-01', CIF, 0)],
  },
  always('CA IMPORT_DUTY null', bev('CA', 'CAD', { originCountry: 'JP' }), 'IMPORT_DUTY', 1220),
  {
    rule: 'CA TARIFF_QUOTA 2026-01-16',
    car: bev('CA', 'CAD', { conditions: ['IN_QUOTA'] }),
    levy: 'TARIFF_QUOTA',
    days: turn('2026-01-16', 0, 1220),
  },
  {
    rule: 'CA TARIFF_QUOTA 2026-01-16',
    car: bev('CA', 'CAD', { conditions: ['IN_QUOTA'] }),
    levy: 'SURTAX',
    days: turn('2026-01-16', CIF, 0),
  },
  always('TR IMPORT_DUTY null', bev('TR', 'USD'), 'IMPORT_DUTY', 2000),
  {
    rule: 'TR ADDITIONAL_DUTY 2023-03-03',
    car: bev('TR', 'USD'),
    levy: 'ADDITIONAL_DUTY',
    days: turn('2023-03-03', 0, 8000),
  },
  ...['ICE', 'HEV', 'PHEV'].flatMap((powertrain): Probe[] => [
    {
      rule: 'TR ADDITIONAL_DUTY 2024-07-07',
      car: bev('TR', 'USD', { powertrain, cifPrice: money(15_000, 'USD') }),
      levy: 'ADDITIONAL_DUTY',
      days: turn('2024-07-07', 0, 7000),
    },
    {
      rule: 'TR ADDITIONAL_DUTY 2024-07-07',
      car: bev('TR', 'USD', { powertrain, cifPrice: money(17_501, 'USD') }),
      levy: 'ADDITIONAL_DUTY',
      days: turn('2024-07-07', 0, 7000.4),
    },
  ]),
  rule('TR SERVICE_NETWORK_RULE 2023-12-29', 'TR', turn('2023-12-29', false, true)),
  {
    rule: 'TR VAT 2023-07-10',
    car: bev('TR', 'TRY', { originCountry: 'TR' }),
    levy: 'VAT',
    days: turn('2023-07-10', 0, CIF * 0.2),
  },
  {
    rule: 'BR IMPORT_DUTY 2024-01-01',
    car: bev('BR', 'BRL'),
    levy: 'IMPORT_DUTY',
    days: [...turn('2024-01-01', 0, 2000), ...turn('2024-07-01', 2000, 3600)],
  },
  {
    rule: 'BR IMPORT_DUTY 2024-07-01',
    car: bev('BR', 'BRL'),
    levy: 'IMPORT_DUTY',
    days: [...turn('2024-07-01', 2000, 3600), ...turn('2025-07-01', 3600, 5000)],
  },
  {
    rule: 'BR IMPORT_DUTY 2025-07-01',
    car: bev('BR', 'BRL'),
    levy: 'IMPORT_DUTY',
    days: [...turn('2025-07-01', 3600, 5000), ...turn('2026-07-01', 5000, 7000)],
  },
  {
    rule: 'BR IMPORT_DUTY 2026-07-01',
    car: bev('BR', 'BRL'),
    levy: 'IMPORT_DUTY',
    days: turn('2026-07-01', 5000, 7000),
  },
  ...['SKD', 'CKD'].map(
    (assemblyForm): Probe => ({
      rule: 'BR IMPORT_DUTY 2027-01-01',
      car: bev('BR', 'BRL', { assemblyForm }),
      levy: 'IMPORT_DUTY',
      days: turn('2027-01-01', 0, 7000),
    }),
  ),
  {
    rule: 'MX IMPORT_DUTY 2026-01-01',
    car: bev('MX', 'MXN'),
    levy: 'IMPORT_DUTY',
    days: turn('2026-01-01', 4000, 10_000),
  },
  {
    rule: 'MX IMPORT_DUTY 2026-01-01',
    car: bev('MX', 'MXN', { originCountry: 'DE' }),
    levy: 'IMPORT_DUTY',
    days: turn('2026-01-01', 0, 0),
  },
  {
    rule: 'NO VAT 2023-01-01',
    car: norway,
    levy: 'VAT',
    days: [...turn('2023-01-01', 0, above(500_000)), ...turn('2026-01-01', above(500_000), above(300_000))],
  },
  {
    rule: 'NO VAT 2026-01-01',
    car: norway,
    levy: 'VAT',
    days: [
      ...turn('2026-01-01', above(500_000), above(300_000)),
      ...turn('2027-01-01', above(300_000), above(150_000)),
    ],
  },
  {
    rule: 'NO VAT 2027-01-01',
    car: norway,
    levy: 'VAT',
    days: [...turn('2027-01-01', above(300_000), above(150_000)), ...turn('2028-01-01', above(150_000), above(0))],
  },
  {
    rule: 'TH PURCHASE_INCENTIVE 2024-01-01',
    car: thailand(50, 2_000_000),
    levy: 'PURCHASE_INCENTIVE',
    days: [...turn('2024-01-01', 0, 100_000), ...turn('2025-01-01', 100_000, 75_000), ...turn('2026-01-01', 75_000, 0)],
  },
  {
    rule: 'TH PURCHASE_INCENTIVE 2025-01-01',
    car: thailand(49.9, 2_000_000),
    levy: 'PURCHASE_INCENTIVE',
    days: [...turn('2024-01-01', 0, 50_000), ...turn('2025-01-01', 50_000, 35_000), ...turn('2026-01-01', 35_000, 0)],
  },
  {
    rule: 'TH PURCHASE_INCENTIVE 2026-01-01',
    car: thailand(60, 1_200_000, madeInThailand),
    levy: 'PURCHASE_INCENTIVE',
    days: [...turn('2026-01-01', 75_000, 50_000), ...turn('2027-01-01', 50_000, 50_000)],
  },
  {
    rule: 'TH PURCHASE_INCENTIVE 2027-01-01',
    car: thailand(10, 1_200_000, { assemblyForm: 'CKD' }),
    levy: 'PURCHASE_INCENTIVE',
    days: [...turn('2027-01-01', 25_000, 25_000), ...turn('2028-01-01', 25_000, 0)],
  },
  ...[thailand(9.9, 1_200_000), thailand(60, 2_000_001)].map(
    (car): Probe => ({
      rule: 'TH PURCHASE_INCENTIVE 2024-01-01',
      car,
      levy: 'PURCHASE_INCENTIVE',
      days: [...turn('2024-01-01', 0, 0), ...turn('2025-01-01', 0, 0)],
    }),
  ),
  rule('TH IMPORT_DUTY_REDUCTION 2024-01-01', 'TH', [
    ...turn('2024-01-01', false, true),
    ...turn('2026-01-01', true, false),
  ]),
  {
    rule: 'TH EXCISE 2024-01-01',
    car: thailand(60, 1_200_000),
    levy: 'EXCISE',
    days: [...turn('2024-01-01', 96_000, 24_000), ...turn('2028-01-01', 24_000, 96_000)],
  },
  {
    rule: 'TH EXCISE 2024-01-01',
    car: thailand(60, 7_000_001),
    levy: 'EXCISE',
    days: turn('2024-01-01', 560_000.08, 560_000.08),
  },
  rule('TH LOCALISATION 2026-01-01', 'TH', [...turn('2026-01-01', false, true), ...turn('2027-01-01', true, false)]),
  {
    rule: 'ID IMPORT_DUTY 2024-02-01',
    car: indonesia(['INVESTMENT_COMMITMENT']),
    levy: 'IMPORT_DUTY',
    days: [...turn('2024-02-01', 10_000, 0), ...turn('2026-01-01', 0, 10_000)],
  },
  {
    rule: 'ID IMPORT_DUTY 2024-02-01',
    car: indonesia(['INVESTMENT_COMMITMENT']),
    levy: 'LUXURY_CAR_TAX',
    days: [...turn('2024-02-01', 30_000 * 0.15, 0), ...turn('2026-01-01', 0, 30_000 * 0.15)],
  },
  {
    rule: 'ID IMPORT_DUTY 2024-02-01',
    car: indonesia([]),
    levy: 'IMPORT_DUTY',
    days: [...turn('2024-02-01', 10_000, 10_000), ...turn('2026-01-01', 10_000, 10_000)],
  },
  {
    rule: 'ID IMPORT_DUTY 2024-02-01',
    car: indonesia(['INVESTMENT_COMMITMENT']),
    levy: 'VAT',
    days: [...turn('2024-02-01', 0, 2400), ...turn('2026-01-01', 2400, 3600)],
  },
  rule('ID LOCALISATION 2026-01-01', 'ID', [...turn('2026-01-01', false, true), ...turn('2028-01-01', true, false)]),
  rule('ID LOCAL_CONTENT 2024-01-01', 'ID', [...turn('2024-01-01', false, true), ...turn('2027-01-01', true, false)]),
  always('ZA IMPORT_DUTY null', bev('ZA', 'ZAR'), 'IMPORT_DUTY', 5000),
  always('ZA IMPORT_DUTY null', bev('ZA', 'ZAR', { originCountry: 'DE', powertrain: 'ICE' }), 'IMPORT_DUTY', 3600),
  always('ZA IMPORT_DUTY null', bev('ZA', 'ZAR', { originCountry: 'DE' }), 'IMPORT_DUTY', 5000),
  // A = 640,000: 0.00003 x 640,000 - 0.75 = 18.45 %.
  always('ZA EXCISE_AD_VALOREM null', southAfrica(800_000), 'EXCISE_AD_VALOREM', 640_000 * 0.1845),
  // A = 20,000: the formula is below zero. A = 1,600,000: it is above 30 %.
  always('ZA EXCISE_AD_VALOREM null', southAfrica(25_000), 'EXCISE_AD_VALOREM', 0),
  always('ZA EXCISE_AD_VALOREM null', southAfrica(2_000_000), 'EXCISE_AD_VALOREM', 1_600_000 * 0.3),
  {
    ...vat('ZA', 'ZAR', 0.15),
    car: { ...bev('ZA', 'ZAR'), originCountry: 'ZA', retailPrice: money(25_000, 'ZAR') },
  },
  {
    rule: 'AU IMPORT_DUTY 2022-07-01',
    car: australia({ originCountry: 'KR' }),
    levy: 'IMPORT_DUTY',
    days: turn('2022-07-01', 1000, 0),
  },
  {
    rule: 'AU IMPORT_DUTY 2022-07-01',
    car: australia({ originCountry: 'KR', cifPrice: money(100_000, 'AUD') }),
    levy: 'IMPORT_DUTY',
    days: turn('2022-07-01', 5000, 5000),
  },
  {
    rule: 'AU IMPORT_DUTY 2022-07-01',
    car: australia({ powertrain: 'ICE' }),
    levy: 'IMPORT_DUTY',
    days: turn('2022-07-01', 1000, 0),
  },
  {
    rule: 'AU LUXURY_CAR_TAX 2023-07-01',
    car: australia({ retailPrice: money(99_332, 'AUD') }),
    levy: 'LUXURY_CAR_TAX',
    days: [...turn('2023-07-01', 0, 3300), ...turn('2024-07-01', 3300, 0)],
  },
  {
    rule: 'AU LUXURY_CAR_TAX 2023-07-01',
    car: australia({ retailPrice: money(89_332, 'AUD') }),
    levy: 'LUXURY_CAR_TAX',
    days: [...turn('2023-07-01', 0, 0), ...turn('2024-07-01', 0, 0)],
  },
  vat('AU', 'AUD', 0.1),
  always('GB IMPORT_DUTY null', bev('GB', 'GBP'), 'IMPORT_DUTY', 2000),
  vat('GB', 'GBP', 0.2),
  always('AE IMPORT_DUTY null', bev('AE', 'AED'), 'IMPORT_DUTY', 1000),
  {
    rule: 'AE VAT 2018-01-01',
    car: bev('AE', 'AED'),
    levy: 'VAT',
    days: turn('2018-01-01', 0, 1050),
  },
  { ...vat('TH', 'THB', 0.07), car: { ...bev('TH', 'THB'), originCountry: 'TH', powertrain: 'ICE' } },
  vat('MX', 'MXN', 0.16),
  vat('DE', 'EUR', 0.19),
  vat('FR', 'EUR', 0.2),
  vat('ES', 'EUR', 0.21),
  vat('NL', 'EUR', 0.21),
  vat('HU', 'HUF', 0.27),
  rule('EU AFIR_FLEET_TARGET 2024-04-13', 'SE', turn('2024-04-13', false, true)),
  rule('EU CBAM 2026-01-01', 'SE', turn('2026-01-01', false, true)),
  rule('EU BATTERY_PASSPORT 2027-02-18', 'SE', turn('2027-02-18', false, true)),
  rule('EU BATTERY_CARBON_FOOTPRINT null', 'SE', turn('2026-02-18', false, true)),
  rule('EU CONSUMER_CREDIT 2026-11-20', 'SE', turn('2026-11-20', false, true)),
];

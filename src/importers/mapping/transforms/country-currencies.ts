/** Countries by the currency in which prices are stated there (ISO 4217, list one). */
const COUNTRIES: Readonly<Record<string, string>> = {
  EUR: 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA',
  USD: 'US PR GU VI EC SV',
  GBP: 'GB GG IM JE',
  AUD: 'AU',
  CAD: 'CA',
  CHF: 'CH LI',
  CZK: 'CZ',
  DKK: 'DK FO GL',
  HUF: 'HU',
  ISK: 'IS',
  NOK: 'NO SJ',
  NZD: 'NZ',
  PLN: 'PL',
  RON: 'RO',
  RSD: 'RS',
  SEK: 'SE',
  TRY: 'TR',
  UAH: 'UA',
  AED: 'AE',
  BRL: 'BR',
  CLP: 'CL',
  CNY: 'CN',
  COP: 'CO',
  HKD: 'HK',
  IDR: 'ID',
  ILS: 'IL',
  INR: 'IN',
  JPY: 'JP',
  KRW: 'KR',
  KZT: 'KZ',
  MAD: 'MA',
  MXN: 'MX',
  MYR: 'MY',
  PHP: 'PH',
  SAR: 'SA',
  SGD: 'SG',
  THB: 'TH',
  TWD: 'TW',
  UYU: 'UY',
  VND: 'VN',
  ZAR: 'ZA',
};

const CURRENCIES = new Map(
  Object.entries(COUNTRIES).flatMap(([currency, countries]) =>
    countries.split(' ').map((country) => [country, currency] as const),
  ),
);

/** The currency of a price that names none, or writes "$"; null for a country that is not known. */
export function currencyOfCountry(country: string | null): string | null {
  return country === null ? null : (CURRENCIES.get(country) ?? null);
}

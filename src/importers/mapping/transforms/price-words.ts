import { Decimal } from 'decimal.js';

/** OCPI PriceComponent: `price` as a decimal text, `stepSize` in Wh or seconds. */
export interface ReadPriceComponent {
  readonly type: 'ENERGY' | 'FLAT' | 'TIME' | 'PARKING_TIME';
  readonly price: string;
  readonly vat: string | null;
  readonly stepSize: number;
}

export interface ReadTariff {
  /** ISO 4217. */
  readonly currency: string;
  readonly elements: readonly { readonly priceComponents: readonly ReadPriceComponent[] }[];
}

const CURRENCIES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  kč: 'CZK',
  zł: 'PLN',
  zl: 'PLN',
  lei: 'RON',
  ft: 'HUF',
  '₺': 'TRY',
  '₹': 'INR',
  '₩': 'KRW',
  '฿': 'THB',
};

const ISO = 'EUR|GBP|USD|CHF|CZK|PLN|HUF|SEK|NOK|DKK|AUD|CAD|NZD|BRL|JPY|CNY|TRY|INR|ZAR|RON|BGN|ISK|MXN';
const MONEY = `(?:(?<before>€|£|\\$|₺|₹|₩|฿|kr\\.?|${ISO})\\s*)?(?<amount>\\d{1,6}(?:[.,]\\d{1,4})?)\\s*(?<after>€|£|\\$|₺|₹|₩|฿|euros?|kč|zł|zl|lei|kr\\.?|ft|ct|cents?|centimes|${ISO})?`;

const UNITS: readonly (readonly [
  pattern: string,
  type: ReadPriceComponent['type'],
  factor: number,
  stepSize: number,
])[] = [
  ['kwh|kw/h|kw\\.h|kw h|kilowattstunde', 'ENERGY', 1, 1],
  ['min|mins|minute|minutes|minuten|mn|minuto|minuti|minutos|minuut|minut|minuta|minutt|min\\.', 'TIME', 60, 60],
  ['h|hr|hour|hours|std|stunde|heure|hod|hodina|hora|ora|uur|time|timme|godz|godzina|tunti', 'TIME', 1, 60],
  [
    'session|charge|ladevorgang|vorgang|recharge|ladung|start|connection|use|sesión|carga|sessione|ricarica|sessão|carregamento|sesja|ładowanie|sessie|laadsessie|ladesesjon|laddning|opladning|nabíjení',
    'FLAT',
    1,
    1,
  ],
];

const FREE =
  /^(free( of charge)?|gratis|gratuit|kostenlos|kostenfrei|frei|zdarma|no charge|free charging|charging is free|gratuito|gratuita|gratuitamente|senza costi|bezpłatn[aeiy]?|darmow[aey]|ilmainen|ingyenes|zadarmo|besplatno|free of cost|0)\.?$/i;

/** Words in front of a price that name what it is for, and change nothing. */
const FLAT_WORDS =
  'grundgebühr|startgebühr|session fee|connection fee|service fee|flat fee|pauschal(?:e)?|forfait|start|starttarief|einmalig';
const EMPTY_WORDS = 'strompreis|energy|energie|electricity|charging|preis|price|tarif|cost|ac|dc|ab|from';

const PRICE = new RegExp(
  `^(?:(?<flat>${FLAT_WORDS})|(?:${EMPTY_WORDS}))?\\s*:?\\s*${MONEY}\\s*(?:(?:\\/|per|pro|je|par|a|al|an|por|za|à)\\s*(?<unit>${UNITS.map(([pattern]) => pattern).join('|')}))?\\s*(?<flatAfter>${FLAT_WORDS})?\\.?$`,
  'i',
);

/**
 * A price as free text, as an OCPI tariff; null where any part of it is not understood, since half of a price is a wrong
 * price. Text beside prices ("Parking fees apply") is not understood.
 * @param currency ISO 4217, where the text has no sign; also what "$" and "kr" mean. Null where the source does not say
 */
export function readPrice(text: string, currency: string | null): ReadTariff | null {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (FREE.test(whole)) {
    return currency === null ? null : tariff(currency, [{ type: 'FLAT', price: '0', vat: null, stepSize: 1 }]);
  }
  const components: ReadPriceComponent[] = [];
  let stated: string | null = null;
  for (const part of whole.split(/\s*[;+]\s*|,\s+|\s+(?:and|und|et|plus|&)\s+/i)) {
    const match = PRICE.exec(part.trim());
    if (match?.groups === undefined) return null;
    const { flat, flatAfter, before, amount = '', after, unit } = match.groups;
    const sign = (before ?? after ?? '').toLowerCase().replace(/\.$/, '');
    const hundredth = /^(ct|cents?|centimes)$/.test(sign);
    const own = hundredth
      ? currency
      : sign === '$' || sign === 'kr'
        ? currency
        : (CURRENCIES[sign] ?? (sign === '' ? currency : sign.toUpperCase()));
    if (own === null || (stated !== null && stated !== own)) return null;
    stated = own;
    const kind = UNITS.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'i').test(unit ?? ''));
    // An amount alone says neither per kWh nor per session.
    if (kind === undefined && flat === undefined && flatAfter === undefined) return null;
    if (kind !== undefined && kind[1] !== 'FLAT' && (flat ?? flatAfter) !== undefined) return null;
    const [, type, factor, stepSize] = kind ?? ['', 'FLAT' as const, 1, 1];
    if (components.some((component) => component.type === type)) return null;
    const price = new Decimal(amount.replace(',', '.')).times(factor).div(hundredth ? 100 : 1);
    components.push({ type, price: price.toFixed(), vat: null, stepSize });
  }
  return stated === null ? null : tariff(stated, components);
}

function tariff(currency: string, priceComponents: readonly ReadPriceComponent[]): ReadTariff {
  return { currency, elements: [{ priceComponents }] };
}

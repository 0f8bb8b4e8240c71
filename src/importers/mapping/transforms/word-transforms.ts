import { shown } from '../../pipeline/finding.js';
import { parametrised, type Transform, textOf, textTransform, UnreadableValue } from '../transform.js';
import { accessOf, plugOf, powerTypeOf, statusOf } from './charging-words.js';
import { countryCodeOf } from './country-words.js';
import { readOpeningHours } from './hours-words.js';
import { readPrice } from './price-words.js';

/** Yes and no in the languages of the registers. */
const YES = 'true,yes,y,1,1.0,ja,j,oui,vrai,sí,si,sim,verdadero,tak,ano,da,evet,kyllä,igen,waar,x,on,t'.split(',');
const NO = 'false,no,n,0,0.0,nein,non,faux,não,nao,nie,ne,nu,hayır,ei,nem,nee,nej,nei,onwaar,off,f'.split(',');

const WORDS = { type: 'array', items: { type: 'string' } };

interface LookupParameter {
  readonly table: Readonly<Record<string, unknown>>;
  readonly else?: 'keep' | 'null' | 'reject';
  readonly caseSensitive?: boolean;
}

export const WORD_TRANSFORMS: readonly Transform[] = [
  parametrised<LookupParameter>({
    name: 'lookup',
    description:
      'Looks a value up in a table, blanks collapsed and whatever its case (unless `caseSensitive`). What is not in the table is refused as UNKNOWN_WORD ("reject", also where `else` is missing), kept ("keep") or nothing ("null"). Values of the table may be anything, lists and objects too.',
    parameter: {
      type: 'object',
      properties: {
        table: { type: 'object' },
        else: { enum: ['keep', 'null', 'reject'] },
        caseSensitive: { type: 'boolean' },
      },
      required: ['table'],
      additionalProperties: false,
    },
    examples: [
      { parameter: { table: { Voirie: 'ON_STREET' } }, input: 'voirie', output: 'ON_STREET' },
      { parameter: { table: { Voirie: 'ON_STREET' }, else: 'keep' }, input: 'Autre', output: 'Autre' },
    ],
    prepare: ({ table, else: otherwise = 'reject', caseSensitive = false }) => {
      const keyOf = (value: unknown) => {
        const text = textOf(value).replace(/\s+/g, ' ');
        return caseSensitive ? text : text.toLowerCase();
      };
      const words = new Map(Object.entries(table).map(([word, meaning]) => [keyOf(word), meaning]));
      return (value) => {
        const key = keyOf(value);
        if (words.has(key)) return words.get(key);
        if (otherwise === 'keep') return value;
        if (otherwise === 'null') return null;
        throw new UnreadableValue('UNKNOWN_WORD', `${shown(value)} is not in the mapping's table`);
      };
    },
  }),
  parametrised<{ true?: string[]; false?: string[] } | undefined>({
    name: 'boolean',
    description: `Reads yes or no in the usual languages (${YES.slice(0, 8).join(', ')} ...; ${NO.slice(0, 8).join(', ')} ...), or by words of the mapping. Anything else is NOT_A_BOOLEAN.`,
    parameter: { type: 'object', properties: { true: WORDS, false: WORDS }, additionalProperties: false },
    parameterOptional: true,
    examples: [
      { input: 'Oui', output: true },
      { parameter: { true: ['vorhanden'], false: ['fehlt'] }, input: 'fehlt', output: false },
    ],
    prepare: (words) => {
      const yes = new Set((words?.true ?? YES).map((word) => word.toLowerCase()));
      const no = new Set((words?.false ?? NO).map((word) => word.toLowerCase()));
      return (value) => {
        if (typeof value === 'boolean') return value;
        const text = textOf(value).toLowerCase();
        if (yes.has(text)) return true;
        if (no.has(text)) return false;
        throw new UnreadableValue('NOT_A_BOOLEAN', `${shown(value)} is neither yes nor no`);
      };
    },
  }),
  textTransform(
    'connector',
    'The OCPI ConnectorType of the usual names of plugs in several languages; a name that OCPI has no word for is kept.',
    [
      { input: 'DC Kupplung Combo', output: 'IEC_62196_T2_COMBO' },
      { input: 'Type 2 (Socket Only)', output: 'IEC_62196_T2' },
      { input: 'Avcon', output: 'Avcon' },
    ],
    (text) => plugOf(text).standard,
  ),
  textTransform(
    'plug',
    'All that the name of a plug says: `{ standard, format, powerType }` by OCPI, null where it does not say.',
    [
      {
        input: 'AC Steckdose Typ 2',
        output: { standard: 'IEC_62196_T2', format: 'SOCKET', powerType: null },
      },
      { input: 'CHAdeMO', output: { standard: 'CHADEMO', format: 'CABLE', powerType: 'DC' } },
    ],
    plugOf,
  ),
  textTransform(
    'powerType',
    'The OCPI PowerType of words for a current; nothing where they do not say how many phases.',
    [
      { input: 'AC (Three-Phase)', output: 'AC_3_PHASE' },
      { input: 'AC', output: null },
    ],
    powerTypeOf,
  ),
  textTransform(
    'evseStatus',
    'The OCPI Status of the usual words in several languages. Only words for "works" become AVAILABLE; a word that says neither, such as "partly operational", is kept and shown as UNKNOWN.',
    [
      { input: 'Operational', output: 'AVAILABLE' },
      { input: 'Temporarily Unavailable', output: 'INOPERATIVE' },
      { input: 'in Planung', output: 'in Planung' },
    ],
    statusOf,
  ),
  textTransform(
    'access',
    'PUBLIC, RESTRICTED or PRIVATE; a word for none of them is kept.',
    [
      { input: 'halböffentlich', output: 'RESTRICTED' },
      { input: 'Accès libre', output: 'PUBLIC' },
    ],
    accessOf,
  ),
  textTransform(
    'openingHours',
    'Opening hours as an OpenStreetMap value: what is one already, "always" in several languages, weekdays with times. NOT_OPENING_HOURS where they cannot be read.',
    [
      { input: '24 Stunden', output: '24/7' },
      { input: 'Mo-Fr 08:00-12:00,Mo-Fr 14:00-18:00', output: 'Mo-Fr 08:00-12:00,14:00-18:00' },
      { input: 'Montag bis Freitag 8:00 - 18:00 Uhr', output: 'Mo-Fr 8:00-18:00' },
      { input: 'du lundi au vendredi 8h-20h', output: 'Mo-Fr 8:00-20:00' },
      { input: 'L-V 08:00-20:00', output: 'Mo-Fr 08:00-20:00' },
      { input: 'Døgnåpent', output: '24/7' },
    ],
    (text) => {
      const hours = readOpeningHours(text);
      if (hours === null)
        throw new UnreadableValue('NOT_OPENING_HOURS', `${shown(text)} cannot be read as opening hours`);
      return hours;
    },
  ),
  parametrised<{ currency: string } | undefined>({
    name: 'price',
    description:
      'Reads a price in free text as `{ currency, elements }` of an OCPI tariff, where every part of it is understood; else nothing (keep the text in `priceText` beside it). `currency` is meant where the text has no sign, and by "$".',
    parameter: {
      type: 'object',
      properties: { currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
      required: ['currency'],
      additionalProperties: false,
    },
    parameterOptional: true,
    examples: [
      {
        input: '0,39 €/kWh, Grundgebühr 0,99 €',
        output: {
          currency: 'EUR',
          elements: [
            {
              priceComponents: [
                { type: 'ENERGY', price: '0.39', vat: null, stepSize: 1 },
                { type: 'FLAT', price: '0.99', vat: null, stepSize: 1 },
              ],
            },
          ],
        },
      },
      { parameter: { currency: 'USD' }, input: 'Free. Parking fees apply.', output: null },
    ],
    prepare: (parameter) => (value) => readPrice(textOf(value), parameter?.currency ?? null),
  }),
  textTransform(
    'country',
    'The ISO 3166-1 alpha-2 code of a country: of alpha-2, alpha-3 and numeric codes, and of names in the languages of i18n-iso-countries and the usual unofficial ones ("Korea", "Turkiye", "USA"). UNKNOWN_COUNTRY for anything else. "NA" is Namibia.',
    [
      { input: 'DEU', output: 'DE' },
      { input: 'Allemagne', output: 'DE' },
      { input: 'Turkiye', output: 'TR' },
    ],
    (text) => {
      const code = countryCodeOf(text);
      if (code === null)
        throw new UnreadableValue('UNKNOWN_COUNTRY', `${shown(text)} is no country that ISO 3166-1 knows`);
      return code;
    },
  ),
];

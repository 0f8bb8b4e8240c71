import { Decimal } from 'decimal.js';
import { shown } from '../../pipeline/finding.js';
import { parametrised, type Transform, textOf, UnreadableValue, type WritingDefaults } from '../transform.js';
import { numberInText, readNumber } from './read-number.js';

const WRITING = {
  type: 'object',
  properties: { decimal: { enum: ['.', ','] }, thousands: { type: ['string', 'null'], maxLength: 1 } },
  additionalProperties: false,
};

/** Exact arithmetic, so that 22.2 kW are 22200 W and not 22199.999. */
function calculated(
  name: string,
  description: string,
  example: { parameter: number; input: unknown; output: number },
  change: (value: Decimal, by: number) => Decimal,
): Transform {
  return parametrised<number>({
    name,
    description,
    parameter: { type: 'number' },
    examples: [example],
    prepare: (by, defaults) => (value) => change(new Decimal(readNumber(value, defaults)), by).toNumber(),
  });
}

const UNIT_WATTS: Readonly<Record<string, number>> = { w: 1, kw: 1000, kva: 1000, mw: 1_000_000 };
const POWER = /(\d+(?:[.,]\d+)?)\s*(kW|kVA|MW|W)?\b/gi;

/** Highest power in W that a text states; numbers without a unit count in the unit given. */
function powerIn(value: unknown, unit: string, defaults: WritingDefaults): number {
  if (typeof value === 'number') return new Decimal(value).times(UNIT_WATTS[unit.toLowerCase()] ?? 1).toNumber();
  const text = textOf(value);
  let stated: number[];
  try {
    stated = [new Decimal(readNumber(text, defaults)).times(UNIT_WATTS[unit.toLowerCase()] ?? 1).toNumber()];
  } catch {
    const found = [...text.matchAll(POWER)];
    const withUnit = found.filter((match) => match[2] !== undefined);
    const range = /^[^\d]*\d+(?:[.,]\d+)?\s*(?:-|–|\/|bis|to|à)\s*\d/i.test(text);
    stated = (withUnit.length > 0 && !range ? withUnit : found).map((match) =>
      new Decimal(numberInText(match[1] ?? '')).times(UNIT_WATTS[(match[2] ?? unit).toLowerCase()] ?? 1).toNumber(),
    );
  }
  if (stated.length === 0) throw new UnreadableValue('NOT_A_POWER', `${shown(text)} states no power`);
  return Math.max(...stated);
}

export const NUMBER_TRANSFORMS: readonly Transform[] = [
  parametrised<{ decimal?: string; thousands?: string | null } | undefined>({
    name: 'number',
    description:
      'Reads a number, with the decimal mark of `file.decimal` unless another is given. What is no number is NOT_A_NUMBER.',
    parameter: WRITING,
    parameterOptional: true,
    examples: [
      { input: '49.494409', output: 49.494409 },
      { parameter: { decimal: ',', thousands: '.' }, input: '1.234,5', output: 1234.5 },
    ],
    prepare: (writing, defaults) => {
      const ways = { ...defaults, ...writing };
      return (value) => readNumber(value, ways);
    },
  }),
  parametrised<undefined>({
    name: 'integer',
    description: 'Reads a whole number. "2.0" is one, "2.5" is NOT_AN_INTEGER.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: '2.0', output: 2 }],
    prepare: (_, defaults) => (value) => {
      const number = readNumber(value, defaults);
      if (!Number.isSafeInteger(number)) {
        throw new UnreadableValue('NOT_AN_INTEGER', `${shown(value)} is no whole number`);
      }
      return number;
    },
  }),
  calculated('multiply', 'Multiplies.', { parameter: 1000, input: '22.2', output: 22200 }, (value, by) =>
    value.times(by),
  ),
  calculated('divide', 'Divides.', { parameter: 1000, input: 22000, output: 22 }, (value, by) => value.div(by)),
  calculated('add', 'Adds; a negative number subtracts.', { parameter: -1, input: 3, output: 2 }, (value, by) =>
    value.plus(by),
  ),
  parametrised<number | undefined>({
    name: 'round',
    description: 'Rounds to so many decimals, half up; to a whole number by its bare name.',
    parameter: { type: 'integer', minimum: 0, maximum: 12 },
    parameterOptional: true,
    examples: [
      { input: 21999.6, output: 22000 },
      { parameter: 2, input: '2.125', output: 2.13 },
    ],
    prepare:
      (decimals = 0, defaults) =>
      (value) =>
        new Decimal(readNumber(value, defaults)).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP).toNumber(),
  }),
  parametrised<{ minimum?: number; maximum?: number; above?: number; below?: number }>({
    name: 'within',
    description:
      'Reads a number and refuses it as OUT_OF_RANGE where it is outside of the bounds: `minimum` and `maximum` belong to the range, `above` and `below` do not. For powers of 0, years of 1900 and the like.',
    parameter: {
      type: 'object',
      properties: {
        minimum: { type: 'number' },
        maximum: { type: 'number' },
        above: { type: 'number' },
        below: { type: 'number' },
      },
      additionalProperties: false,
      minProperties: 1,
    },
    examples: [{ parameter: { above: 0, maximum: 1_000_000 }, input: '22000', output: 22000 }],
    prepare: (bounds, defaults) => (value) => {
      const number = readNumber(value, defaults);
      const { minimum = -Infinity, maximum = Infinity, above = -Infinity, below = Infinity } = bounds;
      if (number < minimum || number > maximum || number <= above || number >= below) {
        throw new UnreadableValue('OUT_OF_RANGE', `${shown(value)} is outside of what the mapping allows`);
      }
      return number;
    },
  }),
  parametrised<{ unit: string } | undefined>({
    name: 'power',
    description:
      'Reads a power and gives W. A number without a unit counts in `unit` (kW unless given); of several powers in a text the highest counts. NOT_A_POWER where there is none; 0 stays 0.',
    parameter: {
      type: 'object',
      properties: { unit: { enum: ['W', 'kW', 'MW', 'kVA'] } },
      required: ['unit'],
      additionalProperties: false,
    },
    parameterOptional: true,
    examples: [
      { input: 'Typ 2 22 kW', output: 22000 },
      { input: '3,7 - 22 kW', output: 22000 },
      { parameter: { unit: 'W' }, input: '11000', output: 11000 },
    ],
    prepare: (parameter, defaults) => (value) => powerIn(value, parameter?.unit ?? 'kW', defaults),
  }),
];

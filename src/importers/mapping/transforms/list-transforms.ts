import { shown } from '../../pipeline/finding.js';
import { parametrised, type Transform, textOf, UnreadableValue } from '../transform.js';
import { readPythonLiteral } from './python-literal.js';

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function ofList(
  name: string,
  description: string,
  examples: Transform['examples'],
  change: (list: unknown[]) => unknown,
): Transform {
  return {
    name,
    description,
    parameter: null,
    parameterOptional: true,
    takesLists: true,
    examples,
    prepare: () => (value) => change(listOf(value)),
  };
}

export const LIST_TRANSFORMS: readonly Transform[] = [
  parametrised<string | { pattern: string }>({
    name: 'split',
    description:
      'Makes a list of a cell: at a text, or at every match of a regular expression (`pattern`). Members are trimmed, empty ones left out.',
    parameter: {
      anyOf: [
        { type: 'string', minLength: 1 },
        {
          type: 'object',
          properties: { pattern: { type: 'string' } },
          required: ['pattern'],
          additionalProperties: false,
        },
      ],
    },
    examples: [
      { parameter: ',', input: 'DC Kupplung Combo, DC CHAdeMO', output: ['DC Kupplung Combo', 'DC CHAdeMO'] },
      { parameter: { pattern: '[;/]| und ' }, input: 'Typ 2; Schuko und CCS', output: ['Typ 2', 'Schuko', 'CCS'] },
    ],
    prepare: (separator) => {
      const at = typeof separator === 'string' ? separator : new RegExp(separator.pattern, 'u');
      return (value) =>
        textOf(value)
          .split(at)
          .map((part) => part?.trim() ?? '')
          .filter((part) => part !== '');
    },
  }),
  parametrised<undefined>({
    name: 'pythonLiteral',
    description:
      'Reads a list or dictionary as Python prints it (`None`, `True`, single quotes). NOT_A_LITERAL where it is none.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: "[{'Amps': None, 'PowerKW': 17.0}]", output: [{ Amps: null, PowerKW: 17 }] }],
    prepare: () => (value) => (typeof value === 'string' ? readPythonLiteral(value) : value),
  }),
  parametrised<undefined>({
    name: 'json',
    description: 'Reads JSON in a cell. NOT_JSON where it is none.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: '[{"type":"CCS"}]', output: [{ type: 'CCS' }] }],
    prepare: () => (value) => {
      if (typeof value !== 'string') return value;
      try {
        return JSON.parse(value) as unknown;
      } catch {
        throw new UnreadableValue('NOT_JSON', `${shown(value)} is no JSON`);
      }
    },
  }),
  ofList(
    'first',
    'The first member of a list.',
    [{ input: ['CCS', 'CHAdeMO'], output: 'CCS' }],
    ([first]) => first ?? null,
  ),
  ofList(
    'last',
    'The last member of a list.',
    [{ input: ['CCS', 'CHAdeMO'], output: 'CHAdeMO' }],
    (list) => list.at(-1) ?? null,
  ),
  ofList('count', 'The length of a list.', [{ input: ['CCS', 'CHAdeMO'], output: 2 }], (list) => list.length),
  ofList(
    'unique',
    'Leaves out members that are there already.',
    [{ input: ['CCS', 'CCS', 'AC'], output: ['CCS', 'AC'] }],
    (list) => {
      const seen = new Set<string>();
      return list.filter((member) => {
        const key = JSON.stringify(member);
        return seen.has(key) ? false : seen.add(key);
      });
    },
  ),
  ofList('maximum', 'The highest of a list of numbers.', [{ input: [22000, 50000], output: 50000 }], (list) =>
    extreme(list, Math.max),
  ),
  ofList('minimum', 'The lowest of a list of numbers.', [{ input: [22000, 50000], output: 22000 }], (list) =>
    extreme(list, Math.min),
  ),
  ofList(
    'sum',
    'The sum of a list of numbers; nothing where one of them is missing.',
    [{ input: [2, 4], output: 6 }],
    (list) =>
      list.length === 0 || list.some((member) => typeof member !== 'number')
        ? null
        : list.reduce<number>((sum, member) => sum + Number(member), 0),
  ),
  {
    ...parametrised<string>({
      name: 'joinWith',
      description: 'Makes a text of a list.',
      parameter: { type: 'string' },
      examples: [{ parameter: ', ', input: ['1', '4'], output: '1, 4' }],
      prepare: (separator) => (value) => listOf(value).map(textOf).join(separator),
    }),
    takesLists: true,
  },
  {
    ...parametrised<number>({
      name: 'at',
      description: 'The member of a list at a position, from 1; from the end where negative.',
      parameter: { type: 'integer' },
      examples: [
        { parameter: 2, input: ['Berlin', 'DE'], output: 'DE' },
        { parameter: -1, input: ['a', 'b', 'c'], output: 'c' },
      ],
      prepare: (position) => (value) => listOf(value).at(position > 0 ? position - 1 : position) ?? null,
    }),
    takesLists: true,
  },
];

function extreme(list: readonly unknown[], choose: (...numbers: number[]) => number): number | null {
  const numbers = list.filter((member): member is number => typeof member === 'number');
  return numbers.length === 0 ? null : numbers.reduce((left, right) => choose(left, right));
}

import { TRANSFORMS } from './transforms.js';

/** Keys that make an object a calculation; an object without any of them is a nested object of the record. */
export const SOURCE_KEYS = [
  'column',
  'position',
  'constant',
  'rowNumber',
  'item',
  'index',
  'join',
  'firstOf',
  'list',
  'zip',
  'merge',
  'when',
  'each',
  'repeat',
  'copies',
  'rows',
  'outer',
] as const;

const VALUE = { $ref: '#/$defs/value' };
const VALUES = { type: 'array', items: VALUE, minItems: 1 };
const CONDITION = { $ref: '#/$defs/condition' };

const MODIFIERS = {
  transform: {
    description: 'Named transforms, applied one after the other.',
    anyOf: [{ $ref: '#/$defs/transform' }, { type: 'array', items: { $ref: '#/$defs/transform' } }],
  },
  default: { description: 'Taken where the value is missing or cannot be read.' },
  required: { type: 'boolean', description: 'A record without the value is rejected as MISSING_FIELD.' },
  onError: {
    enum: ['warn', 'reject', 'ignore'],
    description: 'What a value does that a transform cannot read: a warning and nothing (unless told), or rejection.',
  },
  comment: { type: 'string' },
};

function source(keys: Record<string, object>, required: readonly string[]): object {
  return { type: 'object', properties: { ...keys, ...MODIFIERS }, required, additionalProperties: false };
}

const COLUMN = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }],
  description: 'Name of a column, or several of which the first that has a value counts. {n} within `repeat`.',
};

const TESTS = {
  equals: { description: 'Equal; texts whatever their case.' },
  in: { type: 'array', description: 'Equal to one of these.' },
  matches: { type: 'string', description: 'A regular expression, whatever the case, matches somewhere in the text.' },
  empty: { type: 'boolean', description: 'There is no value.' },
  above: { type: 'number' },
  below: { type: 'number' },
};

/** The parts of the mapping's JSON Schema that say how values are calculated. */
export function expressionDefinitions(): Record<string, object> {
  const sources: Record<string, object> = {
    column: source({ column: COLUMN, optional: { type: 'boolean', description: 'The file may lack the column.' } }, [
      'column',
    ]),
    position: source({ position: { type: 'integer', minimum: 1, description: 'Column by position, from 1.' } }, [
      'position',
    ]),
    outer: source({ outer: COLUMN }, ['outer']),
    constant: source({ constant: { description: 'Always this.' } }, ['constant']),
    rowNumber: source({ rowNumber: { const: true } }, ['rowNumber']),
    item: source({ item: { const: true } }, ['item']),
    index: source({ index: { const: true } }, ['index']),
    join: source({ join: VALUES, separator: { type: 'string' } }, ['join']),
    firstOf: source({ firstOf: VALUES }, ['firstOf']),
    list: source({ list: { type: 'array', items: VALUE } }, ['list']),
    zip: source({ zip: { type: 'object', additionalProperties: VALUE, minProperties: 1 } }, ['zip']),
    merge: source({ merge: VALUES }, ['merge']),
    when: source(
      {
        when: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: { if: CONDITION, value: VALUE },
            required: ['if', 'value'],
            additionalProperties: false,
          },
        },
        else: VALUE,
      },
      ['when'],
    ),
    each: source({ each: VALUE, as: VALUE, skipIf: CONDITION }, ['each', 'as']),
    repeat: source(
      {
        repeat: {
          type: 'object',
          properties: { from: { type: 'integer', minimum: 0 }, to: { type: 'integer', minimum: 0, maximum: 1000 } },
          required: ['from', 'to'],
          additionalProperties: false,
        },
        as: VALUE,
        skipIf: CONDITION,
      },
      ['repeat', 'as'],
    ),
    copies: source({ copies: VALUE, as: VALUE }, ['copies', 'as']),
    rows: source({ rows: VALUE, skipIf: CONDITION }, ['rows']),
  };
  return {
    value: {
      description: 'How a value is calculated: the name of a column, a calculation, or an object of values.',
      anyOf: [
        { type: ['string', 'null'] },
        ...Object.keys(sources).map((name) => ({ $ref: `#/$defs/${name}` })),
        { $ref: '#/$defs/object' },
      ],
    },
    object: {
      type: 'object',
      propertyNames: { not: { enum: [...SOURCE_KEYS] } },
      additionalProperties: VALUE,
    },
    ...sources,
    condition: {
      description: 'A value and a test of it, or conditions with `all`, `any` and `not`.',
      anyOf: [
        {
          type: 'object',
          properties: { all: { type: 'array', items: CONDITION } },
          required: ['all'],
          additionalProperties: false,
        },
        {
          type: 'object',
          properties: { any: { type: 'array', items: CONDITION } },
          required: ['any'],
          additionalProperties: false,
        },
        { type: 'object', properties: { not: CONDITION }, required: ['not'], additionalProperties: false },
        {
          type: 'object',
          properties: { value: VALUE, ...TESTS },
          required: ['value'],
          minProperties: 2,
          additionalProperties: false,
        },
        {
          type: 'object',
          properties: { column: COLUMN, transform: MODIFIERS.transform, optional: { type: 'boolean' }, ...TESTS },
          required: ['column'],
          minProperties: 2,
          additionalProperties: false,
        },
      ],
    },
    transform: {
      anyOf: [
        { enum: [...TRANSFORMS.values()].filter(({ parameterOptional }) => parameterOptional).map(({ name }) => name) },
        ...[...TRANSFORMS.values()]
          .filter(({ parameter }) => parameter !== null)
          .map(({ name, description, parameter }) => ({
            type: 'object',
            description,
            properties: { [name]: parameter },
            required: [name],
            additionalProperties: false,
          })),
      ],
    },
  };
}

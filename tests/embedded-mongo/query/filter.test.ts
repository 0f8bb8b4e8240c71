import { Binary, BSONRegExp, DBRef, Decimal128, deserialize, Long, ObjectId, serialize } from 'bson';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { compileFilter } from '../../../src/embedded-mongo/query/filter.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const matches = (filter: Document, document: Document, collation?: Document) =>
  compileFilter(filter, { now: NOW, ...(collation && { collation }) })(document);

describe('filters over arrays (https://www.mongodb.com/docs/manual/tutorial/query-arrays/)', () => {
  const inventory = [
    { item: 'journal', qty: 25, tags: ['blank', 'red'], dim_cm: [14, 21] },
    { item: 'notebook', qty: 50, tags: ['red', 'blank'], dim_cm: [14, 21] },
    { item: 'paper', qty: 100, tags: ['red', 'blank', 'plain'], dim_cm: [14, 21] },
    { item: 'planner', qty: 75, tags: ['blank', 'red'], dim_cm: [22.85, 30] },
    { item: 'postcard', qty: 45, tags: ['blue'], dim_cm: [10, 15.25] },
  ];
  it.each<[Document, string[]]>([
    [{ tags: ['red', 'blank'] }, ['notebook']],
    [{ tags: { $all: ['red', 'blank'] } }, ['journal', 'notebook', 'paper', 'planner']],
    [{ tags: 'red' }, ['journal', 'notebook', 'paper', 'planner']],
    [{ dim_cm: { $gt: 25 } }, ['planner']],
    [{ dim_cm: { $gt: 15, $lt: 20 } }, ['journal', 'notebook', 'paper', 'postcard']],
    [{ dim_cm: { $elemMatch: { $gt: 22, $lt: 30 } } }, ['planner']],
    [{ 'dim_cm.1': { $gt: 25 } }, ['planner']],
    [{ tags: { $size: 3 } }, ['paper']],
  ])('%j', (filter, expected) => {
    expect(inventory.filter((document) => matches(filter, document)).map(({ item }) => item)).toEqual(expected);
  });
});

describe('filters over arrays of documents (https://www.mongodb.com/docs/manual/tutorial/query-array-of-documents/)', () => {
  const inventory = [
    {
      item: 'journal',
      instock: [
        { warehouse: 'A', qty: 5 },
        { warehouse: 'C', qty: 15 },
      ],
    },
    { item: 'notebook', instock: [{ warehouse: 'C', qty: 5 }] },
    {
      item: 'paper',
      instock: [
        { warehouse: 'A', qty: 60 },
        { warehouse: 'B', qty: 15 },
      ],
    },
    {
      item: 'planner',
      instock: [
        { warehouse: 'A', qty: 40 },
        { warehouse: 'B', qty: 5 },
      ],
    },
    {
      item: 'postcard',
      instock: [
        { warehouse: 'B', qty: 15 },
        { warehouse: 'C', qty: 35 },
      ],
    },
  ];
  it.each<[Document, string[]]>([
    [{ instock: { warehouse: 'A', qty: 5 } }, ['journal']],
    [{ instock: { qty: 5, warehouse: 'A' } }, []],
    [{ 'instock.qty': { $lte: 20 } }, ['journal', 'notebook', 'paper', 'planner', 'postcard']],
    [{ 'instock.0.qty': { $lte: 20 } }, ['journal', 'notebook', 'postcard']],
    [{ instock: { $elemMatch: { qty: 5, warehouse: 'A' } } }, ['journal']],
    [{ instock: { $elemMatch: { qty: { $gt: 10, $lte: 20 } } } }, ['journal', 'paper', 'postcard']],
    [{ 'instock.qty': { $gt: 10, $lte: 20 } }, ['journal', 'paper', 'planner', 'postcard']],
    [{ 'instock.qty': 5, 'instock.warehouse': 'A' }, ['journal', 'planner']],
  ])('%j', (filter, expected) => {
    expect(inventory.filter((document) => matches(filter, document)).map(({ item }) => item)).toEqual(expected);
  });
});

describe('null and missing (https://www.mongodb.com/docs/manual/tutorial/query-for-null-fields/)', () => {
  it.each<[Document, Document, boolean]>([
    [{ item: null }, { item: null }, true],
    [{ item: null }, {}, true],
    [{ item: { $ne: null } }, {}, false],
    [{ item: { $type: 10 } }, { item: null }, true],
    [{ item: { $type: 10 } }, {}, false],
    [{ item: { $exists: false } }, {}, true],
    [{ item: { $exists: false } }, { item: null }, false],
    [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    [{ 'a.b': null }, { a: [{ b: 1 }] }, false],
    [{ 'a.b': null }, { a: [1, 2] }, false],
    [{ 'a.b': null }, { a: [] }, false],
    [{ 'a.b': null }, { a: 4 }, true],
    [{ a: { $in: [null] } }, {}, true],
    [{ a: { $nin: [null] } }, {}, false],
    [{ a: { $gte: null } }, {}, true],
    [{ a: { $gt: null } }, { a: null }, false],
    [{ 'a.b': { $exists: true } }, { a: [{ b: 1 }] }, true],
    [{ a: { $exists: true } }, { a: [] }, true],
  ])('%j on %j is %j', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });
});

describe('operators', () => {
  it.each<[Document, Document, boolean]>([
    [{ a: 1 }, { a: Long.fromNumber(1) }, true],
    [{ a: Decimal128.fromString('1.0') }, { a: 1 }, true],
    [{ a: { $in: [Long.fromNumber(2)] } }, { a: 2 }, true],
    [{ a: { $in: [1, /^x/] } }, { a: 'xy' }, true],
    [{ a: { $gt: 5 } }, { a: 'x' }, false],
    [{ a: { $lt: 5 } }, { a: Number.NaN }, false],
    [{ a: { $gte: Number.NaN } }, { a: Number.NaN }, true],
    [{ a: { $gt: Decimal128.fromString('9.99') } }, { a: Decimal128.fromString('10') }, true],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
    [{ a: { $not: { $gt: 1 } } }, { a: [0, 2] }, false],
    [{ a: { $not: /^b/ } }, { a: 'abc' }, true],
    [{ a: { $mod: [4, 0] } }, { a: 12 }, true],
    [{ a: { $mod: [4, -1] } }, { a: -5 }, true],
    [{ a: { $mod: [4, 0] } }, { a: 'x' }, false],
    [{ a: { $regex: '^AB', $options: 'i' } }, { a: 'abc' }, true],
    [{ a: { $regex: '(?i)^AB' } }, { a: 'abc' }, true],
    [{ a: { $regex: 'a b # comment', $options: 'x' } }, { a: 'ab' }, true],
    [{ a: { $type: 'string' } }, { a: ['x'] }, true],
    [{ a: { $type: 'array' } }, { a: ['x'] }, true],
    [{ a: { $type: 'number' } }, { a: Decimal128.fromString('1') }, true],
    [{ a: { $type: 'long' } }, { a: 1 }, false],
    [{ a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { y: 2 } }] } }, { a: [{ x: 1 }, { y: 2 }] }, true],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ a: { $all: [['x']] } }, { a: [['x']] }, true],
    [{ a: { $bitsAllSet: [1, 3] } }, { a: 10 }, true],
    [{ a: { $bitsAnyClear: 3 } }, { a: 1 }, true],
    [{ a: { $bitsAllSet: 128 } }, { a: -1 }, true],
    [{ a: { $bitsAllSet: [8] } }, { a: new Binary(new Uint8Array([0, 1])) }, true],
    [{ a: new ObjectId('a'.repeat(24)) }, { a: new ObjectId('a'.repeat(24)) }, true],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }, true],
    [{ $or: [{ a: 1 }, { a: 2 }] }, { a: 2 }, true],
    [{ $expr: { $gt: ['$spent', '$budget'] } }, { spent: 2, budget: 1 }, true],
    [{ a: { $ref: 'x', $id: 1 } }, { a: { $ref: 'x', $id: 1 } }, true],
    [{ 'a.$id': 1 }, { a: new DBRef('x', 1 as never) }, true],
    [{ 'a.$id': 2 }, { a: [new DBRef('x', 2 as never)] }, true],
    [{ a: { $ref: 'x', $id: 1 } }, { a: new DBRef('x', 1 as never) }, true],
    [{ 'constructor.name': 'Object' }, {}, false],
    [{ __proto__x: { $exists: true } }, {}, false],
  ])('%j on %j is %j', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  it('compares texts under a collation', () => {
    const german = { locale: 'de', strength: 2 };
    expect(matches({ a: 'STRASSE' }, { a: 'strasse' }, german)).toBe(true);
    expect(matches({ a: { $in: ['é'] } }, { a: 'É' }, german)).toBe(true);
    expect(matches({ a: 'e' }, { a: 'é' }, german)).toBe(false);
    expect(matches({ a: 'e' }, { a: 'é' }, { locale: 'fr', strength: 1 })).toBe(true);
    expect(matches({ a: { $lt: 'b10' } }, { a: 'b9' }, { locale: 'en', numericOrdering: true })).toBe(true);
    expect(matches({ a: 'A' }, { a: 'a' })).toBe(false);
  });
});

describe('refusals', () => {
  it.each<[Document, number, string]>([
    [{ a: { $foo: 1 } }, 2, '$foo'],
    [{ $foo: 1 }, 2, '$foo'],
    [{ $where: 'true' }, 115, '$where'],
    [{ $text: { $search: 'x' } }, 115, '$text'],
    [{ $jsonSchema: {} }, 115, '$jsonSchema'],
    [{ a: { $elemMatch: { $foo: 1 } } }, 2, '$foo'],
    [{ $or: [] }, 2, '$or'],
    [{ $and: [{ b: { $in: 1 } }] }, 2, '$in'],
    [{ a: { $in: [{ $gt: 1 }] } }, 2, '$in'],
    [{ a: { $size: -1 } }, 2, '$size'],
    [{ a: { $mod: [0, 1] } }, 2, 'divisor'],
    [{ a: { $type: 'nonsense' } }, 2, 'nonsense'],
    [{ a: { $regex: '(' } }, 51091, 'invalid'],
    [{ $expr: { $nope: 1 } }, 168, '$nope'],
    [{ $expr: { $function: {} } }, 115, '$function'],
    [{ $expr: '$$undefinedVariable' }, 17276, 'undefinedVariable'],
    [{ $or: [{ a: { $near: { $geometry: { type: 'Point', coordinates: [0, 0] } } } }] }, 2, '$near'],
    [
      {
        a: {
          $geoWithin: {
            $geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1],
                ],
              ],
            },
          },
        },
      },
      2,
      'Loop',
    ],
    [{ a: { $gt: /x/ } }, 2, 'RegEx'],
  ])('%j', (filter, code, text) => {
    expect(() => compileFilter(filter, { now: NOW })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });

  it('refuses an unknown locale and an unknown collation option', () => {
    expect(() => compileFilter({}, { now: NOW, collation: { locale: 'not a locale' } })).toThrow(
      expect.objectContaining({ code: 2 }),
    );
    expect(() => compileFilter({}, { now: NOW, collation: { locale: 'en', strenth: 1 } })).toThrow(
      expect.objectContaining({ code: 40415 }),
    );
  });
});

describe('regular expressions as the bson package decodes them', () => {
  it('keep the option s, under which a dot matches line ends', () => {
    const { pattern } = deserialize(serialize({ pattern: new BSONRegExp('a.b', 's') }));
    expect([1, 2, 3].map(() => matches({ text: pattern }, { text: 'a\nb' }))).toEqual([true, true, true]);
    expect(matches({ text: /a.b/ }, { text: 'a\nb' })).toBe(false);
  });
});

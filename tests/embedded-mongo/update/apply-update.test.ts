import { Decimal128, Long, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloneDocument } from '../../../src/embedded-mongo/bson/clone.js';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import {
  applyUpdate,
  describeUpdate,
  documentForUpsert,
  isReplacement,
  type UpdateRequest,
} from '../../../src/embedded-mongo/update/apply-update.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const request = (update: Document | Document[], more: Partial<UpdateRequest> = {}): UpdateRequest => ({
  filter: {},
  update,
  options: { now: NOW, source: () => undefined },
  ...more,
});

/** Applies an update to a document that it must leave as it is. */
function apply(before: Document, update: Document | Document[], more: Partial<UpdateRequest> = {}): Document {
  const kept = cloneDocument(before);
  const after = applyUpdate(before, request(update, more));
  expect(before).toEqual(kept);
  return after;
}

const decimal = (text: string) => Decimal128.fromString(text);

describe('operators on fields', () => {
  it.each<[Document, Document, Document]>([
    [{ a: 1 }, { $set: { b: 2, 'c.d': 3 } }, { a: 1, b: 2, c: { d: 3 } }],
    [{ a: { b: 1, c: 2 } }, { $set: { 'a.b': 9 } }, { a: { b: 9, c: 2 } }],
    [{ a: [1, 2] }, { $set: { 'a.0': 9 } }, { a: [9, 2] }],
    [{ a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
    // New fields come in lexicographic order, numbers by value.
    [{}, { $set: { z: 1, a: 2, 'x.10': 1, 'x.2': 2 } }, { a: 2, x: { 2: 2, 10: 1 }, z: 1 }],
    [{ a: 1, b: 2 }, { $unset: { a: '', x: '' } }, { b: 2 }],
    [{ a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
    [{ a: 1 }, { $inc: { a: 2, b: -1 } }, { a: 3, b: -1 }],
    [{ a: decimal('0.10') }, { $inc: { a: decimal('0.20') } }, { a: decimal('0.30') }],
    [{ a: Long.fromString('9007199254740993') }, { $inc: { a: 1 } }, { a: Long.fromString('9007199254740994') }],
    [{ a: 1 }, { $inc: { a: decimal('1.5') } }, { a: decimal('2.5') }],
    [{ a: decimal('2.50') }, { $mul: { a: 2, b: 5 } }, { a: decimal('5.00'), b: 0 }],
    [{ a: 5 }, { $min: { a: 3, b: 1 }, $max: { c: 2 } }, { a: 3, b: 1, c: 2 }],
    [{ a: 5 }, { $max: { a: 3 } }, { a: 5 }],
    [{ a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
    [{ a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
    [{ a: 1 }, { $rename: { missing: 'b' } }, { a: 1 }],
    [{ a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    [{ a: 3 }, { $bit: { a: { or: 5, xor: 1 } } }, { a: 6 }],
    [{ a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
    [{ a: 1 }, { $currentDate: { d: true, e: { $type: 'date' } } }, { a: 1, d: NOW, e: NOW }],
  ])('%j with %j', (before, update, expected) => {
    const after = apply(before, update);
    expect(after).toEqual(expected);
    expect(Object.keys(after)).toEqual(Object.keys(expected));
  });

  it('gives a timestamp on request', () => {
    const { t } = apply({}, { $currentDate: { t: { $type: 'timestamp' } } });
    expect(t).toBeInstanceOf(Timestamp);
    expect((t as Timestamp).getHighBitsUnsigned()).toBe(NOW.getTime() / 1000);
  });
});

describe('operators on arrays', () => {
  const quizzes = [
    { id: 1, score: 6 },
    { id: 2, score: 9 },
  ];
  it.each<[Document, Document, Document]>([
    [{ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    [{}, { $push: { a: 2 } }, { a: [2] }],
    [{ a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
    [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    [{ a: [100] }, { $push: { a: { $each: [50, 60, 70], $position: 0 } } }, { a: [50, 60, 70, 100] }],
    [{ a: [50, 60, 70, 100] }, { $push: { a: { $each: [90, 80], $position: -2 } } }, { a: [50, 60, 90, 80, 70, 100] }],
    // https://www.mongodb.com/docs/manual/reference/operator/update/push/
    [
      {
        quizzes: [
          { wk: 1, score: 10 },
          { wk: 2, score: 8 },
          { wk: 3, score: 5 },
          { wk: 4, score: 6 },
        ],
      },
      {
        $push: {
          quizzes: {
            $each: [
              { wk: 5, score: 8 },
              { wk: 6, score: 7 },
              { wk: 7, score: 6 },
            ],
            $sort: { score: -1 },
            $slice: 3,
          },
        },
      },
      {
        quizzes: [
          { wk: 1, score: 10 },
          { wk: 2, score: 8 },
          { wk: 5, score: 8 },
        ],
      },
    ],
    [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1, $slice: -2 } } }, { a: [2, 3] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
    [{ a: ['x'] }, { $addToSet: { a: { $each: ['y', 'x', 'y'] } } }, { a: ['x', 'y'] }],
    [{ a: [1] }, { $addToSet: { a: decimal('1.0') } }, { a: [1] }],
    [
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
    [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    [{ a: [1, 5, 7] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [{ a: ['apple', 'kiwi'] }, { $pull: { a: { $in: ['kiwi'] } } }, { a: ['apple'] }],
    [{ quizzes }, { $pull: { quizzes: { score: { $gt: 8 } } } }, { quizzes: [{ id: 1, score: 6 }] }],
    [{ quizzes }, { $pull: { quizzes: { score: 6, id: 2 } } }, { quizzes }],
    [
      {
        a: [
          {
            b: [
              { q: 1, n: 4 },
              { q: 2, n: 6 },
            ],
          },
        ],
      },
      { $pull: { a: { b: { $elemMatch: { q: 2, n: { $gte: 6 } } } } } },
      { a: [] },
    ],
    [{ a: [0, 2, 5, 5, 1, 0] }, { $pullAll: { a: [0, 5] } }, { a: [2, 1] }],
    [{ b: 1 }, { $pull: { a: 1 }, $pop: { c: 1 }, $pullAll: { d: [1] } }, { b: 1 }],
  ])('%j with %j', (before, update, expected) => {
    expect(apply(before, update)).toEqual(expected);
  });
});

describe('positional operators', () => {
  it.each<[Document, Document, Document, Document]>([
    [{ grades: [85, 80, 80] }, { grades: 80 }, { $set: { 'grades.$': 82 } }, { grades: [85, 82, 80] }],
    [
      {
        grades: [
          { grade: 80, std: 8 },
          { grade: 85, std: 5 },
        ],
      },
      { 'grades.grade': 85 },
      { $set: { 'grades.$.std': 6 } },
      {
        grades: [
          { grade: 80, std: 8 },
          { grade: 85, std: 6 },
        ],
      },
    ],
    [
      {
        grades: [
          { g: 80, m: 75 },
          { g: 85, m: 90 },
          { g: 90, m: 85 },
        ],
      },
      { grades: { $elemMatch: { g: { $lte: 90 }, m: { $gt: 80 } } } },
      { $inc: { 'grades.$.m': 1 } },
      {
        grades: [
          { g: 80, m: 75 },
          { g: 85, m: 91 },
          { g: 90, m: 85 },
        ],
      },
    ],
    [{ a: { list: [1, 2] } }, { 'a.list': { $gt: 1 } }, { $unset: { 'a.list.$': '' } }, { a: { list: [1, null] } }],
    [{ a: [1, 2] }, { $and: [{ a: 2 }] }, { $set: { 'a.$': 9 } }, { a: [1, 9] }],
    [{ a: [1, 2, 3] }, {}, { $inc: { 'a.$[]': 10 } }, { a: [11, 12, 13] }],
    [{ a: [{ b: [1, 2] }, { b: [3] }] }, {}, { $mul: { 'a.$[].b.$[]': 2 } }, { a: [{ b: [2, 4] }, { b: [6] }] }],
  ])('%j matched by %j with %j', (before, filter, update, expected) => {
    expect(apply(before, update, { filter })).toEqual(expected);
  });

  it('takes array filters (https://www.mongodb.com/docs/manual/reference/operator/update/positional-filtered/)', () => {
    expect(
      apply(
        { grades: [95, 102, 90] },
        { $set: { 'grades.$[element]': 100 } },
        { arrayFilters: [{ element: { $gte: 100 } }] },
      ),
    ).toEqual({ grades: [95, 100, 90] });
    const before = {
      grades: [
        { type: 'quiz', questions: [10, 8, 5] },
        { type: 'exam', questions: [25, 10] },
      ],
    };
    expect(
      apply(
        before,
        { $inc: { 'grades.$[t].questions.$[score]': 2 } },
        { arrayFilters: [{ 't.type': 'quiz' }, { score: { $gte: 8 } }] },
      ),
    ).toEqual({
      grades: [
        { type: 'quiz', questions: [12, 10, 5] },
        { type: 'exam', questions: [25, 10] },
      ],
    });
    expect(
      apply(
        {
          a: [
            { x: 1, y: 1 },
            { x: 1, y: 2 },
          ],
        },
        { $set: { 'a.$[e].z': 1 } },
        { arrayFilters: [{ $or: [{ 'e.y': 2 }, { 'e.x': 9 }] }] },
      ),
    ).toEqual({
      a: [
        { x: 1, y: 1 },
        { x: 1, y: 2, z: 1 },
      ],
    });
  });
});

describe('errors', () => {
  it.each<[Document, Document | Document[], Partial<UpdateRequest>, number]>([
    [{}, { $foo: { a: 1 } }, {}, 9],
    [{}, { $set: 1 }, {}, 9],
    [{}, { $set: { a: 1 }, b: 1 }, {}, 9],
    [{}, { $set: { a: 1 }, $inc: { a: 1 } }, {}, 40],
    [{}, { $set: { 'a.b': 1, a: 1 } }, {}, 40],
    [{}, { $set: { a: 1 }, $rename: { b: 'a' } }, {}, 40],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, {}, 28],
    [{ a: null }, { $set: { 'a.b': 1 } }, {}, 28],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, {}, 28],
    [{ a: 'x' }, { $inc: { a: 1 } }, {}, 14],
    [{ a: 1 }, { $inc: { a: 'x' } }, {}, 14],
    [{ a: null }, { $mul: { a: 2 } }, {}, 14],
    [{ a: Long.MAX_VALUE }, { $inc: { a: 1 } }, {}, 2],
    [{ a: 1 }, { $push: { a: 1 } }, {}, 2],
    [{ a: 1 }, { $pop: { a: 1 } }, {}, 14],
    [{ a: [1] }, { $pop: { a: 2 } }, {}, 9],
    [{ a: [1] }, { $push: { a: { $each: 1 } } }, {}, 2],
    [{ a: [1] }, { $push: { a: { $each: [1], $what: 1 } } }, {}, 2],
    [{ a: 1.5 }, { $bit: { a: { and: 1 } } }, {}, 2],
    [{ _id: 1 }, { $set: { _id: 2 } }, {}, 66],
    [{ _id: 1 }, { $unset: { _id: '' } }, {}, 66],
    [{ _id: 1 }, { _id: 2, a: 1 }, {}, 66],
    [{}, { $set: { 'a.$bad': 1 } }, {}, 52],
    [{}, { $set: { 'a..b': 1 } }, {}, 56],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, { filter: {} }, 2],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, {}, 2],
    [{ a: [1] }, { $set: { b: 1 } }, { arrayFilters: [{ x: 1 }] }, 9],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }, { x: 2 }] }, 9],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1, y: 2 }] }, 9],
    [{}, { $set: { 'a.$[]': 1 } }, {}, 2],
    [{}, { $currentDate: { a: { $type: 'x' } } }, {}, 2],
    [{}, { $rename: { a: 'a' } }, {}, 2],
    [{}, { $rename: { a: 'b.$[]' } }, {}, 2],
    [{ a: 1 }, [{ $group: { _id: 1 } }], {}, 72],
    [{ a: [] }, { $set: { 'a.9999999': 1 } }, {}, 2],
  ])('%j with %j', (before, update, more, code) => {
    expect(() => apply(before, update, more)).toThrow(expect.objectContaining({ code }));
  });
});

describe('whole documents', () => {
  it('tells a replacement', () => {
    expect([isReplacement({ a: 1 }), isReplacement({}), isReplacement({ $set: {} }), isReplacement([])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  it('replaces all but _id, which comes first', () => {
    const after = apply({ _id: 7, a: 1 }, { b: 1 });
    expect(after).toEqual({ _id: 7, b: 1 });
    expect(Object.keys(after)).toEqual(['_id', 'b']);
  });
  it('runs a pipeline', () => {
    const before = { _id: 1, a: 2, b: [1, 2] };
    expect(apply(before, [{ $set: { total: { $sum: '$b' }, now: '$$NOW' } }, { $unset: 'b' }])).toEqual({
      _id: 1,
      a: 2,
      total: 3,
      now: NOW,
    });
    expect(apply(before, [{ $replaceWith: { c: '$a' } }])).toEqual({ _id: 1, c: 2 });
  });
});

describe('upserts', () => {
  const insert = (filter: Document, update: Document | Document[]) => documentForUpsert(request(update, { filter }));
  it.each<[Document, Document | Document[], Document]>([
    [
      { _id: 1, a: 5, b: { $gt: 1 } },
      { $set: { c: 2 }, $setOnInsert: { d: 3 } },
      { _id: 1, a: 5, c: 2, d: 3 },
    ],
    [{ _id: 1, 'a.b': { $eq: 5 } }, { $inc: { n: 1 } }, { _id: 1, a: { b: 5 }, n: 1 }],
    [{ _id: 1, $and: [{ x: 1 }, { y: { $in: [2] } }], z: /re/ }, { $set: { q: 1 } }, { _id: 1, x: 1, y: 2, q: 1 }],
    [{ _id: 1, $or: [{ x: 1 }, { x: 2 }] }, { $set: { q: 1 } }, { _id: 1, q: 1 }],
    [{ _id: 1, a: 5 }, { b: 2 }, { _id: 1, b: 2 }],
    [{ _id: 1, a: 5 }, [{ $set: { b: { $add: ['$a', 1] } } }], { _id: 1, a: 5, b: 6 }],
    [{ _id: 1, tags: 'x' }, { $setOnInsert: { 'n.m': 1 } }, { _id: 1, tags: 'x', n: { m: 1 } }],
  ])('%j with %j', (filter, update, expected) => {
    expect(insert(filter, update)).toEqual(expected);
  });
  it('makes an _id', () => {
    const document = insert({ a: 1 }, { $set: { b: 1 } });
    expect(document._id).toBeInstanceOf(ObjectId);
    expect(Object.keys(document)[0]).toBe('_id');
  });
  it('refuses a field that is fixed twice and another _id', () => {
    expect(() => insert({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } })).toThrow(
      expect.objectContaining({ code: 54 }),
    );
    expect(() => insert({ _id: 1 }, { $set: { _id: 2 } })).toThrow(expect.objectContaining({ code: 66 }));
  });
});

describe('safety', () => {
  it.each(['__proto__.polluted', 'constructor.prototype.polluted', 'a.__proto__.polluted', '__proto__'])(
    'writes %s as data only',
    (path) => {
      const after = apply({ _id: 1, a: {} }, { $set: { [path]: 'yes' } });
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
      expect(JSON.stringify(after)).toContain('yes');
    },
  );
});

describe('describeUpdate', () => {
  it('names changed, removed and truncated fields', () => {
    const before = { _id: 1, a: 1, b: { c: 1, d: 2 }, list: [1, 2, 3], pairs: [{ n: 1 }], gone: true };
    const after = { _id: 1, a: 2, b: { c: 1, e: 3 }, list: [1, 9], pairs: [{ n: 2 }, { n: 3 }] };
    expect(describeUpdate(before, after)).toEqual({
      updatedFields: { a: 2, 'b.e': 3, 'list.1': 9, 'pairs.0.n': 2, 'pairs.1': { n: 3 } },
      removedFields: ['gone', 'b.d'],
      truncatedArrays: [{ field: 'list', newSize: 2 }],
    });
  });
  it('sees a change of type', () => {
    expect(describeUpdate({ a: 1 }, { a: Long.ONE }).updatedFields).toEqual({ a: Long.ONE });
  });
  it('is enough to rebuild the document', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.integer({ min: 0, max: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('value')),
        fc.constantFrom('x', null),
      ),
    })).value;
    const document = fc.dictionary(fc.constantFrom('p', 'q', 'r'), value);
    fc.assert(
      fc.property(document, document, (before, after) => {
        const { updatedFields, removedFields } = describeUpdate(before, after);
        const rebuilt = applyUpdate(
          before,
          request({ $set: updatedFields, $unset: Object.fromEntries(removedFields.map((field) => [field, ''])) }),
        );
        expect(rebuilt).toEqual(after);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { compileProjection } from '../../../src/embedded-mongo/query/projection.js';
import { optionsWith } from './memory-collection.js';

const project = (projection: Document, document: Document, filter: Document = {}) =>
  compileProjection(projection, filter, optionsWith())(document);

describe('projections of find', () => {
  const document = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    list: [1, 2, 3, 4],
    pairs: [
      { k: 'x', n: 1 },
      { k: 'y', n: 2 },
    ],
  };
  it.each<[Document, Document]>([
    [{}, document],
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1 }],
    [
      { _id: 0, list: 0, pairs: 0 },
      { a: 1, b: { c: 2, d: 3 } },
    ],
    [{ 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
    [{ 'pairs.n': 1 }, { _id: 1, pairs: [{ n: 1 }, { n: 2 }] }],
    [{ list: { $slice: 2 } }, { ...document, list: [1, 2] }],
    [
      { list: { $slice: -1 }, a: 1 },
      { _id: 1, a: 1, list: [4] },
    ],
    [
      { list: { $slice: [-3, 2] }, _id: 0, a: 1 },
      { a: 1, list: [2, 3] },
    ],
    [
      { list: { $slice: 1 }, pairs: 0, b: 0 },
      { _id: 1, a: 1, list: [1] },
    ],
    [{ pairs: { $elemMatch: { n: { $gt: 1 } } } }, { _id: 1, pairs: [{ k: 'y', n: 2 }] }],
    [{ pairs: { $elemMatch: { n: 9 } } }, { _id: 1 }],
    [{ list: { $elemMatch: { $gt: 2 } } }, { _id: 1, list: [3] }],
    [{ sum: { $add: ['$a', '$b.c'] } }, { _id: 1, sum: 3 }],
    [{ a: 'constant' }, { _id: 1, a: 'constant' }],
    [
      { a: true, missing: 1 },
      { _id: 1, a: 1 },
    ],
  ])('%j', (projection, expected) => {
    expect(project(projection, document)).toEqual(expected);
  });

  it('keeps the element that the filter matched', () => {
    expect(project({ 'pairs.$': 1 }, document, { pairs: { $elemMatch: { n: 2 } } })).toEqual({
      _id: 1,
      pairs: [{ k: 'y', n: 2 }],
    });
    expect(project({ 'pairs.$': 1, a: 1 }, document, { a: 1, 'pairs.k': 'y' })).toEqual({
      _id: 1,
      a: 1,
      pairs: [{ k: 'y', n: 2 }],
    });
    expect(project({ 'list.$': 1 }, document, { list: { $gte: 3 } })).toEqual({ _id: 1, list: [3] });
    expect(() => project({ 'list.$': 1 }, document, { a: 1 })).toThrow(expect.objectContaining({ code: 51246 }));
  });

  it('keeps the stored order of fields and shares nothing that it builds', () => {
    expect(Object.keys(project({ b: 1 }, { b: 1, _id: 2 }))).toEqual(['b', '_id']);
    expect(project({ 'b.c': 0 }, document).b).not.toBe(document.b);
    expect(document.b).toEqual({ c: 2, d: 3 });
  });

  it('refuses mixtures', () => {
    expect(() => project({ a: 1, b: 0 }, document)).toThrow(expect.objectContaining({ code: 31254 }));
    expect(() => project({ score: { $meta: 'textScore' } }, document)).toThrow(expect.objectContaining({ code: 115 }));
  });
});

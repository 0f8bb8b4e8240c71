import { Decimal128 } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloneDocument } from '../../../src/embedded-mongo/bson/clone.js';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { distinctValues } from '../../../src/embedded-mongo/query/distinct.js';
import { runPipeline, transformDocuments } from '../../../src/embedded-mongo/query/pipeline.js';
import { MemoryCollection, optionsWith } from './memory-collection.js';

/** Runs a pipeline over documents that it must leave as they are. */
function run(
  documents: Document[],
  pipeline: Document[],
  collections: Record<string, MemoryCollection> = {},
): Document[] {
  const before = cloneDocument(documents);
  const result = runPipeline(new MemoryCollection(documents), pipeline, optionsWith(collections));
  expect(documents).toEqual(before);
  return result;
}

const sales = [
  { _id: 1, item: 'abc', price: Decimal128.fromString('10'), quantity: 2, date: new Date('2014-03-01T08:00:00Z') },
  { _id: 2, item: 'jkl', price: Decimal128.fromString('20'), quantity: 1, date: new Date('2014-03-01T09:00:00Z') },
  { _id: 3, item: 'xyz', price: Decimal128.fromString('5'), quantity: 10, date: new Date('2014-03-15T09:00:00Z') },
  { _id: 4, item: 'xyz', price: Decimal128.fromString('5'), quantity: 20, date: new Date('2014-04-04T11:21:39.736Z') },
  { _id: 5, item: 'abc', price: Decimal128.fromString('10'), quantity: 10, date: new Date('2014-04-04T21:23:13.331Z') },
];

describe('$group (https://www.mongodb.com/docs/manual/reference/operator/aggregation/group/)', () => {
  it('sums Decimal128 exactly and filters groups', () => {
    const result = run(sales, [
      { $group: { _id: '$item', total: { $sum: { $multiply: ['$price', '$quantity'] } } } },
      { $match: { total: { $gte: 100 } } },
      { $sort: { _id: 1 } },
    ]);
    expect(result).toEqual([
      { _id: 'abc', total: Decimal128.fromString('120') },
      { _id: 'xyz', total: Decimal128.fromString('150') },
    ]);
  });

  it('accumulates', () => {
    const documents = [
      { _id: 1, k: 'a', n: 3 },
      { _id: 2, k: 'a', n: 1 },
      { _id: 3, k: 'b' },
      { _id: 4, n: 9 },
    ];
    const result = run(documents, [
      {
        $group: {
          _id: '$k',
          count: { $count: {} },
          sum: { $sum: '$n' },
          average: { $avg: '$n' },
          least: { $min: '$n' },
          first: { $first: '$n' },
          all: { $push: '$n' },
          top: { $top: { sortBy: { n: -1 }, output: '$_id' } },
          lowest: { $bottomN: { n: 1, sortBy: { n: -1 }, output: '$n' } },
          firstTwo: { $firstN: { n: 2, input: '$n' } },
        },
      },
    ]);
    expect(result).toEqual([
      {
        _id: 'a',
        count: 2,
        sum: 4,
        average: 2,
        least: 1,
        first: 3,
        all: [3, 1],
        top: 1,
        lowest: [1],
        firstTwo: [3, 1],
      },
      {
        _id: 'b',
        count: 1,
        sum: 0,
        average: null,
        least: null,
        first: null,
        all: [],
        top: 3,
        lowest: [null],
        firstTwo: [null],
      },
      { _id: null, count: 1, sum: 9, average: 9, least: 9, first: 9, all: [9], top: 4, lowest: [9], firstTwo: [9] },
    ]);
  });

  it('groups numbers of different types together, and null with missing', () => {
    expect(
      run(
        [{ _id: 1, v: 1 }, { _id: 2, v: Decimal128.fromString('1.0') }, { _id: 3, v: null }, { _id: 4 }],
        [{ $group: { _id: '$v', n: { $sum: 1 } } }],
      ),
    ).toEqual([
      { _id: 1, n: 2 },
      { _id: null, n: 2 },
    ]);
  });

  it('agrees with a plain loop', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ k: fc.constantFrom('a', 'b', 'c'), n: fc.integer({ min: -9, max: 9 }) })),
        (list) => {
          const documents = list.map((document, _id) => ({ _id, ...document }));
          const expected = new Map<string, number>();
          for (const { k, n } of list) expected.set(k, (expected.get(k) ?? 0) + n);
          expect(run(documents, [{ $group: { _id: '$k', n: { $sum: '$n' } } }])).toEqual(
            [...expected].map(([_id, n]) => ({ _id, n })),
          );
        },
      ),
    );
  });
});

describe('stages', () => {
  const document = { _id: 1, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }, 4], s: 'text' };
  it.each<[Document, Document[]]>([
    [{ $project: { 'a.b': 1 } }, [{ _id: 1, a: { b: 1 } }]],
    [{ $project: { a: { b: 1 }, _id: 0 } }, [{ a: { b: 1 } }]],
    [{ $project: { 'list.x': 1 } }, [{ _id: 1, list: [{ x: 1 }, { x: 3 }] }]],
    [{ $project: { 'list.x': 0, s: 0 } }, [{ _id: 1, a: { b: 1, c: 2 }, list: [{ y: 2 }, {}, 4] }]],
    [{ $project: { _id: 0, n: { $add: ['$a.b', '$a.c'] }, t: '$s', z: '$missing' } }, [{ n: 3, t: 'text' }]],
    [{ $project: { 's.x': 1 } }, [{ _id: 1 }]],
    [{ $project: { _id: 0 } }, [{ a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }, 4], s: 'text' }]],
    [
      { $addFields: { 'a.d': '$a.b', 'list.z': 0, n: 5 } },
      [{ _id: 1, a: { b: 1, c: 2, d: 1 }, list: [{ x: 1, y: 2, z: 0 }, { x: 3, z: 0 }, { z: 0 }], s: 'text', n: 5 }],
    ],
    [{ $set: { s: '$$REMOVE' } }, [{ _id: 1, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }, 4] }]],
    [{ $unset: ['list', 'a.b'] }, [{ _id: 1, a: { c: 2 }, s: 'text' }]],
    [{ $replaceRoot: { newRoot: '$a' } }, [{ b: 1, c: 2 }]],
    [{ $replaceWith: { $mergeObjects: ['$a', { k: 1 }] } }, [{ b: 1, c: 2, k: 1 }]],
    [{ $count: 'n' }, [{ n: 1 }]],
    [{ $match: { s: 'nothing' } }, []],
    [
      { $facet: { one: [{ $count: 'n' }], two: [{ $project: { s: 1 } }] } },
      [{ one: [{ n: 1 }], two: [{ _id: 1, s: 'text' }] }],
    ],
  ])('%j', (stage, expected) => {
    expect(run([document], [stage])).toEqual(expected);
  });

  it('unwinds', () => {
    const documents = [{ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3, a: 'x' }, { _id: 4, a: null }, { _id: 5 }];
    expect(run(documents, [{ $unwind: '$a' }])).toEqual([
      { _id: 1, a: 1 },
      { _id: 1, a: 2 },
      { _id: 3, a: 'x' },
    ]);
    expect(
      run(documents, [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }]),
    ).toEqual([
      { _id: 1, a: 1, i: 0 },
      { _id: 1, a: 2, i: 1 },
      { _id: 2, i: null },
      { _id: 3, a: 'x', i: null },
      { _id: 4, a: null, i: null },
      { _id: 5, i: null },
    ]);
  });

  it('sorts with missing as null, and arrays by their extreme element', () => {
    const documents = [
      { _id: 1, v: 5 },
      { _id: 2 },
      { _id: 3, v: [9, 1] },
      { _id: 4, v: null },
      { _id: 5, v: [] },
      { _id: 6, v: 'a' },
    ];
    expect(run(documents, [{ $sort: { v: 1 } }]).map(({ _id }) => _id)).toEqual([5, 2, 4, 3, 1, 6]);
    expect(run(documents, [{ $sort: { v: -1 } }]).map(({ _id }) => _id)).toEqual([6, 3, 1, 2, 4, 5]);
  });

  it('pages: skip and limit apply in their order', () => {
    const documents = Array.from({ length: 10 }, (_, _id) => ({ _id }));
    expect(run(documents, [{ $sort: { _id: -1 } }, { $limit: 5 }, { $skip: 3 }]).map(({ _id }) => _id)).toEqual([6, 5]);
    expect(run(documents, [{ $sort: { _id: -1 } }, { $skip: 3 }, { $limit: 2 }]).map(({ _id }) => _id)).toEqual([6, 5]);
    expect(run(documents, [{ $limit: 3 }, { $match: { _id: { $gt: 1 } } }]).map(({ _id }) => _id)).toEqual([2]);
    expect(run(documents, [{ $limit: 3 }, { $sort: { _id: -1 } }]).map(({ _id }) => _id)).toEqual([2, 1, 0]);
  });

  it('buckets (https://www.mongodb.com/docs/manual/reference/operator/aggregation/bucket/)', () => {
    const artists = [1868, 1887, 1864, 1845, 1847, 1909].map((year, i) => ({ _id: i, year }));
    expect(
      run(artists, [
        {
          $bucket: {
            groupBy: '$year',
            boundaries: [1840, 1850, 1860, 1870],
            default: 'Other',
            output: { count: { $sum: 1 } },
          },
        },
      ]),
    ).toEqual([
      { _id: 1840, count: 2 },
      { _id: 1860, count: 2 },
      { _id: 'Other', count: 2 },
    ]);
    expect(run(artists, [{ $bucketAuto: { groupBy: '$year', buckets: 2 } }])).toEqual([
      { _id: { min: 1845, max: 1868 }, count: 3 },
      { _id: { min: 1868, max: 1909 }, count: 3 },
    ]);
    expect(run(artists, [{ $sortByCount: { $gt: ['$year', 1850] } }])).toEqual([
      { _id: true, count: 4 },
      { _id: false, count: 2 },
    ]);
  });

  it('redacts', () => {
    const documents = [
      {
        _id: 1,
        level: 1,
        inner: { level: 5, secret: true },
        list: [
          { level: 1, v: 1 },
          { level: 9, v: 2 },
        ],
      },
    ];
    expect(run(documents, [{ $redact: { $cond: [{ $gt: ['$level', 4] }, '$$PRUNE', '$$DESCEND'] } }])).toEqual([
      { _id: 1, level: 1, list: [{ level: 1, v: 1 }] },
    ]);
  });

  it('begins with $documents', () => {
    expect(
      runPipeline(
        undefined,
        [{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }, { $match: { a: 2 } }],
        optionsWith(),
      ),
    ).toEqual([{ a: 2 }]);
  });

  it('samples without repetition', () => {
    const documents = Array.from({ length: 10 }, (_, _id) => ({ _id }));
    const sample = run(documents, [{ $sample: { size: 4 } }]).map(({ _id }) => _id);
    expect(new Set(sample).size).toBe(4);
  });
});

describe('joins', () => {
  // https://www.mongodb.com/docs/manual/reference/operator/aggregation/lookup/
  const orders = [{ _id: 1, item: 'almonds', quantity: 2 }, { _id: 2, item: 'pecans', quantity: 1 }, { _id: 3 }];
  const inventory = [
    { _id: 1, sku: 'almonds', instock: 120 },
    { _id: 2, sku: 'bread', instock: 80 },
    { _id: 3, sku: 'cashews', instock: 60 },
    { _id: 4, sku: 'pecans', instock: 70 },
    { _id: 5, sku: null },
    { _id: 6 },
  ];
  const ids = (result: Document[]) => result.map(({ found }) => (found as Document[]).map(({ _id }) => _id).sort());

  it.each([[[]], [[{ key: { sku: 1 } }]]])('looks up by equality, null with missing (indexes: %j)', (indexes) => {
    const collections = { inventory: new MemoryCollection(inventory, indexes) };
    expect(
      ids(
        run(
          orders,
          [{ $lookup: { from: 'inventory', localField: 'item', foreignField: 'sku', as: 'found' } }],
          collections,
        ),
      ),
    ).toEqual([[1], [4], [5, 6]]);
    expect(
      ids(
        run(
          [{ _id: 1, item: ['bread', 'pecans'] }],
          [{ $lookup: { from: 'inventory', localField: 'item', foreignField: 'sku', as: 'found' } }],
          collections,
        ),
      ),
    ).toEqual([[2, 4]]);
    expect(
      ids(
        run(
          orders,
          [
            {
              $lookup: {
                from: 'inventory',
                localField: 'item',
                foreignField: 'sku',
                pipeline: [{ $match: { instock: { $gt: 100 } } }],
                as: 'found',
              },
            },
          ],
          collections,
        ),
      ),
    ).toEqual([[1], [], []]);
  });

  it('looks up by a pipeline with variables', () => {
    const stage = {
      $lookup: {
        from: 'inventory',
        let: { wanted: '$quantity' },
        pipeline: [{ $match: { $expr: { $gte: ['$instock', { $multiply: ['$$wanted', 60] }] } } }],
        as: 'found',
      },
    };
    expect(ids(run(orders.slice(0, 2), [stage], { inventory: new MemoryCollection(inventory) }))).toEqual([
      [1],
      [1, 2, 3, 4],
    ]);
  });

  it('gives nothing for a collection that is not there', () => {
    expect(
      run(orders.slice(0, 1), [{ $lookup: { from: 'nowhere', localField: 'item', foreignField: 'sku', as: 'found' } }]),
    ).toEqual([{ ...orders[0], found: [] }]);
    expect(run(orders, [{ $unionWith: 'nowhere' }])).toEqual(orders);
  });

  it('unites', () => {
    const result = run(
      orders,
      [
        {
          $unionWith: { coll: 'inventory', pipeline: [{ $match: { instock: { $lt: 75 } } }, { $project: { sku: 1 } }] },
        },
      ],
      { inventory: new MemoryCollection(inventory) },
    );
    expect(result).toEqual([...orders, { _id: 3, sku: 'cashews' }, { _id: 4, sku: 'pecans' }]);
  });

  it('follows a graph (https://www.mongodb.com/docs/manual/reference/operator/aggregation/graphLookup/)', () => {
    const employees = [
      { _id: 1, name: 'Dev' },
      { _id: 2, name: 'Eliot', reportsTo: 'Dev' },
      { _id: 3, name: 'Ron', reportsTo: 'Eliot' },
      { _id: 4, name: 'Andrew', reportsTo: 'Eliot' },
      { _id: 5, name: 'Asya', reportsTo: 'Ron' },
      { _id: 6, name: 'Dan', reportsTo: 'Andrew' },
    ];
    const stage = {
      $graphLookup: {
        from: 'employees',
        startWith: '$reportsTo',
        connectFromField: 'reportsTo',
        connectToField: 'name',
        as: 'found',
        depthField: 'depth',
      },
    };
    const [asya] = run(employees.slice(4, 5), [stage], { employees: new MemoryCollection(employees) });
    expect(asya?.found).toEqual([
      { _id: 3, name: 'Ron', reportsTo: 'Eliot', depth: 0 },
      { _id: 2, name: 'Eliot', reportsTo: 'Dev', depth: 1 },
      { _id: 1, name: 'Dev', depth: 2 },
    ]);
  });

  it('joins as a nested loop does', () => {
    const keys = fc.constantFrom<unknown>(null, 1, 2, 'a', [1, 'a'], []);
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 8 }), fc.array(keys, { maxLength: 8 }), (local, foreign) => {
        const locals = local.map((k, _id) => ({ _id, k }));
        const foreigns = foreign.map((k, _id) => ({ _id, k }));
        const stage = { $lookup: { from: 'f', localField: 'k', foreignField: 'k', as: 'found' } };
        const indexed = ids(run(locals, [stage], { f: new MemoryCollection(foreigns, [{ key: { k: 1 } }]) }));
        const valuesOf = (k: unknown): unknown[] => (Array.isArray(k) ? (k.length > 0 ? k : [null]) : [k]);
        const holds = (k: unknown, value: unknown) => (Array.isArray(k) ? k.includes(value) : k === value);
        const expected = locals.map(({ k }) =>
          foreigns.filter((document) => valuesOf(k).some((value) => holds(document.k, value))).map(({ _id }) => _id),
        );
        expect(indexed).toEqual(expected);
        expect(ids(run(locals, [stage], { f: new MemoryCollection(foreigns) }))).toEqual(expected);
      }),
    );
  });
});

describe('$setWindowFields', () => {
  const cakes = [
    { _id: 0, type: 'chocolate', state: 'CA', quantity: 120 },
    { _id: 1, type: 'chocolate', state: 'WA', quantity: 140 },
    { _id: 2, type: 'vanilla', state: 'CA', quantity: 145 },
    { _id: 3, type: 'vanilla', state: 'WA', quantity: 104 },
    { _id: 4, type: 'strawberry', state: 'CA', quantity: 41 },
    { _id: 5, type: 'strawberry', state: 'WA', quantity: 104 },
  ];
  it('ranks and accumulates over windows', () => {
    const stage = {
      $setWindowFields: {
        partitionBy: '$state',
        sortBy: { quantity: -1 },
        output: {
          rank: { $rank: {} },
          running: { $sum: '$quantity', window: { documents: ['unbounded', 'current'] } },
          next: { $shift: { output: '$type', by: 1, default: 'none' } },
        },
      },
    };
    expect(run(cakes, [stage]).map(({ _id, rank, running, next }) => [_id, rank, running, next])).toEqual([
      [2, 1, 145, 'chocolate'],
      [0, 2, 265, 'strawberry'],
      [4, 3, 306, 'none'],
      [1, 1, 140, 'vanilla'],
      [3, 2, 244, 'strawberry'],
      [5, 2, 348, 'none'],
    ]);
  });
  it('takes ranges of values', () => {
    const stage = {
      $setWindowFields: { sortBy: { quantity: 1 }, output: { n: { $sum: 1, window: { range: [-20, 0] } } } },
    };
    expect(run(cakes, [stage]).map(({ quantity, n }) => [quantity, n])).toEqual([
      [41, 1],
      [104, 2],
      [104, 2],
      [120, 3],
      [140, 2],
      [145, 2],
    ]);
  });
});

describe('refusals', () => {
  it.each<[Document[], number, string]>([
    [[{ $nope: 1 }], 40324, '$nope'],
    [[{ $match: {}, $sort: { a: 1 } }], 40323, 'exactly one field'],
    [[{ $densify: {} }], 115, '$densify'],
    [[{ $limit: 0 }], 15958, 'positive'],
    [[{ $match: { $where: 'x' } }], 115, '$where'],
    [[{ $group: { _id: null, x: { $nope: 1 } } }], 15952, '$nope'],
    [[{ $group: { x: { $sum: 1 } } }], 15955, '_id'],
    [[{ $group: { _id: null, x: { $accumulator: {} } } }], 115, '$accumulator'],
    [[{ $lookup: { from: 'x', as: 'y', pipeline: [{ $nope: 1 }] } }], 40324, '$nope'],
    [[{ $unionWith: { coll: 'x', pipeline: [{ $nope: 1 }] } }], 40324, '$nope'],
    [[{ $facet: { a: [{ $facet: {} }] } }], 40600, '$facet'],
    [[{ $project: { a: 1, b: 0 } }], 31254, 'exclusion'],
    [[{ $project: { a: 1, 'a.b': 1 } }], 31249, 'collision'],
    [[{ $unwind: 'a' }], 28818, '$'],
    [[{ $sort: { a: 2 } }], 15975, '$sort'],
    [[{ $match: {} }, { $geoNear: {} }], 40602, '$geoNear'],
    [[{ $lookup: { from: 'x', as: 'y', localField: 'a', foreignField: 'b', hint: 1 } }], 9, 'hint'],
  ])('%j', (pipeline, code, text) => {
    expect(() => runPipeline(new MemoryCollection(), pipeline, optionsWith())).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });
});

describe('other entries', () => {
  it('transforms given documents', () => {
    expect(
      transformDocuments([{ a: 1 }, { a: 2 }], [{ $match: { a: 2 } }, { $set: { b: '$a' } }], optionsWith()),
    ).toEqual([{ a: 2, b: 2 }]);
  });
  it('lists distinct values', () => {
    const documents = [
      { a: [1, 2] },
      { a: 1 },
      { a: Decimal128.fromString('2.0') },
      { a: null },
      {},
      { a: [{ b: 1 }] },
    ];
    expect(distinctValues(documents, 'a', optionsWith())).toEqual([1, 2, null, { b: 1 }]);
    expect(distinctValues([{ a: [{ b: 'x' }, { b: 'y' }] }], 'a.b', optionsWith())).toEqual(['x', 'y']);
  });
});

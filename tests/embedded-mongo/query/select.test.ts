import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { compileFilter } from '../../../src/embedded-mongo/query/filter.js';
import { runPipeline } from '../../../src/embedded-mongo/query/pipeline.js';
import { explainSelection, selectDocuments } from '../../../src/embedded-mongo/query/select.js';
import { MemoryCollection, optionsWith } from './memory-collection.js';

const scalar = fc.constantFrom<unknown>(null, 0, 1, 1, 2, 2, 'a');
const fieldValue = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const documentsOf = (value: fc.Arbitrary<unknown>) =>
  fc
    .array(
      fc.record(
        { a: value, b: value, c: scalar, nested: fc.record({ x: value }) },
        { requiredKeys: ['a', 'c', 'nested'] },
      ),
      { minLength: 5, maxLength: 40, size: 'max' },
    )
    .map((list) => list.map((document, _id) => ({ _id, ...document })));
const number = fc.nat(3);
const condition = fc.oneof(
  scalar,
  fc.tuple(number, number).map(([low, high]) => ({ $gte: low, $lte: high })),
  number.map((low) => ({ $gt: low - 1 })),
  fc.uniqueArray(scalar, { minLength: 3, maxLength: 5 }).map((values) => ({ $in: values })),
  scalar.map((value) => ({ $gt: value })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(scalar, { maxLength: 4 }).map((values) => ({ $in: values })),
  scalar.map((value) => ({ $ne: value })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  fc.array(scalar, { maxLength: 2 }),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $elemMatch: { $gte: low, $lte: high } })),
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map((values) => ({ $all: values })),
);
const simpleFilter: fc.Arbitrary<Document> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'nested.x', '_id'),
  condition,
  {
    minKeys: 1,
    maxKeys: 2,
  },
);
const filterOf: fc.Arbitrary<Document> = fc.oneof(
  simpleFilter,
  fc
    .tuple(simpleFilter, fc.array(simpleFilter, { minLength: 1, maxLength: 3 }))
    .map(([base, branches]) => ({ ...base, $or: branches })),
  fc.array(simpleFilter, { minLength: 1, maxLength: 3 }).map((clauses) => ({ $and: clauses })),
);
const direction = fc.constantFrom(1, -1);
const sortOf = fc.option(
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'nested.x'), { maxLength: 2 })
    .chain((names) =>
      fc
        .tuple(...names.map(() => direction), direction)
        .map((directions) => Object.fromEntries([...names, '_id'].map((name, i) => [name, directions[i]]))),
    ),
  { nil: undefined },
);
const indexesOf = fc.array(
  fc
    .uniqueArray(fc.constantFrom('a', 'a', 'b', 'c', 'c', 'nested.x', '_id'), { minLength: 1, maxLength: 3 })
    .chain((names) =>
      fc
        .record({
          directions: fc.tuple(...names.map(() => direction)),
          sparse: fc.boolean(),
          partial: fc.constantFrom(undefined, { c: { $exists: true } }, { c: { $gte: 1 } }),
        })
        .map(({ directions, sparse, partial }) => ({
          key: Object.fromEntries(names.map((name, i) => [name, directions[i]])),
          ...(partial ? { partialFilterExpression: partial } : sparse ? { sparse } : {}),
        })),
    ),
  { minLength: 1, maxLength: 4 },
);

/** Two arrays in one compound index can't be indexed; such a set of indexes is left out. */
function collectionWith(documents: Document[], indexes: Document[]): MemoryCollection {
  const collection = new MemoryCollection(documents);
  indexes.forEach((index, i) => {
    try {
      collection.indexes.create({ v: 2, name: `index_${i}`, key: {}, ...index }, documents);
    } catch (error) {
      expect([171, 85, 86]).toContain((error as { code: number }).code);
    }
  });
  return collection;
}

describe('the planner', () => {
  it('finds what a scan finds, in the same order', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((arrays) => documentsOf(arrays ? fieldValue : scalar)),
        filterOf,
        sortOf,
        indexesOf,
        fc.nat(2),
        fc.nat(6),
        (documents, filter, sort, indexes, skip, limit) => {
          const indexed = collectionWith(documents, indexes);
          indexed.pretendedSize = 1_000_000;
          const plain = new MemoryCollection(documents);
          plain.indexesUsable = false;
          const selection = { filter, ...(sort && { sort, skip, limit }) };
          const found = selectDocuments(indexed, selection, optionsWith());
          const expected = selectDocuments(plain, selection, optionsWith());
          if (sort) expect(found).toEqual(expected);
          else expect(new Set(found)).toEqual(new Set(documents.filter(compileFilter(filter, optionsWith()))));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('does not take the order of an index in which arrays stand under each of their elements', () => {
    fc.assert(
      fc.property(
        documentsOf(fieldValue),
        number,
        direction,
        fc.integer({ min: 1, max: 10 }),
        (documents, least, way, limit) => {
          const indexed = new MemoryCollection(documents, [{ key: { a: 1, _id: 1 } }]);
          indexed.pretendedSize = 1_000_000;
          const selection = { filter: { a: { $gte: least } }, sort: { a: way, _id: way }, limit };
          expect(selectDocuments(indexed, selection, optionsWith())).toEqual(
            selectDocuments(new MemoryCollection(documents), selection, optionsWith()),
          );
        },
      ),
    );
  });

  it('keeps finding the same after inserts and removals', () => {
    fc.assert(
      fc.property(
        documentsOf(scalar),
        fc.array(fc.nat(40), { maxLength: 20 }),
        filterOf,
        (documents, removed, filter) => {
          const collection = new MemoryCollection([], [{ key: { a: 1, b: -1 } }, { key: { c: 1 } }]);
          for (const document of documents) collection.insert(document);
          for (const id of removed) collection.remove(id);
          const left = documents.filter(({ _id }) => !removed.includes(_id));
          expect(new Set(selectDocuments(collection, { filter }, optionsWith()))).toEqual(
            new Set(left.filter(compileFilter(filter, optionsWith()))),
          );
        },
      ),
    );
  });
});

const COUNTRIES = ['AE', 'BR', 'DE', 'FR', 'ID', 'MX', 'NO', 'TH', 'TR', 'ZA'];
const stations = Array.from({ length: 5000 }, (_, i) => ({
  _id: i,
  country: COUNTRIES[i % 10],
  sortKey: `k${(i * 7919) % 1000}`,
  power: i % 7,
}));

describe('the cost of a query, in documents read', () => {
  const collection = new MemoryCollection(stations, [{ key: { country: 1, sortKey: 1, _id: 1 } }]);
  const options = optionsWith({ stations: collection });
  const readsOf = (run: () => unknown) => {
    collection.reads = 0;
    run();
    return collection.reads;
  };

  it('reads a page of each branch of one aggregate and no more', () => {
    const branch = (country: string) => [{ $match: { country } }, { $sort: { sortKey: 1, _id: 1 } }, { $limit: 6 }];
    const pipeline = [
      ...branch('AE'),
      ...COUNTRIES.slice(1).map((country) => ({ $unionWith: { coll: 'stations', pipeline: branch(country) } })),
    ];
    let result: Document[] = [];
    expect(readsOf(() => (result = runPipeline(collection, pipeline, options)))).toBe(60);
    const expected = COUNTRIES.flatMap((country) =>
      stations
        .filter((station) => station.country === country)
        .sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : a._id - b._id))
        .slice(0, 6),
    );
    expect(result).toEqual(expected);
  });

  it('reads a keyset page from its cursor on, even when many share the sort key', () => {
    const many = new MemoryCollection(
      stations.map((station) => ({ ...station, sortKey: 'same' })),
      [{ key: { country: 1, sortKey: 1, _id: 1 } }],
    );
    const filter = { country: 'DE', $or: [{ sortKey: { $gt: 'same' } }, { sortKey: 'same', _id: { $gt: 4002 } }] };
    const page = selectDocuments(many, { filter, sort: { sortKey: 1, _id: 1 }, limit: 5 }, options);
    expect(page.map(({ _id }) => _id)).toEqual([4012, 4022, 4032, 4042, 4052]);
    expect(many.reads).toBe(5);
  });

  it('merges the branches of $in on the prefix', () => {
    expect(
      readsOf(() =>
        selectDocuments(
          collection,
          { filter: { country: { $in: ['DE', 'FR', 'NO'] } }, sort: { sortKey: 1, _id: 1 }, limit: 10 },
          options,
        ),
      ),
    ).toBe(10);
  });

  it('reads an index backwards', () => {
    expect(
      readsOf(() =>
        selectDocuments(collection, { filter: { country: 'DE' }, sort: { sortKey: -1, _id: -1 }, limit: 4 }, options),
      ),
    ).toBe(4);
  });

  it('reads documents by _id directly', () => {
    expect(readsOf(() => selectDocuments(collection, { filter: { _id: { $in: [5, 4999, 70_000] } } }, options))).toBe(
      3,
    );
  });

  it('joins through the index of the foreign field', () => {
    const countries = new MemoryCollection(COUNTRIES.map((_id) => ({ _id })));
    const joined = new MemoryCollection(stations.slice(0, 100), [{ key: { country: 1 } }]);
    const result = runPipeline(
      countries,
      [
        { $match: { _id: 'DE' } },
        { $lookup: { from: 'stations', localField: '_id', foreignField: 'country', as: 'stations' } },
      ],
      optionsWith({ stations: joined }),
    );
    expect(
      (result as { stations: Document[] }[])
        .flatMap(({ stations: found }) => found)
        .map(({ _id }) => Number(_id))
        .sort((a, b) => a - b),
    ).toEqual([2, 12, 22, 32, 42, 52, 62, 72, 82, 92]);
    expect(joined.reads).toBe(10);
  });

  it('explains', () => {
    const explained = explainSelection(
      collection,
      { filter: { country: 'DE' }, sort: { sortKey: 1 }, limit: 3 },
      options,
    );
    expect(explained).toMatchObject({
      winningPlan: { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'index_0', direction: 'forward' } },
      nReturned: 3,
      totalDocsExamined: 3,
    });
    expect(explainSelection(collection, { filter: { power: 3 } }, options)).toMatchObject({
      winningPlan: { stage: 'COLLSCAN' },
      totalDocsExamined: 5000,
    });
    expect(explainSelection(collection, { filter: { _id: 3 } }, options)).toMatchObject({
      winningPlan: { stage: 'IDHACK' },
      totalDocsExamined: 1,
    });
  });
});

describe('hints', () => {
  const collection = new MemoryCollection(stations.slice(0, 50), [{ key: { power: 1 } }]);
  it('uses the named index, and refuses one that is not there', () => {
    expect(
      explainSelection(collection, { filter: { country: 'DE' }, hint: { power: 1 } }, optionsWith()),
    ).toMatchObject({ winningPlan: { inputStage: { indexName: 'index_0' } }, nReturned: 5 });
    expect(() => selectDocuments(collection, { hint: 'nope' }, optionsWith())).toThrow(
      expect.objectContaining({ code: 2 }),
    );
  });
  it('reads in natural order', () => {
    expect(
      selectDocuments(collection, { sort: { $natural: -1 }, limit: 2 }, optionsWith()).map(({ _id }) => _id),
    ).toEqual([49, 48]);
  });
});

describe('collation', () => {
  const words = ['b', 'A', 'a', 'B', 'ä'].map((word, _id) => ({ _id, word }));
  it('sorts by the collation, with and without an index of the same one', () => {
    const collation = { locale: 'de' };
    const expected = ['a', 'A', 'ä', 'b', 'B'];
    const indexed = new MemoryCollection(words, [{ key: { word: 1 }, collation }]);
    expect(
      selectDocuments(indexed, { sort: { word: 1 } }, optionsWith({}, { collation })).map(({ word }) => word),
    ).toEqual(expected);
    expect(
      selectDocuments(new MemoryCollection(words), { sort: { word: 1 } }, optionsWith({}, { collation })).map(
        ({ word }) => word,
      ),
    ).toEqual(expected);
    expect(explainSelection(indexed, { filter: { word: 'a' } }, optionsWith())).toMatchObject({
      winningPlan: { stage: 'COLLSCAN' },
      nReturned: 1,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { compareBson } from '../../../src/embedded-mongo/bson/order.js';
import { CollectionIndexes, type IndexSpecification } from '../../../src/embedded-mongo/index/collection-indexes.js';
import { GeoIndex } from '../../../src/embedded-mongo/index/geo-index.js';
import { contains, intersect, pointInterval, typeInterval, unite } from '../../../src/embedded-mongo/index/interval.js';
import { indexKeys } from '../../../src/embedded-mongo/index/key-values.js';
import { type IndexEntry, OrderedIndex } from '../../../src/embedded-mongo/index/ordered-index.js';
import { valueOrder } from '../../../src/embedded-mongo/query/collation.js';
import { type Geometry, storedGeometry } from '../../../src/embedded-mongo/query/geo/geometry.js';

const simple = valueOrder(undefined);
const specification = (key: Document, more: Partial<IndexSpecification> = {}): IndexSpecification => ({
  v: 2,
  key,
  name: Object.entries(key).flat().join('_'),
  ...more,
});
const everything = { low: { prefix: [], edge: -1 }, high: { prefix: [], edge: 1 } } as const;

describe('OrderedIndex', () => {
  it('keeps its order and its ranges through any inserts and removals', () => {
    const number = fc.integer({ min: 0, max: 20 });
    const change = fc.record({ a: number, b: number, isRemoval: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 3000, size: 'max' }),
        fc.constantFrom<(1 | -1)[]>([1, 1], [1, -1], [-1, 1]),
        number,
        number,
        (changes, directions, prefix, low) => {
          const index = new OrderedIndex(directions, simple);
          const expected = new Map<string, IndexEntry>();
          for (const { a, b, isRemoval } of changes) {
            const entry = { values: [a, b], key: `${a}/${b}` };
            if (isRemoval) index.remove(entry);
            else index.add(entry);
            if (isRemoval) expected.delete(entry.key);
            else expected.set(entry.key, entry);
          }
          const ordered = [...expected.values()].sort((x, y) =>
            directions.reduce((order, direction, i) => order || compareBson(x.values[i], y.values[i]) * direction, 0),
          );
          expect([...index.between(everything.low, everything.high)]).toEqual(ordered);
          expect(index.size).toBe(ordered.length);
          expect([...index.between(everything.low, everything.high, true)]).toEqual(ordered.reverse());
          const cut = { value: low, wholeType: false, edge: -1 } as const;
          const [first, last] =
            directions[1] === 1
              ? [
                  { prefix: [prefix], cut, edge: -1 as const },
                  { prefix: [prefix], edge: 1 as const },
                ]
              : [
                  { prefix: [prefix], edge: -1 as const },
                  { prefix: [prefix], cut, edge: 1 as const },
                ];
          const range = [...index.between(first, last)].map(({ values }) => values[1]);
          expect(new Set(range)).toEqual(
            new Set(
              ordered
                .filter(({ values }) => values[0] === prefix && Number(values[1]) >= low)
                .map(({ values }) => values[1]),
            ),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps its order however reads, single writes and floods of writes follow each other', () => {
    const index = new OrderedIndex([1], simple);
    const expected = new Map<string, number>();
    let next = 0;
    const read = () => [...index.between(everything.low, everything.high)].map(({ values, key }) => [values[0], key]);
    const sorted = () =>
      [...expected].map(([key, value]) => [value, key] as const).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    for (const flood of [5, 10_000, 1, 30, 9_000, 700, 3, 5_000]) {
      for (let i = 0; i < flood; i++, next++) {
        const entry = { values: [(next * 7919) % 4_001], key: `k${next}` };
        index.add(entry);
        // The same entry again is no second one.
        if (i % 3 === 0) index.add({ ...entry });
        expected.set(entry.key, entry.values[0] ?? 0);
        if (flood >= 9_000 || i % 11 !== 0) continue;
        const removed = `k${Math.floor(next / 2)}`;
        index.remove({ values: [expected.get(removed)], key: removed });
        expected.delete(removed);
      }
      expect(index.size).toBe(expected.size);
      expect(read()).toEqual(sorted());
    }
  });

  it('is the same when it is loaded at once', () => {
    const entries = Array.from({ length: 3000 }, (_, i) => ({ values: [(i * 7919) % 1000], key: `k${i}` }));
    const [loaded, inserted] = [new OrderedIndex([1], simple), new OrderedIndex([1], simple)];
    for (const entry of entries) inserted.add(entry);
    loaded.load([...entries]);
    expect([...loaded.between(everything.low, everything.high)]).toEqual([
      ...inserted.between(everything.low, everything.high),
    ]);
    const range = [
      { prefix: [100], edge: -1 },
      { prefix: [300], edge: 1 },
    ] as const;
    expect(Math.abs(loaded.estimate(...range) - 603)).toBeLessThan(300);
  });
});

describe('the R-trees of a GeoIndex', () => {
  it('finds what is there, however reads, single writes and floods of writes follow each other', () => {
    const index = new GeoIndex();
    const places = new Map<string, [number, number]>();
    const geometryOf = ([x, y]: [number, number]) => storedGeometry({ type: 'Point', coordinates: [x, y] }) as Geometry;
    const box = { minX: -20, maxX: 35, minY: 10, maxY: 30 };
    let next = 0;
    for (const flood of [3, 9_000, 40, 1, 12_000, 900, 5]) {
      for (let i = 0; i < flood; i++, next++) {
        const place: [number, number] = [
          ((next * 7919) % 360) - 180 + (next % 97) / 100,
          ((next * 104_729) % 170) - 85,
        ];
        index.add('', geometryOf(place), `k${next}`);
        places.set(`k${next}`, place);
        if (flood >= 9_000 || i % 17 !== 0) continue;
        const removed = `k${Math.floor(next / 2)}`;
        const known = places.get(removed);
        if (known) index.remove('', geometryOf(known), removed);
        places.delete(removed);
      }
      const inBox = [...places].filter(([, [x, y]]) => x >= -20 && x <= 35 && y >= 10 && y <= 30).map(([key]) => key);
      expect([...index.search([box], undefined)].sort()).toEqual(inBox.sort());
      expect([...index.nearest(0, 0, undefined)].map(({ key }) => key).sort()).toEqual([...places.keys()].sort());
    }
  });
});

describe('indexKeys', () => {
  const keys = (document: Document, ...paths: string[]) =>
    indexKeys(
      document,
      paths.map((path) => path.split('.')),
    ).tuples;
  it.each<[Document, string[], unknown[][]]>([
    [{ a: 1, b: 2 }, ['a', 'b'], [[1, 2]]],
    [{}, ['a'], [[null]]],
    [{ a: [] }, ['a'], [[undefined]]],
    [{ a: [1, 2] }, ['a'], [[1], [2]]],
    [{ a: [[1, 2]] }, ['a'], [[[1, 2]]]],
    [
      { a: [1, 2], b: 3 },
      ['b', 'a'],
      [
        [3, 1],
        [3, 2],
      ],
    ],
    [
      { a: [{ b: 1, c: 2 }, { b: 3 }] },
      ['a.b', 'a.c'],
      [
        [1, 2],
        [3, null],
      ],
    ],
    [{ a: [{ b: [1, 2] }] }, ['a.b'], [[1], [2]]],
    [{ a: [5] }, ['a.b'], [[null]]],
    [{ a: ['x', 'y'] }, ['a.1'], [['y']]],
    [{ a: 5 }, ['a.b'], [[null]]],
  ])('%j on %j', (document, paths, expected) => {
    expect(keys(document, ...paths)).toEqual(expected);
  });
  it('refuses parallel arrays', () => {
    expect(() => keys({ a: [1], b: [2] }, 'a', 'b')).toThrow(expect.objectContaining({ code: 171 }));
  });
});

describe('intervals', () => {
  const range = (low: number, high: number) =>
    ({ low: { value: low, wholeType: false, edge: -1 }, high: { value: high, wholeType: false, edge: 1 } }) as const;
  it('intersect, unite and contain', () => {
    expect(intersect([range(1, 5)], [range(3, 9)], simple)).toEqual([range(3, 5)]);
    expect(intersect([range(1, 2)], [range(3, 4)], simple)).toEqual([]);
    expect(intersect([typeInterval(0)], [pointInterval(5), pointInterval('a')], simple)).toEqual([pointInterval(5)]);
    expect(unite([range(4, 6), range(1, 5)], simple)).toEqual([range(1, 6)]);
    expect(unite([pointInterval('b'), pointInterval('a')], simple)).toEqual([pointInterval('a'), pointInterval('b')]);
    expect(contains([typeInterval(0)], [range(1, 2)], simple)).toBe(true);
    expect(contains([range(1, 2)], [range(1, 3)], simple)).toBe(false);
  });
});

describe('CollectionIndexes', () => {
  const people = [
    { _id: 1, mail: 'a@x', team: 1 },
    { _id: 2, mail: 'b@x', team: 1 },
    { _id: 3, team: 2 },
  ];

  it('lists, finds and drops', () => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ team: 1 }), people);
    expect(indexes.list().map(({ name }) => name)).toEqual(['_id_', 'team_1']);
    expect(indexes.find({ team: 1 })?.name).toBe('team_1');
    expect(indexes.find({ team: -1 })).toBeUndefined();
    indexes.create(specification({ team: 1 }), people);
    expect(indexes.list()).toHaveLength(2);
    indexes.drop('team_1');
    expect(indexes.find('team_1')).toBeUndefined();
    expect(() => indexes.drop('team_1')).toThrow(expect.objectContaining({ code: 27 }));
    expect(() => indexes.drop('_id_')).toThrow(expect.objectContaining({ code: 72 }));
  });

  it.each<[Partial<IndexSpecification>, number]>([
    [{ key: { team: -1 }, name: 'team_1' }, 86],
    [{ key: { team: 1 }, name: 'team_1', unique: true }, 86],
    [{ key: { team: 1 }, name: 'other' }, 85],
    [{ key: { team: 1 }, name: 'other', sparse: true }, 85],
    [{ key: {} }, 67],
    [{ key: { a: 'text' } }, 67],
    [{ key: { a: '2d' } }, 67],
    [{ key: { '$**': 1 } }, 67],
    [{ key: { a: 0 } }, 67],
    [{ key: { a: 'nonsense' } }, 67],
    [{ key: { 'a.': 1 } }, 67],
    [{ key: { a: 1 }, wildcardProjection: {} }, 197],
    [{ key: { a: 1, b: 1 }, expireAfterSeconds: 5 }, 67],
    [{ key: { a: 1 }, expireAfterSeconds: -5 }, 67],
    [{ key: { a: 1 }, partialFilterExpression: { a: { $nope: 1 } } }, 2],
    [{ key: { a: 1 }, collation: { locale: 'xx-nonsense-locale' } }, 2],
  ])('refuses %j beside an index on team', (wanted, code) => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ team: 1 }), people);
    expect(() => indexes.create(specification(wanted.key ?? {}, { name: 'wanted', ...wanted }), people)).toThrow(
      expect.objectContaining({ code }),
    );
    expect(indexes.list()).toHaveLength(2);
  });

  it('finds duplicates of a unique index, a missing field being null', () => {
    const indexes = new CollectionIndexes();
    indexes.rebuild(people);
    indexes.create(specification({ mail: 1 }, { unique: true }), people);
    expect(indexes.duplicateOf({ _id: 9, mail: 'a@x' })).toMatchObject({
      index: { name: 'mail_1' },
      keyValue: { mail: 'a@x' },
    });
    expect(indexes.duplicateOf({ _id: 9 })).toMatchObject({ keyValue: { mail: null } });
    expect(indexes.duplicateOf({ _id: 1, mail: 'a@x' })).toBeUndefined();
    expect(indexes.duplicateOf({ _id: 9, mail: 'c@x' })).toBeUndefined();
    // A transaction that has deleted or changed the other document sees no duplicate.
    expect(indexes.duplicateOf({ _id: 9, mail: 'a@x' }, () => undefined)).toBeUndefined();
    expect(indexes.duplicateOf({ _id: 9, mail: 'a@x' }, () => ({ _id: 1, mail: 'new@x' }))).toBeUndefined();
  });

  it('leaves out what sparse and partial indexes leave out', () => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ mail: 1 }, { unique: true, sparse: true }), []);
    indexes.create(specification({ team: 1 }, { unique: true, partialFilterExpression: { active: true } }), []);
    for (const person of people) indexes.add(person);
    expect(indexes.duplicateOf({ _id: 9 })).toBeUndefined();
    expect(indexes.duplicateOf({ _id: 9, team: 1, active: true })).toBeUndefined();
    indexes.add({ _id: 4, team: 7, active: true });
    expect(indexes.duplicateOf({ _id: 9, team: 7, active: true })).toMatchObject({ keyValue: { team: 7 } });
    expect(indexes.duplicateOf({ _id: 9, team: 7 })).toBeUndefined();
  });

  it('compares texts of a unique index by its collation, elements of arrays one by one', () => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ tags: 1 }, { unique: true, collation: { locale: 'en', strength: 2 } }), []);
    indexes.add({ _id: 1, tags: ['Red', 'RED'] });
    expect(indexes.duplicateOf({ _id: 2, tags: ['blue', 'red'] })).toBeDefined();
    indexes.remove({ _id: 1, tags: ['Red', 'RED'] });
    expect(indexes.duplicateOf({ _id: 2, tags: ['blue', 'red'] })).toBeUndefined();
  });

  it('refuses a unique index over existing duplicates', () => {
    const indexes = new CollectionIndexes();
    expect(() => indexes.create(specification({ team: 1 }, { unique: true }), people)).toThrow(
      expect.objectContaining({ code: 11000, extra: { keyPattern: { team: 1 }, keyValue: { team: 1 } } }),
    );
    expect(indexes.list()).toHaveLength(1);
  });

  it('adds a document to all indexes or to none', () => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ team: 1 }, { unique: true }), []);
    indexes.create(specification({ a: 1, b: 1 }), []);
    expect(() => indexes.add({ _id: 1, team: 5, a: [1], b: [1] })).toThrow(expect.objectContaining({ code: 171 }));
    expect(indexes.duplicateOf({ _id: 2, team: 5 })).toBeUndefined();
  });
});

describe('a GeoIndex', () => {
  const pointsOf = (...positions: number[][]) => positions.map((coordinates) => ({ type: 'Point', coordinates }));
  const everywhere = [{ minX: -180, minY: -90, maxX: 180, maxY: 90 }];

  it('forgets every geometry of a removed document, and is replaced by a load', () => {
    const indexes = new CollectionIndexes();
    indexes.create(specification({ places: '2dsphere' }), []);
    const document = { _id: 1, places: pointsOf([0, 0], [0.001, 0], [50, 50], [-170, 10]) };
    const other = { _id: 2, places: pointsOf([0, 0.001]) };
    indexes.add(document);
    indexes.add(other);
    const geo = indexes.findIndex('places_2dsphere')?.geo;
    expect(geo?.search(everywhere, undefined)).toEqual(new Set(['n1', 'n2']));
    indexes.remove(document);
    expect(geo?.search(everywhere, undefined)).toEqual(new Set(['n2']));
    indexes.rebuild([document]);
    expect(geo?.search(everywhere, undefined)).toEqual(new Set(['n1']));
    expect([...(geo?.nearest(0, 0, undefined) ?? [])].map(({ key }) => key)).toEqual(['n1']);
  });
});

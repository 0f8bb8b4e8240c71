import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/embedded-mongo/bson/document.js';
import { compileFilter } from '../../../src/embedded-mongo/query/filter.js';
import { angleToBox, boxesAround } from '../../../src/embedded-mongo/query/geo/boxes.js';
import { parseGeometry } from '../../../src/embedded-mongo/query/geo/geometry.js';
import { angleToGeometry } from '../../../src/embedded-mongo/query/geo/relations.js';
import { angleBetween, EARTH_RADIUS_METRES, vectorOf } from '../../../src/embedded-mongo/query/geo/vector.js';
import { runPipeline } from '../../../src/embedded-mongo/query/pipeline.js';
import { explainSelection, selectDocuments } from '../../../src/embedded-mongo/query/select.js';
import { MemoryCollection, optionsWith } from './memory-collection.js';

const point = (longitude: number, latitude: number) => ({ type: 'Point', coordinates: [longitude, latitude] });
const polygon = (...rings: number[][][]) => ({ type: 'Polygon', coordinates: rings });
const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const matches = (filter: Document, where: unknown) => compileFilter({ where: filter }, optionsWith())({ where });
const within = (area: Document, where: unknown) => matches({ $geoWithin: { $geometry: area } }, where);
const intersects = (area: Document, where: unknown) => matches({ $geoIntersects: { $geometry: area } }, where);

describe('distances', () => {
  it.each([
    // Quarter of a great circle.
    [0, 0, 90, 0, (Math.PI / 2) * EARTH_RADIUS_METRES],
    [0, 0, 0, 90, (Math.PI / 2) * EARTH_RADIUS_METRES],
    [179, 0, -179, 0, (Math.PI / 90) * EARTH_RADIUS_METRES],
    // Berlin to Paris: 877.5 km on a sphere of 6371.0 km, here on MongoDB's of 6378.1 km.
    [13.405, 52.52, 2.3522, 48.8566, 878_400],
  ])('from %f %f to %f %f', (aLongitude, aLatitude, bLongitude, bLatitude, metres) => {
    const angle = angleBetween(vectorOf(aLongitude, aLatitude), vectorOf(bLongitude, bLatitude));
    expect(Math.abs(angle * EARTH_RADIUS_METRES - metres)).toBeLessThan(500);
  });

  it('is measured to the nearest point of a line and is nothing inside a polygon', () => {
    const line = parseGeometry({
      type: 'LineString',
      coordinates: [
        [0, 0],
        [10, 0],
      ],
    });
    expect(angleToGeometry(vectorOf(5, 1), line)).toBeCloseTo(Math.PI / 180, 12);
    expect(angleToGeometry(vectorOf(12, 0), line)).toBeCloseTo((2 * Math.PI) / 180, 12);
    expect(angleToGeometry(vectorOf(5, 5), parseGeometry(polygon(box(0, 0, 10, 10))))).toBe(0);
  });
});

describe('$geoWithin and $geoIntersects', () => {
  const withHole = polygon(box(0, 0, 10, 10), box(4, 4, 6, 6));
  it.each([
    [withHole, point(1, 1), true],
    [withHole, point(5, 5), false],
    [withHole, point(11, 5), false],
    [withHole, point(0, 0), true],
    [withHole, polygon(box(1, 1, 2, 2)), true],
    [withHole, polygon(box(3, 3, 7, 7)), false],
    [
      withHole,
      {
        type: 'LineString',
        coordinates: [
          [1, 5],
          [9, 5],
        ],
      },
      false,
    ],
    [
      withHole,
      {
        type: 'LineString',
        coordinates: [
          [1, 1],
          [9, 1],
        ],
      },
      true,
    ],
    [
      withHole,
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 1],
          [5, 5],
        ],
      },
      false,
    ],
    // Across the antimeridian the shorter way is the inside.
    [polygon(box(175, -5, -175, 5)), point(180, 0), true],
    [polygon(box(175, -5, -175, 5)), point(-178, 2), true],
    [polygon(box(175, -5, -175, 5)), point(0, 0), false],
    // Around the pole.
    [
      polygon([
        [0, 80],
        [120, 80],
        [-120, 80],
        [0, 80],
      ]),
      point(45, 89),
      true,
    ],
    [
      polygon([
        [0, 80],
        [120, 80],
        [-120, 80],
        [0, 80],
      ]),
      point(45, 60),
      false,
    ],
    // Edges are great circles: the northern edge of this box bulges north of 60 degrees.
    [polygon(box(0, 50, 60, 60)), point(30, 61), true],
    [{ type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(5, 5, 6, 6)]] }, point(5.5, 5.5), true],
  ])('%j holds %j: %j', (area, where, expected) => {
    expect(within(area, where)).toBe(expected);
  });

  it.each([
    [withHole, polygon(box(3, 3, 7, 7)), true],
    [withHole, polygon(box(4.5, 4.5, 5.5, 5.5)), false],
    [
      withHole,
      {
        type: 'LineString',
        coordinates: [
          [-1, 5],
          [1, 5],
        ],
      },
      true,
    ],
    [
      withHole,
      {
        type: 'LineString',
        coordinates: [
          [-1, -1],
          [-1, 20],
        ],
      },
      false,
    ],
    [point(1, 1), point(1, 1), true],
    [
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [2, 0],
        ],
      },
      {
        type: 'LineString',
        coordinates: [
          [1, -1],
          [1, 1],
        ],
      },
      true,
    ],
    [polygon(box(-20, -20, 20, 20)), polygon(box(1, 1, 2, 2)), true],
    [polygon(box(1, 1, 2, 2)), polygon(box(-20, -20, 20, 20)), true],
    [polygon(box(0, 0, 1, 1)), { type: 'GeometryCollection', geometries: [point(9, 9), point(0.5, 0.5)] }, true],
  ])('%j meets %j: %j', (area, where, expected) => {
    expect(intersects(area, where)).toBe(expected);
  });

  it('takes legacy shapes and points', () => {
    expect(
      matches(
        {
          $geoWithin: {
            $box: [
              [0, 0],
              [2, 2],
            ],
          },
        },
        [1, 1],
      ),
    ).toBe(true);
    expect(
      matches(
        {
          $geoWithin: {
            $box: [
              [2, 2],
              [0, 0],
            ],
          },
        },
        { x: 1, y: 1 },
      ),
    ).toBe(true);
    expect(
      matches(
        {
          $geoWithin: {
            $polygon: [
              [0, 0],
              [3, 0],
              [0, 3],
            ],
          },
        },
        [2, 2],
      ),
    ).toBe(false);
    expect(matches({ $geoWithin: { $center: [[0, 0], 1.5] } }, [1, 1])).toBe(true);
    expect(matches({ $geoWithin: { $centerSphere: [[0, 0], 100_000 / EARTH_RADIUS_METRES] } }, point(0.5, 0.5))).toBe(
      true,
    );
    expect(matches({ $geoWithin: { $centerSphere: [[0, 0], 100_000 / EARTH_RADIUS_METRES] } }, point(1, 1))).toBe(
      false,
    );
    expect(
      matches(
        {
          $geoWithin: {
            $box: [
              [0, 0],
              [2, 2],
            ],
          },
        },
        [
          [5, 5],
          [1, 1],
        ],
      ),
    ).toBe(true);
    expect(within(withHole, { type: 'Point', coordinates: ['x', 1] })).toBe(false);
  });
});

const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
});

describe('bounds for the R-tree', () => {
  it('covers the circle, and is never further than a point inside the box', () => {
    fc.assert(
      fc.property(
        place,
        place,
        fc.double({ min: 0, max: 3, noNaN: true }),
        ({ longitude, latitude }, other, radius) => {
          const angle = angleBetween(vectorOf(longitude, latitude), vectorOf(other.longitude, other.latitude));
          const boxes = boxesAround(vectorOf(longitude, latitude), radius);
          const holding = boxes.filter(
            ({ minX, maxX, minY, maxY }) =>
              other.longitude >= minX && other.longitude <= maxX && other.latitude >= minY && other.latitude <= maxY,
          );
          if (angle <= radius) expect(holding.length).toBeGreaterThan(0);
          for (const one of holding) expect(angleToBox(longitude, latitude, one)).toBeLessThanOrEqual(angle + 1e-9);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('bounds the distance to any box from below', () => {
    fc.assert(
      fc.property(
        place,
        place,
        place,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, a, b, s, t) => {
          const area = {
            minX: Math.min(a.longitude, b.longitude),
            maxX: Math.max(a.longitude, b.longitude),
            minY: Math.min(a.latitude, b.latitude),
            maxY: Math.max(a.latitude, b.latitude),
          };
          const inside = vectorOf(area.minX + s * (area.maxX - area.minX), area.minY + t * (area.maxY - area.minY));
          expect(angleToBox(from.longitude, from.latitude, area)).toBeLessThanOrEqual(
            angleBetween(vectorOf(from.longitude, from.latitude), inside) + 1e-9,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const sites = fc
  .array(fc.record({ at: place, country: fc.constantFrom('DE', 'FR', 'FJ') }), { maxLength: 60 })
  .map((list) => list.map(({ at, country }, _id) => ({ _id, country, location: point(at.longitude, at.latitude) })));

describe('through a 2dsphere index', () => {
  const near = (at: { longitude: number; latitude: number }, more: Document = {}) => ({
    $near: { $geometry: point(at.longitude, at.latitude), ...more },
  });

  it('gives the nearest first, as measuring everything does', () => {
    fc.assert(
      fc.property(
        sites,
        place,
        fc.constantFrom({ location: '2dsphere' }, { country: 1, location: '2dsphere' }),
        fc.nat(10),
        fc.integer({ min: 1, max: 20_000_000 }),
        fc.boolean(),
        (documents, at, key, limit, $maxDistance, inFrance) => {
          const collection = new MemoryCollection(documents, [{ key }]);
          const found = selectDocuments(
            collection,
            { filter: { ...(inFrance && { country: 'FR' }), location: near(at, { $maxDistance }) }, limit },
            optionsWith(),
          );
          const metres = ({ location }: Document) =>
            angleBetween(
              vectorOf(at.longitude, at.latitude),
              vectorOf(...(location as { coordinates: [number, number] }).coordinates),
            ) * EARTH_RADIUS_METRES;
          const expected = documents
            .filter((document) => metres(document) <= $maxDistance && (!inFrance || document.country === 'FR'))
            .map(metres)
            .sort((a, b) => a - b);
          const given = found.map(metres);
          expect(given).toHaveLength(limit === 0 ? expected.length : Math.min(limit, expected.length));
          for (const [i, distance] of given.entries()) expect(distance).toBeCloseTo(expected[i] ?? Number.NaN, 6);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('finds the same areas as a scan', () => {
    fc.assert(
      fc.property(
        sites,
        place,
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        fc.boolean(),
        (documents, at, size, asCircle) => {
          const [west, east] = [at.longitude - size / 2, at.longitude + size / 2].map(
            (longitude) => ((longitude + 540) % 360) - 180,
          ) as [number, number];
          const [south, north] = [
            Math.max(-89, at.latitude - size / 2),
            Math.min(89, Math.max(-88, at.latitude + size / 2)),
          ];
          const area = asCircle
            ? { $centerSphere: [[at.longitude, at.latitude], size / 60] }
            : { $geometry: polygon(box(west, south, east, north)) };
          const filter = { location: { $geoWithin: area } };
          const indexed = new MemoryCollection(documents, [{ key: { location: '2dsphere' } }]);
          expect(new Set(selectDocuments(indexed, { filter }, optionsWith()))).toEqual(
            new Set(documents.filter(compileFilter(filter, optionsWith()))),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  const grid = Array.from({ length: 2500 }, (_, i) => ({
    _id: i,
    country: i % 2 ? 'DE' : 'FR',
    location: point((i % 50) * 0.1, Math.floor(i / 50) * 0.1),
  }));

  it('reads few documents for the nearest ones', () => {
    const collection = new MemoryCollection(grid, [{ key: { location: '2dsphere' } }]);
    collection.reads = 0;
    expect(
      selectDocuments(
        collection,
        { filter: { location: near({ longitude: 2.52, latitude: 2.5 }) }, limit: 3 },
        optionsWith(),
      ).map(({ _id }) => _id),
    ).toEqual([1275, 1276, expect.anything()]);
    expect(collection.reads).toBeLessThan(40);
  });

  it('keeps to the country that a compound index begins with', () => {
    const collection = new MemoryCollection(
      grid.map((site) => ({ ...site, country: site._id === 2499 ? 'LU' : site.country })),
      [{ key: { location: '2dsphere' } }, { key: { country: 1, location: '2dsphere' } }],
    );
    const filter = { country: 'LU', location: near({ longitude: 0, latitude: 0 }) };
    collection.reads = 0;
    expect(selectDocuments(collection, { filter, limit: 1 }, optionsWith()).map(({ _id }) => _id)).toEqual([2499]);
    expect(collection.reads).toBe(1);
  });

  it('gives distances in metres from $geoNear', () => {
    const collection = new MemoryCollection(grid, [{ key: { country: 1, location: '2dsphere' } }]);
    const [first] = runPipeline(
      collection,
      [
        {
          $geoNear: {
            near: point(0, 1),
            distanceField: 'how.far',
            query: { country: 'DE' },
            includeLocs: 'how.where',
            key: 'location',
          },
        },
        { $limit: 1 },
        { $project: { how: 1 } },
      ],
      optionsWith(),
    );
    // The German sites of the first column's neighbour: one step of 0.1 degrees east.
    expect(first).toMatchObject({ _id: 501, how: { where: point(0.1, 1) } });
    expect((first as { how: { far: number } }).how.far).toBeCloseTo(
      ((0.1 * Math.PI) / 180) * EARTH_RADIUS_METRES * Math.cos(Math.PI / 180),
      1,
    );
  });

  it('reads no further from $geoNear than a $limit behind a $sort by distance needs, ties included', () => {
    const twins = Array.from({ length: 300 }, (_, index) => ({
      _id: 1000 - index,
      kind: index % 2,
      location: point(Math.floor(index / 3) / 10, 0),
    }));
    const collection = new MemoryCollection(twins, [{ key: { location: '2dsphere' } }]);
    const pipeline = (limit: Document[]) => [
      { $geoNear: { near: point(0, 0), distanceField: 'far', key: 'location' } },
      { $match: { kind: 0 } },
      { $sort: { far: 1, _id: 1 } },
      ...limit,
    ];
    const all = runPipeline(collection, pipeline([]), optionsWith());
    for (const limit of [1, 2, 3, 4, 10, 150]) {
      collection.reads = 0;
      expect(runPipeline(collection, pipeline([{ $limit: limit }]), optionsWith())).toEqual(all.slice(0, limit));
      expect(collection.reads).toBeLessThan(2 * limit + 10);
    }
    // Another order needs all of them.
    const far = [...pipeline([]).slice(0, 2), { $sort: { far: -1 } }, { $limit: 1 }];
    expect(runPipeline(collection, far, optionsWith())[0]?.far).toBe(all.at(-1)?.far);
  });

  it('walks in the order of the sort where very many are inside, and finds the same', () => {
    const many = Array.from({ length: 6000 }, (_, index) => ({
      _id: index,
      location: point(((index * 7919) % 6000) / 100, 0),
    }));
    const collection = new MemoryCollection(many, [{ key: { _id: 1 } }, { key: { location: '2dsphere' } }]);
    for (const [east, most] of [
      [59, 20],
      [20, 60],
      [2, 400],
    ] as const) {
      const filter = { location: { $geoWithin: { $geometry: polygon(box(0, -1, east, 1)) } } };
      const inside = many.filter((row) => compileFilter(filter, optionsWith())(row)).slice(0, 10);
      collection.reads = 0;
      expect(selectDocuments(collection, { filter, sort: { _id: 1 }, limit: 10 }, optionsWith())).toEqual(inside);
      expect(collection.reads).toBeLessThan(most);
    }
  });

  it('looks into each part of a MultiPolygon by itself', () => {
    const collection = new MemoryCollection(grid, [{ key: { location: '2dsphere' } }]);
    const parts = [[box(0, 0, 0.15, 0.15)], [box(2, 2, 2.15, 2.15)]];
    const filter = { location: { $geoWithin: { $geometry: { type: 'MultiPolygon', coordinates: parts } } } };
    const expected = grid.filter((row) => compileFilter(filter, optionsWith())(row));
    collection.reads = 0;
    expect(selectDocuments(collection, { filter }, optionsWith())).toHaveLength(expected.length);
    expect(expected.length).toBeGreaterThan(0);
    expect(collection.reads).toBeLessThan(expected.length * 4);
  });

  it('refuses near without an index, in $match, and with legacy coordinates', () => {
    const plain = new MemoryCollection(grid.slice(0, 5));
    expect(() =>
      selectDocuments(plain, { filter: { location: near({ longitude: 0, latitude: 0 }) } }, optionsWith()),
    ).toThrow(expect.objectContaining({ code: 291 }));
    expect(() =>
      runPipeline(plain, [{ $match: { location: near({ longitude: 0, latitude: 0 }) } }], optionsWith()),
    ).toThrow(expect.objectContaining({ code: 5626500 }));
    expect(() => runPipeline(plain, [{ $geoNear: { near: point(0, 0), distanceField: 'd' } }], optionsWith())).toThrow(
      expect.objectContaining({ code: 27 }),
    );
    expect(() => compileFilter({ location: { $near: [0, 0] } }, optionsWith())).toThrow(
      expect.objectContaining({ code: 291 }),
    );
  });

  it('refuses to index what is no geometry', () => {
    expect(
      () =>
        new MemoryCollection(
          [{ _id: 1, location: { type: 'Point', coordinates: [200, 0] } }],
          [{ key: { location: '2dsphere' } }],
        ),
    ).toThrow(expect.objectContaining({ code: 16755 }));
  });

  it('shows its stage', () => {
    const collection = new MemoryCollection(grid, [{ key: { location: '2dsphere' } }]);
    expect(
      explainSelection(
        collection,
        { filter: { location: near({ longitude: 0, latitude: 0 }) }, limit: 1 },
        optionsWith(),
      ),
    ).toMatchObject({ winningPlan: { stage: 'GEO_NEAR_2DSPHERE' } });
  });
});

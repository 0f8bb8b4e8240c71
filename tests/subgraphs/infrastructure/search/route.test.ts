import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { pointToLineDistance } from '@turf/point-to-line-distance';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, Route } from '../../../../src/subgraphs/infrastructure/location/search/route.js';

const HAMBURG = { latitude: 53.55, longitude: 10 };
const HANNOVER = { latitude: 52.37, longitude: 9.73 };
const KASSEL = { latitude: 51.31, longitude: 9.5 };
const MUNICH = { latitude: 48.14, longitude: 11.58 };

/** A degree of a great circle on the sphere with MongoDB's radius. */
const DEGREE_KM = (6378.1 * Math.PI) / 180;

/** Ways between neighbouring places are short enough for turf, which reckons on a mean radius, to agree within its error. */
const anyPlace = fc.record({
  latitude: fc.double({ min: 45, max: 55, noNaN: true }),
  longitude: fc.double({ min: 5, max: 15, noNaN: true }),
});

describe('a place beside a route', () => {
  it('lies where the perpendicular meets the equator', () => {
    const route = new Route([
      { latitude: 0, longitude: 0 },
      { latitude: 0, longitude: 10 },
    ]);
    const place = route.locate({ latitude: 0.5, longitude: 3 }, 100);
    expect(place?.alongKm).toBeCloseTo(3 * DEGREE_KM, 6);
    expect(place?.distanceKm).toBeCloseTo(0.5 * DEGREE_KM, 6);
  });

  it('counts from the start over all legs, also over the antimeridian', () => {
    const route = new Route([
      { latitude: 0, longitude: 178 },
      { latitude: 0, longitude: -179 },
      { latitude: 2, longitude: -179 },
    ]);
    expect(route.lengthKm).toBeCloseTo(5 * DEGREE_KM, 6);
    expect(route.locate({ latitude: 1, longitude: -179 }, 10)?.alongKm).toBeCloseTo(4 * DEGREE_KM, 6);
    expect(route.locate({ latitude: 0.1, longitude: 180 }, 20)?.alongKm).toBeCloseTo(2 * DEGREE_KM, 6);
  });

  it('behind an end is as far as the end, and one that is too far is none', () => {
    const route = new Route([HAMBURG, HANNOVER]);
    const beyond = route.locate({ latitude: 53.65, longitude: 10.02 }, 20);
    expect(beyond?.alongKm).toBe(0);
    expect(beyond?.distanceKm).toBeCloseTo(11.21, 1);
    expect(route.locate(MUNICH, 50)).toBeNull();
  });

  it('passed twice counts at its first time', () => {
    const route = new Route([HAMBURG, HANNOVER, HAMBURG]);
    expect(route.locate(HAMBURG, 1)?.alongKm).toBe(0);
  });

  it('is as far as another library says', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { minLength: 2, maxLength: 6 }), anyPlace, (path, place) => {
        const route = new Route(path);
        if (route.lengthKm < 1) return;
        const found = route.locate(place, 3000);
        const line = {
          type: 'Feature' as const,
          properties: {},
          geometry: { type: 'LineString' as const, coordinates: path.map((at) => [at.longitude, at.latitude]) },
        };
        const expected = pointToLineDistance([place.longitude, place.latitude], line, { method: 'geodesic' });
        expect(Math.abs((found?.distanceKm ?? -1) - expected)).toBeLessThan(1 + expected * 0.02);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the corridor of a route', () => {
  it('covers every place that is near enough', () => {
    const path = [HAMBURG, HANNOVER, KASSEL, MUNICH];
    const route = new Route(path);
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.nat(2),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        (corridorKm, leg, share, north, east) => {
          const [from, to] = [path[leg] as Place, path[leg + 1] as Place];
          const place = {
            latitude: from.latitude + (to.latitude - from.latitude) * share + north,
            longitude: from.longitude + (to.longitude - from.longitude) * share + east,
          };
          if (route.locate(place, corridorKm) === null) return;
          const inside = route
            .corridor(corridorKm)
            .some((coordinates) =>
              booleanPointInPolygon([place.longitude, place.latitude], { type: 'Polygon', coordinates }),
            );
          expect(inside).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Box,
  coveringPolygon,
  type Position,
} from '../../../src/subgraphs/infrastructure/location/covering-polygon.js';

const RADIANS = Math.PI / 180;

/** Latitude at which the great circle through two positions crosses a meridian between them. */
function greatCircleLatitude([lon1, lat1]: Position, [lon2, lat2]: Position, longitude: number): number {
  const tangent =
    (Math.tan(lat1 * RADIANS) * Math.sin((lon2 - longitude) * RADIANS) +
      Math.tan(lat2 * RADIANS) * Math.sin((longitude - lon1) * RADIANS)) /
    Math.sin((lon2 - lon1) * RADIANS);
  return Math.atan(tangent) / RADIANS;
}

/** Latitudes at which the lower and the upper border of the ring cross a meridian. */
function borders(ring: readonly Position[], longitude: number): { lower: number; upper: number } {
  const crossings: number[] = [];
  for (const [index, from] of ring.entries()) {
    const to = ring[index + 1];
    if (to !== undefined && from[0] !== to[0]) {
      const [west, east] = from[0] < to[0] ? [from, to] : [to, from];
      if (west[0] <= longitude && longitude <= east[0]) {
        crossings.push(greatCircleLatitude(west, east, longitude));
      }
    }
  }
  return { lower: Math.min(...crossings), upper: Math.max(...crossings) };
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const coverableBox: fc.Arbitrary<Box> = fc
  .record({ west: fc.double({ min: -180, max: 90, noNaN: true }), width: fraction, low: fraction, high: fraction })
  .map(({ west, width, low, high }) => ({
    west,
    east: west + width * 90,
    south: Math.min(low, high) * 170 - 85,
    north: Math.max(low, high) * 170 - 85,
  }));

describe('coveringPolygon', () => {
  it('encloses every point of the box', () => {
    fc.assert(
      fc.property(coverableBox, fraction, fraction, (box, x, y) => {
        const ring = coveringPolygon(box);
        const longitude = box.west + x * (box.east - box.west);
        const latitude = box.south + y * (box.north - box.south);
        const { lower, upper } = borders(ring ?? [], longitude);
        expect(lower).toBeLessThanOrEqual(latitude);
        expect(upper).toBeGreaterThanOrEqual(latitude);
      }),
    );
  });

  it('is a closed ring that is hardly larger than the box', () => {
    fc.assert(
      fc.property(coverableBox, (box) => {
        const ring = coveringPolygon(box) ?? [];
        expect(ring[0]).toEqual(ring.at(-1));
        // Half an edge of at most 5 degrees: at 45 degrees of latitude it bows by 0.11 degrees.
        const latitudes = ring.map(([, latitude]) => latitude);
        expect(Math.min(...latitudes)).toBeGreaterThan(box.south - 0.12);
        expect(Math.max(...latitudes)).toBeLessThan(box.north + 0.12);
        const longitudes = ring.map(([longitude]) => longitude);
        expect(Math.min(...longitudes)).toBeGreaterThanOrEqual(-180);
        expect(Math.max(...longitudes)).toBeLessThanOrEqual(180);
      }),
    );
  });

  it.each<[string, Box]>([
    ['wider than a quarter of the earth', { south: 0, west: -50, north: 10, east: 41 }],
    ['at the north pole', { south: 80, west: 0, north: 90, east: 10 }],
    ['at the south pole', { south: -86, west: 0, north: -80, east: 10 }],
  ])('leaves out a box %s', (_where, box) => {
    expect(coveringPolygon(box)).toBeNull();
  });
});

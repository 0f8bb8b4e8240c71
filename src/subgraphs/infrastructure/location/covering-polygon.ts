/** GeoJSON position: [longitude, latitude] in degrees. */
export type Position = [longitude: number, latitude: number];

/** A part of the earth between two parallels and two meridians, west not greater than east; degrees. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** A wider box, or one nearer to a pole, is not covered: a polygon of MongoDB must be smaller than a hemisphere. */
const MAXIMUM_WIDTH = 90;
const MAXIMUM_LATITUDE = 85;

/** Long edges are cut, so that the polygon stays close to the box. */
const LONGEST_EDGE = 10;

/** Degrees (about 10 m) by which the polygon is larger, so that rounding never cuts off a point on an edge of the box. */
const MARGIN = 0.0001;

const RADIANS = Math.PI / 180;

/**
 * A closed ring, counter-clockwise, whose great-circle edges enclose the whole box; null where the box is too wide or
 * too near to a pole. It serves the 2dsphere index only: the ring encloses a little more than the box.
 *
 * A great circle between two points of a parallel bows towards the pole, to a latitude m with
 * tan(m) = tan(latitude) / cos(half of the difference in longitude). An edge that would bow into the box is moved
 * outwards so that its middle touches the box.
 */
export function coveringPolygon({ south, west, north, east }: Box): Position[] | null {
  if (east - west > MAXIMUM_WIDTH || Math.max(Math.abs(south), Math.abs(north)) > MAXIMUM_LATITUDE) {
    return null;
  }
  const [left, right] = [Math.max(west - MARGIN, -180), Math.min(east + MARGIN, 180)];
  const edges = Math.max(1, Math.ceil((right - left) / LONGEST_EDGE));
  const halfEdge = (right - left) / edges / 2;
  const bottom = (south > 0 ? movedToEquator(south, halfEdge) : south) - MARGIN;
  const top = (north < 0 ? movedToEquator(north, halfEdge) : north) + MARGIN;
  const longitudes = Array.from({ length: edges + 1 }, (_, index) => left + 2 * halfEdge * index);
  const lower = longitudes.map((longitude): Position => [longitude, bottom]);
  const upper = longitudes.map((longitude): Position => [longitude, top]).reverse();
  return [...lower, ...upper, [left, bottom]];
}

/** The latitude from which an edge bows to `latitude` in its middle. */
function movedToEquator(latitude: number, halfEdge: number): number {
  return Math.atan(Math.tan(latitude * RADIANS) * Math.cos(halfEdge * RADIANS)) / RADIANS;
}

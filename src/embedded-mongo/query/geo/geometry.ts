import { isDocument, ownValue } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { failure } from '../../errors.js';
import { angleBetween, centroid, type Vector, vectorOf } from './vector.js';

/** A closed ring without its repeated last point, with what the inside test needs. */
export interface Ring {
  readonly points: readonly Vector[];
  readonly middle: Vector;
  /** Largest angle from the middle to a point of the ring, in radians. */
  readonly radius: number;
}

/** Any GeoJSON geometry, taken apart. Edges are great-circle arcs, as in MongoDB's 2dsphere. A polygon is its outer ring and its holes. */
export interface Geometry {
  readonly points: readonly Vector[];
  readonly lines: readonly (readonly Vector[])[];
  readonly polygons: readonly (readonly Ring[])[];
  /** Longitude and latitude of every vertex, for the planar tests of legacy shapes. */
  readonly positions: readonly Position[];
}

export type Position = readonly [longitude: number, latitude: number];

interface MutableGeometry {
  points: Vector[];
  lines: Vector[][];
  polygons: Ring[][];
  positions: Position[];
}

/** A legacy coordinate pair: `[x, y]` or an embedded document whose first two fields are numbers. */
export function legacyPoint(value: unknown): Position | undefined {
  const pair = Array.isArray(value) ? value : isDocument(value) ? Object.values(value) : [];
  const [x, y] = pair;
  return isBsonNumber(x) && isBsonNumber(y) ? [toDouble(x), toDouble(y)] : undefined;
}

/** Parses GeoJSON; throws code 2 with the reason. Longitudes from -180 to 180, latitudes from -90 to 90. */
export function parseGeometry(value: unknown): Geometry {
  const geometry: MutableGeometry = { points: [], lines: [], polygons: [], positions: [] };
  collect(value, geometry);
  return geometry;
}

/** GeoJSON or legacy point of a stored field; undefined when it is neither. */
export function storedGeometry(value: unknown): Geometry | undefined {
  if (isDocument(value) && typeof ownValue(value, 'type') === 'string') return parseGeometry(value);
  const pair = legacyPoint(value);
  return pair && parseGeometry({ type: 'Point', coordinates: pair });
}

function collect(value: unknown, into: MutableGeometry): void {
  if (!isDocument(value)) failure(2, 'geometry must be an object');
  const type = ownValue(value, 'type');
  const coordinates = ownValue(value, 'coordinates');
  switch (type) {
    case 'Point':
      into.points.push(vertex(coordinates, into));
      return;
    case 'MultiPoint':
      for (const point of list(coordinates, type)) into.points.push(vertex(point, into));
      return;
    case 'LineString':
      into.lines.push(line(coordinates, into));
      return;
    case 'MultiLineString':
      for (const part of list(coordinates, type)) into.lines.push(line(part, into));
      return;
    case 'Polygon':
      into.polygons.push(polygon(coordinates, into));
      return;
    case 'MultiPolygon':
      for (const part of list(coordinates, type)) into.polygons.push(polygon(part, into));
      return;
    case 'GeometryCollection':
      for (const part of list(ownValue(value, 'geometries'), type)) collect(part, into);
      return;
    default:
      failure(2, `unknown GeoJSON type: ${JSON.stringify(type)}`);
  }
}

function list(value: unknown, type: string): unknown[] {
  return Array.isArray(value) && value.length > 0
    ? value
    : failure(2, `${type} must have a non-empty array of coordinates`);
}

function vertex(value: unknown, into: MutableGeometry): Vector {
  const [longitude, latitude] =
    (Array.isArray(value) ? legacyPoint(value) : undefined) ??
    failure(2, 'Point must be an array of longitude and latitude');
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
    failure(2, `longitude/latitude is out of bounds, lng: ${longitude} lat: ${latitude}`);
  into.positions.push([longitude, latitude]);
  return vectorOf(longitude, latitude);
}

function line(value: unknown, into: MutableGeometry): Vector[] {
  const points = list(value, 'LineString').map((point) => vertex(point, into));
  return points.length >= 2 ? points : failure(2, 'LineString must have at least 2 vertices');
}

function polygon(value: unknown, into: MutableGeometry): Ring[] {
  return list(value, 'Polygon').map((ring) => {
    const points = list(ring, 'Polygon').map((point) => vertex(point, into));
    const [first, last] = [points[0], points.at(-1)];
    if (points.length < 4) failure(2, 'Loop must have at least 3 different vertices');
    if (!first || !last || angleBetween(first, last) > 0) failure(2, 'Loop is not closed');
    return ringOf(points.slice(0, -1));
  });
}

function ringOf(points: Vector[]): Ring {
  const middle = centroid(points);
  return { points, middle, radius: largestAngle(middle, points) };
}

function largestAngle(middle: Vector, points: readonly Vector[]): number {
  let largest = 0;
  for (const point of points) largest = Math.max(largest, angleBetween(middle, point));
  return largest;
}

/** The circle on the sphere that encloses a geometry: centre and angle. Arcs between its points stay inside it. */
export function enclosingCap(geometry: Geometry): { middle: Vector; radius: number } {
  const [only] = geometry.points;
  if (only && geometry.positions.length === 1) return { middle: only, radius: 0 };
  const vertices = geometry.positions.map(([longitude, latitude]) => vectorOf(longitude, latitude));
  const middle = centroid(vertices);
  return { middle, radius: largestAngle(middle, vertices) };
}

import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { failure } from '../../errors.js';
import type { ValueTest } from '../value-tests.js';
import { type Box, boxesAround } from './boxes.js';
import { enclosingCap, type Geometry, legacyPoint, type Position, parseGeometry, storedGeometry } from './geometry.js';
import { angleToGeometry, intersects, isWithin } from './relations.js';
import { EARTH_RADIUS_METRES, vectorOf } from './vector.js';

/** What `$near`, `$nearSphere` and `$geoNear` ask for. Distances are angles in radians. */
export interface NearQuery {
  readonly centre: Position;
  readonly least: number;
  readonly most: number;
  /** Multiplies an angle to give the distance in the caller's unit: metres for GeoJSON, radians for legacy points. */
  readonly unit: number;
}

/** A geometry test, with boxes that cover everything it can accept (undefined: planar shapes, which the sphere's index doesn't serve). */
export interface GeoTest {
  readonly test: ValueTest;
  readonly boxes?: readonly Box[];
}

/** Applies a test to the geometries of a stored value: itself, or the elements of an array of geometries. A malformed one never matches. */
function onStoredGeometry(test: (geometry: Geometry) => boolean): ValueTest {
  return (value) => storedGeometries(value).some(test);
}

function storedGeometries(value: unknown): Geometry[] {
  try {
    const geometry = storedGeometry(value);
    if (geometry) return [geometry];
  } catch {
    return [];
  }
  return Array.isArray(value) ? value.flatMap(storedGeometries) : [];
}

export function geoWithin(operand: unknown): GeoTest {
  const [shape, value] = shapeOf('$geoWithin', operand);
  switch (shape) {
    case '$geometry': {
      const area = parseGeometry(value);
      if (area.polygons.length === 0 || area.points.length + area.lines.length > 0)
        failure(2, '$geoWithin not supported with provided geometry');
      return { test: onStoredGeometry((geometry) => isWithin(geometry, area)), boxes: boxesOf(area) };
    }
    case '$centerSphere': {
      const [centre, radius] = circle(shape, value);
      const middle = vectorOf(...centre);
      const inside = ({ positions }: Geometry) =>
        positions.every((position) => angleToGeometry(middle, pointGeometry(position)) <= radius);
      return { test: onStoredGeometry(inside), boxes: boxesAround(middle, radius) };
    }
    case '$center': {
      const [centre, radius] = circle(shape, value);
      return planar(([x, y]) => Math.hypot(x - centre[0], y - centre[1]) <= radius);
    }
    case '$box': {
      const [a, b] = corners(shape, value, 2);
      if (!a || !b) return failure(2, 'Point must be an array or object');
      const within = (x: number, one: number, other: number) => x >= Math.min(one, other) && x <= Math.max(one, other);
      return planar(([x, y]) => within(x, a[0], b[0]) && within(y, a[1], b[1]));
    }
    case '$polygon': {
      const ring = corners(shape, value, 3);
      return planar((position) => isInPlanarRing(position, ring));
    }
    default:
      return failure(2, `unknown geo specifier: ${shape}`);
  }
}

export function geoIntersects(operand: unknown): GeoTest {
  const [shape, value] = shapeOf('$geoIntersects', operand);
  if (shape !== '$geometry') failure(2, `$geoIntersects not supported with provided geometry: ${shape}`);
  const area = parseGeometry(value);
  return { test: onStoredGeometry((geometry) => intersects(geometry, area)), boxes: boxesOf(area) };
}

/** Parses the operand of `$near`/`$nearSphere`; `siblings` are the operators beside it, where legacy queries put the distances. */
export function nearQuery(operator: '$near' | '$nearSphere', operand: unknown, siblings: Document): NearQuery {
  if (isDocument(operand) && '$geometry' in operand) {
    const { $geometry, $minDistance, $maxDistance, ...rest } = operand;
    const unknown = Object.keys(rest)[0];
    if (unknown) failure(2, `invalid argument in geo near query: ${unknown}`);
    const [position] = parseGeometry($geometry).positions;
    if (!position || !isDocument($geometry) || $geometry.type !== 'Point')
      return failure(2, `${operator} requires a point, given ${JSON.stringify($geometry)}`);
    const { least, most } = distances(
      $minDistance ?? siblings.$minDistance,
      $maxDistance ?? siblings.$maxDistance,
      EARTH_RADIUS_METRES,
    );
    return { centre: position, least, most, unit: EARTH_RADIUS_METRES };
  }
  if (operator === '$near')
    failure(
      291,
      'error processing query: unable to find index for $geoNear query: $near with legacy coordinates needs a 2d index, which the embedded server does not have; use $geometry',
    );
  const centre = legacyPoint(operand) ?? failure(2, `${operator}: invalid point: ${JSON.stringify(operand)}`);
  return { centre, ...distances(siblings.$minDistance, siblings.$maxDistance, 1), unit: 1 };
}

/** Checks the bounds of a near query and turns them into angles. */
export function distances(least: unknown, most: unknown, unit: number): { least: number; most: number } {
  return {
    least: least === undefined ? 0 : distance(least, unit, '$minDistance'),
    most: most === undefined ? Number.POSITIVE_INFINITY : distance(most, unit, '$maxDistance'),
  };
}

function distance(value: unknown, unit: number, name: string): number {
  const number = isBsonNumber(value) ? toDouble(value) : Number.NaN;
  return number >= 0 ? number / unit : failure(2, `${name} must be non-negative`);
}

/** The smallest angle between a point and the geometries stored in a value; undefined when there is none. */
export function angleToStored(centre: Position, value: unknown): number | undefined {
  const middle = vectorOf(...centre);
  const angles = storedGeometries(value).map((geometry) => angleToGeometry(middle, geometry));
  return angles.length > 0 ? Math.min(...angles) : undefined;
}

/** Of several polygons each has its own: one circle around the parts of a long corridor would cover far more. */
function boxesOf(area: Geometry): Box[] {
  if (area.polygons.length < 2 || area.points.length + area.lines.length > 0) {
    const { middle, radius } = enclosingCap(area);
    return boxesAround(middle, radius);
  }
  return area.polygons.flatMap(([outer]) => (outer ? boxesAround(outer.middle, outer.radius) : []));
}

function pointGeometry(position: Position): Geometry {
  return { points: [vectorOf(...position)], lines: [], polygons: [], positions: [position] };
}

function shapeOf(operator: string, operand: unknown): [shape: string, value: unknown] {
  const entries = isDocument(operand) ? Object.entries(operand) : [];
  const [first] = entries;
  return first && entries.length === 1 ? first : failure(2, `${operator} must have exactly one shape`);
}

function circle(shape: string, value: unknown): [centre: Position, radius: number] {
  const [point, radius] = Array.isArray(value) ? value : [];
  const centre = legacyPoint(point) ?? failure(2, `${shape}: Point must be an array or object`);
  return isBsonNumber(radius) && toDouble(radius) >= 0
    ? [centre, toDouble(radius)]
    : failure(2, 'radius must be a non-negative number');
}

function corners(shape: string, value: unknown, least: number): Position[] {
  const points = Array.isArray(value) ? value : isDocument(value) ? Object.values(value) : [];
  if (points.length < least) failure(2, `${shape} needs ${least} points`);
  return points.map((point) => legacyPoint(point) ?? failure(2, `${shape}: Point must be an array or object`));
}

function planar(inside: (position: Position) => boolean): GeoTest {
  return { test: onStoredGeometry(({ positions }) => positions.every(inside)) };
}

function isInPlanarRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  ring.forEach(([bx, by], i) => {
    const [ax, ay] = ring.at(i - 1) ?? [bx, by];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

import { badUserInput } from '../../../../kernel/errors/tripod-error.js';

/** GeoJSON position: longitude and latitude in degrees. */
type Position = readonly [longitude: number, latitude: number];

/** A polygon of MongoDB must be smaller than a hemisphere, whichever way its ring turns. */
const WIDEST = 180;

/**
 * Checks a ring as RFC 7946 has it: at least four positions, the last the same as the first, no edge that meets another one.
 * Edges go the short way round the earth, so that a ring may cross the antimeridian.
 *
 * @param field where the ring stands in the arguments
 * @throws BAD_USER_INPUT with the place of the mistake
 */
export function checkedRing(positions: readonly (readonly number[])[], field: string): Position[] {
  const ring = positions.map((position, index) => checkedPosition(position, `${field}.${index}`));
  if (ring.length < 4) {
    throw badUserInput(field, 'must have at least four positions: three corners and the first one again');
  }
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw badUserInput(field, 'must end with the position with which it begins');
  }
  const corners = unwound(ring).slice(0, -1);
  const longitudes = corners.map(([longitude]) => longitude);
  if (Math.max(...longitudes) - Math.min(...longitudes) >= WIDEST) {
    throw badUserInput(field, 'must be narrower than 180 degrees of longitude');
  }
  if (new Set(corners.map(([x, y]) => `${x} ${y}`)).size < corners.length) {
    throw badUserInput(field, 'has the same position twice');
  }
  const crossing = firstCrossing(corners);
  if (crossing !== null) {
    throw badUserInput(field, `must not meet itself: its edges ${crossing[0]} and ${crossing[1]} do`);
  }
  return ring;
}

/** BAD_USER_INPUT where a hole is not wholly inside of its outer ring. */
export function checkHole(hole: readonly Position[], outer: readonly Position[], field: string): void {
  const outside = unwound(outer);
  const inside = unwound(hole, outside[0]?.[0]);
  if (!inside.every((corner) => contains(outside, corner)) || ringsCross(inside, outside)) {
    throw badUserInput(field, 'must lie inside of the outer ring');
  }
}

/** BAD_USER_INPUT where two holes meet. */
export function checkApart(hole: readonly Position[], other: readonly Position[], field: string): void {
  const one = unwound(hole);
  const two = unwound(other, one[0]?.[0]);
  if (ringsCross(one, two) || contains(two, one[0] as Position) || contains(one, two[0] as Position)) {
    throw badUserInput(field, 'must not meet another hole');
  }
}

function checkedPosition(position: readonly number[], field: string): Position {
  const [longitude, latitude, ...more] = position;
  if (longitude === undefined || latitude === undefined || more.length > 0) {
    throw badUserInput(field, 'must be [longitude, latitude]');
  }
  if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
    throw badUserInput(
      field,
      'must have a longitude of -180 to 180 and a latitude of -90 to 90 degrees, in this order',
    );
  }
  return [longitude, latitude];
}

/** The ring on a plane, without the jump of 360 degrees at the antimeridian. */
function unwound(ring: readonly Position[], near = ring[0]?.[0] ?? 0): Position[] {
  let previous = near;
  return ring.map(([longitude, latitude]) => {
    previous = longitude + 360 * Math.round((previous - longitude) / 360);
    return [previous, latitude];
  });
}

type Edge = readonly [Position, Position];

function edgesOf(corners: readonly Position[]): Edge[] {
  return corners.map((corner, index) => [corner, corners[(index + 1) % corners.length] as Position]);
}

/** Two edges that meet though they are no neighbours, or neighbours that lie on each other. */
function firstCrossing(corners: readonly Position[]): [number, number] | null {
  const edges = edgesOf(corners);
  for (let i = 0; i < edges.length; i++) {
    for (let j = i + 1; j < edges.length; j++) {
      const [one, two] = [edges[i] as Edge, edges[j] as Edge];
      const isNext = j === i + 1;
      const isFirstAndLast = i === 0 && j === edges.length - 1;
      const meet =
        isNext || isFirstAndLast
          ? foldsBack(isNext ? one[0] : two[0], isNext ? one[1] : two[1], isNext ? two[1] : one[1])
          : edgesMeet(one, two);
      if (meet) return [i, j];
    }
  }
  return null;
}

function foldsBack(before: Position, corner: Position, after: Position): boolean {
  const forwards = (corner[0] - before[0]) * (after[0] - corner[0]) + (corner[1] - before[1]) * (after[1] - corner[1]);
  return turn(before, corner, after) === 0 && forwards < 0;
}

function ringsCross(one: readonly Position[], two: readonly Position[]): boolean {
  const edges = edgesOf(two.slice(0, -1));
  return edgesOf(one.slice(0, -1)).some((edge) => edges.some((other) => edgesMeet(edge, other)));
}

function edgesMeet([a, b]: Edge, [c, d]: Edge): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

/** 1 where c lies left of the way from a to b, -1 right of it, 0 on it. */
function turn(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function isBetween(a: Position, b: Position, c: Position): boolean {
  return (
    Math.min(a[0], b[0]) <= c[0] &&
    c[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= c[1] &&
    c[1] <= Math.max(a[1], b[1])
  );
}

function contains(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i] as Position, ring[i + 1] as Position];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

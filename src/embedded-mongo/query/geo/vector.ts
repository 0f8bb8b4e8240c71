/** A point of the unit sphere. */
export type Vector = readonly [x: number, y: number, z: number];

/** Radius of the earth in metres that MongoDB divides by (kRadiusOfEarthInMeters). */
export const EARTH_RADIUS_METRES = 6_378_100;

const RADIANS = Math.PI / 180;
/** About a centimetre on the ground: closer than this counts as touching. */
const TOUCHING = 1.5e-9;

export function vectorOf(longitude: number, latitude: number): Vector {
  const parallel = Math.cos(latitude * RADIANS);
  return [
    parallel * Math.cos(longitude * RADIANS),
    parallel * Math.sin(longitude * RADIANS),
    Math.sin(latitude * RADIANS),
  ];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function length(a: Vector): number {
  return Math.sqrt(dot(a, a));
}

export function normalise(a: Vector): Vector {
  const size = length(a);
  return size === 0 ? [1, 0, 0] : [a[0] / size, a[1] / size, a[2] / size];
}

/** The direction of the sum: the middle of a set of points. */
export function centroid(points: readonly Vector[]): Vector {
  let [x, y, z] = [0, 0, 0];
  for (const point of points) {
    x += point[0];
    y += point[1];
    z += point[2];
  }
  return normalise([x, y, z]);
}

/** Angle in radians, exact for small and for large angles alike. */
export function angleBetween(a: Vector, b: Vector): number {
  return Math.atan2(length(cross(a, b)), dot(a, b));
}

/** Angle from a point to the nearest point of the great-circle arc between two others. */
export function angleToArc(point: Vector, start: Vector, end: Vector): number {
  const normal = cross(start, end);
  if (length(normal) > 1e-15) {
    const unit = normalise(normal);
    // The foot of the perpendicular lies on the arc when the point is between the planes through both ends.
    if (dot(cross(unit, start), point) >= 0 && dot(cross(unit, end), point) <= 0)
      return Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(unit, point)))));
  }
  return Math.min(angleBetween(point, start), angleBetween(point, end));
}

export function isOnArc(point: Vector, start: Vector, end: Vector): boolean {
  return angleToArc(point, start, end) < TOUCHING;
}

/** True when two arcs cross in a point inside both (the sign test of Google's S2 library). */
export function arcsCross(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const ab = cross(a, b);
  const acb = -dot(ab, c);
  const bda = dot(ab, d);
  if (acb * bda <= 0) return false;
  const cd = cross(c, d);
  return acb * -dot(cd, b) > 0 && acb * dot(cd, a) > 0;
}

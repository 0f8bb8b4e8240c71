import { angleBetween, type Vector, vectorOf } from './vector.js';

/** A rectangle in degrees of longitude and latitude; it never crosses the antimeridian. */
export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

const DEGREES = 180 / Math.PI;
/** Absorbs rounding, about a millimetre. */
const MARGIN = 1e-8;

/** One box, or two when it crosses the antimeridian, that cover a circle on the sphere (radius as an angle in radians). */
export function boxesAround(middle: Vector, radius: number): Box[] {
  const latitude = Math.asin(Math.max(-1, Math.min(1, middle[2]))) * DEGREES;
  const longitude = Math.atan2(middle[1], middle[0]) * DEGREES;
  const height = radius * DEGREES + MARGIN;
  const minY = latitude - height;
  const maxY = latitude + height;
  if (minY <= -90 || maxY >= 90)
    return [{ minX: -180, maxX: 180, minY: Math.max(-90, minY), maxY: Math.min(90, maxY) }];
  const width = Math.asin(Math.min(1, Math.sin(radius) / Math.cos(latitude / DEGREES))) * DEGREES + MARGIN;
  const [minX, maxX] = [longitude - width, longitude + width];
  if (minX < -180)
    return [
      { minX: -180, maxX, minY, maxY },
      { minX: minX + 360, maxX: 180, minY, maxY },
    ];
  if (maxX > 180)
    return [
      { minX, maxX: 180, minY, maxY },
      { minX: -180, maxX: maxX - 360, minY, maxY },
    ];
  return [{ minX, maxX, minY, maxY }];
}

/** A lower bound for the angle in radians from a point to everything inside a box; 0 inside it. */
export function angleToBox(longitude: number, latitude: number, box: Box): number {
  const nearest = Math.max(box.minY, Math.min(box.maxY, latitude));
  if (longitude >= box.minX && longitude <= box.maxX)
    return Math.max(0, Math.abs(nearest - latitude) / DEGREES - 1e-12);
  const point = vectorOf(longitude, latitude);
  return Math.max(
    0,
    Math.min(
      angleToMeridian(point, longitude, latitude, box.minX, box),
      angleToMeridian(point, longitude, latitude, box.maxX, box),
    ) - 1e-12,
  );
}

/** The nearest point of another meridian lies nearer to the pole than the point itself. */
function angleToMeridian(point: Vector, longitude: number, latitude: number, meridian: number, box: Box): number {
  const cosine = Math.cos((meridian - longitude) / DEGREES);
  const ends = Math.min(
    angleBetween(point, vectorOf(meridian, box.minY)),
    angleBetween(point, vectorOf(meridian, box.maxY)),
  );
  if (cosine <= 0) return ends;
  const foot = Math.atan(Math.tan(latitude / DEGREES) / cosine) * DEGREES;
  return foot > box.minY && foot < box.maxY ? angleBetween(point, vectorOf(meridian, foot)) : ends;
}

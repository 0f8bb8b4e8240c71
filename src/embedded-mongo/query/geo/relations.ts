import type { Geometry, Ring } from './geometry.js';
import { angleBetween, angleToArc, arcsCross, cross, dot, isOnArc, normalise, type Vector } from './vector.js';

type Arc = readonly [start: Vector, end: Vector];

/** Smallest angle in radians between a point and a geometry; 0 inside a polygon. */
export function angleToGeometry(point: Vector, geometry: Geometry): number {
  let least = Number.POSITIVE_INFINITY;
  for (const other of geometry.points) least = Math.min(least, angleBetween(point, other));
  for (const polygon of geometry.polygons) if (isInPolygon(point, polygon)) return 0;
  for (const [start, end] of arcsOf(geometry)) least = Math.min(least, angleToArc(point, start, end));
  return least;
}

/** True when two geometries share a point; borders belong to a polygon. */
export function intersects(a: Geometry, b: Geometry): boolean {
  return (
    meets(a, b) ||
    meets(b, a) ||
    arcsOf(a).some(([start, end]) => arcsOf(b).some(([from, to]) => arcsCross(start, end, from, to)))
  );
}

/** True when some vertex of `a` lies on `b`. */
function meets(a: Geometry, b: Geometry): boolean {
  const arcs = arcsOf(b);
  return verticesOf(a).some(
    (vertex) =>
      b.points.some((point) => angleBetween(point, vertex) < 1e-12) ||
      arcs.some(([start, end]) => isOnArc(vertex, start, end)) ||
      b.polygons.some((polygon) => isInPolygon(vertex, polygon)),
  );
}

/** True when every part of the geometry lies inside one of the area's polygons. */
export function isWithin(geometry: Geometry, area: Geometry): boolean {
  const inside = (vertices: readonly Vector[], arcs: readonly Arc[]) =>
    area.polygons.some((polygon) => isCovered(vertices, arcs, polygon));
  return (
    geometry.points.every((point) => inside([point], [])) &&
    geometry.lines.every((line) => inside(line, openArcs(line))) &&
    geometry.polygons.every((rings) => isPolygonCovered(rings, area, inside))
  );
}

function isPolygonCovered(
  rings: readonly Ring[],
  area: Geometry,
  inside: (vertices: readonly Vector[], arcs: readonly Arc[]) => boolean,
): boolean {
  const outer = rings[0];
  if (!outer || !inside(outer.points, closedArcs(outer))) return false;
  // A hole of the area that lies wholly inside the polygon touches none of its edges.
  const holes = area.polygons.flatMap((polygon) => polygon.slice(1));
  return !holes.some((hole) => hole.points.every((point) => isInRing(point, outer) && !onRing(point, outer)));
}

function isCovered(vertices: readonly Vector[], arcs: readonly Arc[], polygon: readonly Ring[]): boolean {
  if (!vertices.every((vertex) => isInPolygon(vertex, polygon))) return false;
  const border = polygon.flatMap(closedArcs);
  return !arcs.some(([start, end]) => border.some(([from, to]) => arcsCross(start, end, from, to)));
}

/** True inside the outer ring (its border included) and outside of the holes. */
function isInPolygon(point: Vector, polygon: readonly Ring[]): boolean {
  const [outer, ...holes] = polygon;
  // Most points are far away from most polygons; borders are looked at with some slack.
  if (!outer || dot(point, outer.middle) < Math.cos(Math.min(Math.PI, outer.radius + 1e-9))) return false;
  if (!(isInRing(point, outer) || onRing(point, outer))) return false;
  return !holes.some((hole) => isInRing(point, hole) && !onRing(point, hole));
}

function onRing(point: Vector, ring: Ring): boolean {
  return closedArcs(ring).some(([start, end]) => isOnArc(point, start, end));
}

/**
 * Counts the edges crossed on the way from a point that is outside for certain: the antipode of the ring's middle. The way bends
 * at a right angle, because an arc between opposite points has no direction. Rings are less than a hemisphere, as MongoDB reads GeoJSON.
 */
function isInRing(point: Vector, ring: Ring): boolean {
  const { middle, radius, points } = ring;
  if (dot(point, middle) < Math.cos(Math.min(Math.PI, radius + 1e-9))) return false;
  const outside: Vector = [-middle[0], -middle[1], -middle[2]];
  // The bend has no "nice" coordinates, so that the way does not run through vertices.
  const bend = normalise(cross(middle, Math.abs(middle[2]) < 0.9 ? [0.0123, 0.0457, 1] : [1, 0.0345, 0.0231]));
  let inside = false;
  for (const [start, end] of closedArcs({ points })) {
    if (arcsCross(outside, bend, start, end)) inside = !inside;
    if (arcsCross(bend, point, start, end)) inside = !inside;
  }
  return inside;
}

function verticesOf(geometry: Geometry): Vector[] {
  return [...geometry.points, ...geometry.lines.flat(), ...geometry.polygons.flat().flatMap((ring) => ring.points)];
}

function arcsOf(geometry: Geometry): Arc[] {
  return [...geometry.lines.flatMap(openArcs), ...geometry.polygons.flat().flatMap(closedArcs)];
}

function openArcs(points: readonly Vector[]): Arc[] {
  const arcs: Arc[] = [];
  points.forEach((end, i) => {
    const start = points[i - 1];
    if (start) arcs.push([start, end]);
  });
  return arcs;
}

function closedArcs(ring: { readonly points: readonly Vector[] }): Arc[] {
  return ring.points.map((end, i): Arc => [ring.points.at(i - 1) ?? end, end]);
}

/** A place in degrees, WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where a place lies beside a route. */
export interface PlaceOnRoute {
  /** km to the nearest point of the route. */
  readonly distanceKm: number;
  /** km along the route from its start to that point. */
  readonly alongKm: number;
}

type Vector = readonly [number, number, number];

interface Leg {
  readonly from: Vector;
  readonly to: Vector;
  /** Unit vector at right angles to the plane of the leg. */
  readonly normal: Vector;
  readonly middle: Vector;
  /** Radians. */
  readonly length: number;
  /** Radians from the start of the route to `from`. */
  readonly start: number;
}

/** Equatorial radius, with which MongoDB measures too. */
const EARTH_RADIUS_KM = 6378.1;
const RADIANS = Math.PI / 180;

/** A longer piece of the corridor would cover more land beside the route than on it. */
const LONGEST_PIECE_KM = 50;

/** The polygons are this much wider than the corridor, so that rounding cuts nothing off; what is too far is left out after. */
const MARGIN = 1.01;

/**
 * A route as great-circle arcs on a sphere. Sources: cross-track and along-track distance by vectors, as in N. Gade,
 * "A Non-singular Horizontal Position Representation", Journal of Navigation 63 (2010).
 */
export class Route {
  readonly #legs: Leg[] = [];
  readonly lengthKm: number;

  /** @param path at least two places; equal neighbours are one */
  constructor(path: readonly Place[]) {
    let start = 0;
    const vectors = path.map(vectorOf);
    for (let index = 1; index < vectors.length; index++) {
      const [from, to] = [vectors[index - 1] as Vector, vectors[index] as Vector];
      const length = angle(from, to);
      if (length < 1e-9) continue;
      const leg = { from, to, normal: unit(cross(from, to)), middle: unit(add(from, to)), length, start };
      this.#legs.push(leg);
      start += length;
    }
    this.lengthKm = start * EARTH_RADIUS_KM;
  }

  /** Where a place lies; null where it is farther than `withinKm`. Of two equally near points the earlier counts. */
  locate(place: Place, withinKm: number): PlaceOnRoute | null {
    const point = vectorOf(place);
    let nearest = withinKm / EARTH_RADIUS_KM;
    let along: number | null = null;
    for (const leg of this.#legs) {
      // No point of the leg is nearer than its middle less half of its length.
      const reach = leg.length / 2 + nearest;
      if (reach < Math.PI && dot(leg.middle, point) < Math.cos(reach) - 1e-12) continue;
      const { distance, position } = nearestOnLeg(leg, point);
      if (distance < nearest || (along === null && distance <= nearest)) {
        nearest = distance;
        along = leg.start + position;
      }
    }
    return along === null ? null : { distanceKm: nearest * EARTH_RADIUS_KM, alongKm: along * EARTH_RADIUS_KM };
  }

  /** GeoJSON polygons that cover every place within `withinKm` of the route, and a little more. For an index. */
  corridor(withinKm: number): [longitude: number, latitude: number][][][] {
    const tolerance = withinKm / 4 / EARTH_RADIUS_KM;
    const width = ((withinKm * 1.25) / EARTH_RADIUS_KM) * MARGIN + 1e-8;
    return this.#chords(tolerance).flatMap(([from, to]) => pieces(from, to, width));
  }

  /** Neighbouring legs as one arc, where all their corners are near to it. */
  #chords(tolerance: number): [Vector, Vector][] {
    const chords: [Vector, Vector][] = [];
    let first = 0;
    while (first < this.#legs.length) {
      const { from } = this.#legs[first] as Leg;
      let last = first;
      while (last + 1 < this.#legs.length && last - first < 50 && this.#isStraight(first, last + 1, tolerance)) last++;
      chords.push([from, (this.#legs[last] as Leg).to]);
      first = last + 1;
    }
    return chords;
  }

  #isStraight(first: number, last: number, tolerance: number): boolean {
    const [from, to] = [(this.#legs[first] as Leg).from, (this.#legs[last] as Leg).to];
    const length = angle(from, to);
    if (length < 1e-9) return false;
    const chord = { from, to, normal: unit(cross(from, to)), middle: unit(add(from, to)), length, start: 0 };
    return this.#legs.slice(first, last).every((leg) => nearestOnLeg(chord, leg.to).distance <= tolerance);
  }
}

function nearestOnLeg({ from, to, normal, length }: Leg, point: Vector): { distance: number; position: number } {
  // The foot of the perpendicular, where it lies on the arc; else the nearer end.
  const position = Math.atan2(dot(cross(from, point), normal), dot(from, point));
  if (position >= 0 && position <= length) {
    return { distance: Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(normal, point))))), position };
  }
  const [start, end] = [angle(from, point), angle(to, point)];
  return start <= end ? { distance: start, position: 0 } : { distance: end, position: length };
}

/** Rectangles around an arc; their long sides bow away from it, as a parallel's chord does towards the pole. */
function pieces(from: Vector, to: Vector, width: number): [number, number][][][] {
  const length = angle(from, to);
  const normal = unit(cross(from, to));
  const ahead = cross(normal, from);
  const count = Math.max(1, Math.ceil((length * EARTH_RADIUS_KM) / LONGEST_PIECE_KM));
  const at = (position: number, side: number): [number, number] =>
    positionOf(
      unit(
        add(
          scale(add(scale(from, Math.cos(position)), scale(ahead, Math.sin(position))), Math.cos(side)),
          scale(normal, Math.sin(side)),
        ),
      ),
    );
  return Array.from({ length: count }, (_, index) => {
    const [start, end] = [(length * index) / count - width, (length * (index + 1)) / count + width];
    const corner = at(start, -width);
    return [[corner, at(end, -width), at(end, width), at(start, width), corner]];
  });
}

function vectorOf({ latitude, longitude }: Place): Vector {
  const [north, east] = [latitude * RADIANS, longitude * RADIANS];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

function positionOf([x, y, z]: Vector): [longitude: number, latitude: number] {
  return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scale([x, y, z]: Vector, factor: number): Vector {
  return [x * factor, y * factor, z * factor];
}

function unit(vector: Vector): Vector {
  return scale(vector, 1 / Math.hypot(...vector));
}

function angle(a: Vector, b: Vector): number {
  return Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));
}

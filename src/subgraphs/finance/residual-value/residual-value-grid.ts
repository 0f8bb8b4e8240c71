import { Decimal } from 'decimal.js';

/** A point as far as arithmetic asks. */
export interface GridPoint {
  readonly months: number;
  readonly kmPerYear: number;
  readonly share: Decimal;
}

/** Digits after the point of a share between points. */
const DIGITS = 6;

/**
 * The share of the price that is left after so many months with so many kilometres a year: bilinear between the four points
 * around, rounded half up to six digits; at a point, exactly its share. Null outside of the grid: nothing is extrapolated.
 */
export function residualShare(points: readonly GridPoint[], months: number, kmPerYear: number): Decimal | null {
  const ages = bracket(
    points.map((point) => point.months),
    months,
  );
  const distances = bracket(
    points.map((point) => point.kmPerYear),
    kmPerYear,
  );
  if (ages === null || distances === null) return null;
  const at = (age: number, distance: number): Decimal | null =>
    points.find((point) => point.months === age && point.kmPerYear === distance)?.share ?? null;
  const [young, old] = ages;
  const [near, far] = distances;
  const corners = [at(young, near), at(old, near), at(young, far), at(old, far)] as const;
  const [youngNear, oldNear, youngFar, oldFar] = corners;
  if (youngNear === null || oldNear === null || youngFar === null || oldFar === null) return null;
  const nearShare = between(youngNear, oldNear, months - young, old - young);
  const farShare = between(youngFar, oldFar, months - young, old - young);
  return between(nearShare, farShare, kmPerYear - near, far - near).toDecimalPlaces(DIGITS, Decimal.ROUND_HALF_UP);
}

function between(from: Decimal, to: Decimal, part: number, whole: number): Decimal {
  return whole === 0 ? from : from.plus(to.minus(from).times(part).div(whole));
}

/** The values around one, twice the same where it is one of them; null outside. */
function bracket(values: readonly number[], value: number): readonly [number, number] | null {
  let below = Number.NEGATIVE_INFINITY;
  let above = Number.POSITIVE_INFINITY;
  for (const known of values) {
    if (known <= value) below = Math.max(below, known);
    if (known >= value) above = Math.min(above, known);
  }
  return Number.isFinite(below) && Number.isFinite(above) ? [below, above] : null;
}

/** What is wrong with the points of a curve, by their places; nothing for a whole grid that never rises. */
export function gridProblems(points: readonly GridPoint[]): { readonly at: number; readonly constraint: string }[] {
  const problems: { at: number; constraint: string }[] = [];
  const places = new Map<string, number>();
  points.forEach(({ months, kmPerYear, share }, at) => {
    const key = `${months}/${kmPerYear}`;
    const twin = places.get(key);
    if (twin !== undefined) problems.push({ at, constraint: `says the same age and distance as points[${twin}]` });
    else places.set(key, at);
    if (share.isNegative() || share.gt(1)) problems.push({ at, constraint: 'share must be a fraction from 0 to 1' });
  });
  if (problems.length > 0) return problems;
  const ages = [...new Set(points.map(({ months }) => months))].sort((one, other) => one - other);
  const distances = [...new Set(points.map(({ kmPerYear }) => kmPerYear))].sort((one, other) => one - other);
  const placeOf = (age: number | undefined, distance: number | undefined) => places.get(`${age}/${distance}`);
  ages.forEach((age, ageAt) => {
    distances.forEach((distance, distanceAt) => {
      const at = placeOf(age, distance);
      if (at === undefined) {
        problems.push({ at: 0, constraint: `there is no point for ${age} months and ${distance} km a year` });
        return;
      }
      const lessUsed = [placeOf(ages[ageAt - 1], distance), placeOf(age, distances[distanceAt - 1])];
      for (const other of lessUsed) {
        if (other !== undefined && points[at]?.share.gt(points[other]?.share ?? 0)) {
          problems.push({ at, constraint: `is worth more than points[${other}], which is younger or has run less` });
        }
      }
    });
  });
  return problems;
}

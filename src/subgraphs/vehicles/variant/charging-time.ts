/** Charging power in kW at a state of charge in percent. */
export interface CurvePoint {
  readonly soc: number;
  readonly kW: number;
}

/**
 * Minutes that a car takes to charge from one state of charge to another at a post that gives what the car can take: the
 * energy between them over the power of its curve, which is straight between its points. Null where the curve does not reach
 * so far, or its power falls to nothing on the way.
 *
 * @param batteryKWh usable
 */
export function chargingMinutes(
  curve: readonly CurvePoint[],
  batteryKWh: number,
  fromSoc: number,
  toSoc: number,
): number | null {
  const points = [...curve].sort((left, right) => left.soc - right.soc);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || fromSoc < first.soc || toSoc > last.soc) return null;
  let hours = 0;
  for (const [at, left] of points.entries()) {
    const right = points[at + 1];
    if (right === undefined) break;
    const [begin, end] = [Math.max(fromSoc, left.soc), Math.min(toSoc, right.soc)];
    if (begin >= end) continue;
    const [powerAtBegin, powerAtEnd] = [powerBetween(left, right, begin), powerBetween(left, right, end)];
    if (powerAtBegin <= 0 || powerAtEnd <= 0) return null;
    hours += (((end - begin) / 100) * batteryKWh) / logarithmicMean(powerAtBegin, powerAtEnd);
  }
  return hours * 60;
}

function powerBetween(left: CurvePoint, right: CurvePoint, soc: number): number {
  return left.kW + ((right.kW - left.kW) * (soc - left.soc)) / (right.soc - left.soc);
}

/** The integral of 1/p over a straight p is the length over the logarithmic mean of its ends. */
function logarithmicMean(one: number, other: number): number {
  return Math.abs(one - other) < 1e-9 * one ? one : (one - other) / Math.log(one / other);
}

import type { Decimal } from 'decimal.js';
import type { Charge } from './charge.js';

const WATT_HOURS_A_KWH = 1000;

/** What divisions leave behind must not begin a new step. */
const PLACES = 9;

/**
 * Rounds what is billed up to whole steps, once a session for energy and once for time (OCPI 2.2.1-d2 and 2.3.0, module
 * CDRs, step_size): the total of the session counts, with the step of the component that was charged last, and the rest
 * of the last step is billed at the price of that component. Where parking is charged too, only parking is rounded;
 * charging time is followed by another time-based period. A reservation is rounded by itself.
 */
export function roundedToSteps(charges: readonly Charge[]): Charge[] {
  const isParkingCharged = charges.some(({ dimension }) => dimension === 'PARKING_TIME');
  const groups = [
    charges.filter(({ dimension }) => dimension === 'ENERGY'),
    charges.filter(({ dimension, isReservation }) => dimension === 'TIME' && isReservation),
    charges.filter(
      ({ dimension, isReservation }) => dimension === (isParkingCharged ? 'PARKING_TIME' : 'TIME') && !isReservation,
    ),
  ];
  const rests = new Map(groups.flatMap(restOfLastStep));
  return charges.map((charge) => {
    const rest = rests.get(charge);
    return rest === undefined ? charge : { ...charge, billedVolume: charge.volume.plus(rest) };
  });
}

function restOfLastStep(charges: readonly Charge[]): [Charge, Decimal][] {
  const last = charges.at(-1);
  if (last === undefined || last.component.stepSize <= 0) {
    return [];
  }
  const unit = last.dimension === 'ENERGY' ? WATT_HOURS_A_KWH : 1;
  const total = charges.reduce((sum, { volume }) => sum.plus(volume), last.volume.times(0));
  const used = total.times(unit).toDecimalPlaces(PLACES);
  const steps = used.div(last.component.stepSize).ceil();
  return [[last, steps.times(last.component.stepSize).div(unit).minus(total)]];
}

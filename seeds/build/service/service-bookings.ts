import { openPeriods } from '../../../src/kernel/opening-hours/opening-hours.js';
import type { ServiceBookingRecord } from '../../../src/subgraphs/service/appointment/service-booking.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SEED_INSTANT, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

const DAYS_BOOKED = 14;
const DAY_MILLISECONDS = 86_400_000;
const HALF_HOUR_MILLISECONDS = 1_800_000;

/** Workshops of a market with bookings, by identifier. */
const BOOKED_PER_MARKET = 3;

function bookingsOf(point: ServicePointRecord): ServiceBookingRecord[] {
  const end = new Date(SEED_INSTANT.getTime() + DAYS_BOOKED * DAY_MILLISECONDS);
  const periods = openPeriods(point, SEED_INSTANT, end) ?? [];
  const random = createRandomStream(`bookings:${point._id}`);
  const bookings: ServiceBookingRecord[] = [];
  // Bay by bay, so that no bay is taken twice at once.
  for (let bay = 0; bay < (point.bays ?? 0); bay++) {
    for (const { from, to } of periods) {
      let at = from.getTime();
      while (at < to.getTime()) {
        const length = HALF_HOUR_MILLISECONDS * random.integer(1, 8);
        const endsAt = at + length;
        if (endsAt <= to.getTime() && random.chance(0.45)) {
          const bookingId = `${point._id}:B${String(bookings.length + 1).padStart(4, '0')}`;
          bookings.push({
            _id: bookingId,
            bookingId,
            country: point.country,
            servicePointId: point._id,
            startsAt: new Date(at),
            endsAt: new Date(endsAt),
            status: random.chance(0.06) ? 'CANCELLED' : 'BOOKED',
            provenance: synthetic(bookingId),
          });
        }
        at = endsAt;
      }
    }
  }
  return bookings;
}

/** Generated bookings of the first open workshops of each market over two weeks, within their hours and bays. */
export function buildServiceBookings(points: readonly ServicePointRecord[]): ServiceBookingRecord[] {
  const open = points
    .filter(({ status, bays, openingHours }) => status === 'OPEN' && bays !== null && openingHours !== null)
    .sort((left, right) => (left._id < right._id ? -1 : 1));
  const countries = [...new Set(open.map(({ country }) => country))];
  return countries.flatMap((country) =>
    open
      .filter((point) => point.country === country)
      .slice(0, BOOKED_PER_MARKET)
      .flatMap(bookingsOf),
  );
}

import { describe, expect, it } from 'vitest';
import { isOpenByHours } from '../../src/kernel/opening-hours/opening-hours.js';
import type { ServiceLevelAgreementRecord } from '../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import type { ServiceBookingRecord } from '../../src/subgraphs/service/appointment/service-booking.model.js';
import type { PartsAvailabilityRecord } from '../../src/subgraphs/service/depot/parts-availability.model.js';
import type { PartsDepotRecord } from '../../src/subgraphs/service/depot/parts-depot.model.js';
import type { MobileServiceUnitRecord } from '../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import type { ServiceNetworkRecord } from '../../src/subgraphs/service/network/service-network.model.js';
import type { ServicePointRecord } from '../../src/subgraphs/service/point/service-point.model.js';
import { seedRecords } from './read-seeds.js';

const points = seedRecords<ServicePointRecord>('service_points');
const networks = seedRecords<ServiceNetworkRecord>('service_networks');
const units = seedRecords<MobileServiceUnitRecord>('mobile_service_units');
const bookings = seedRecords<ServiceBookingRecord>('service_bookings');
const agreements = seedRecords<ServiceLevelAgreementRecord>('service_level_agreements');
const depots = seedRecords<PartsDepotRecord>('parts_depots');
const stock = seedRecords<PartsAvailabilityRecord>('parts_availability');

describe('the service seeds', () => {
  it('refer only to records that exist, units to mobile networks', () => {
    const kinds = new Map(networks.map(({ _id, kind }) => [_id, kind]));
    expect(units.length).toBeGreaterThan(100);
    expect(units.filter(({ networkId }) => kinds.get(networkId) !== 'MOBILE')).toEqual([]);
    expect(agreements.filter(({ networkId }) => !kinds.has(networkId))).toEqual([]);
    const known = new Set([...points, ...depots].map(({ _id }) => _id));
    expect(bookings.filter(({ servicePointId }) => !known.has(servicePointId))).toEqual([]);
    expect(stock.filter(({ depotId }) => !known.has(depotId))).toEqual([]);
  });

  it('have hours that can be read, closed on a national holiday of every market', () => {
    const newYear = new Date('2027-01-01T12:00:00Z');
    const friday = new Date('2026-11-27T11:00:00Z');
    const generated = points.filter(({ openingHours }) => openingHours !== null);
    expect(generated.length).toBeGreaterThan(800);
    expect(generated.filter((point) => isOpenByHours(point, friday) === null)).toEqual([]);
    // New Year's Day is no holiday of the Australian, American and Brazilian evening before it has begun there.
    const atNoon = generated.filter(({ timeZone }) => /^(Europe|Africa)\//.test(timeZone));
    expect(atNoon.length).toBeGreaterThan(300);
    expect(atNoon.filter((point) => isOpenByHours(point, newYear) !== false)).toEqual([]);
  });

  it('book no bay twice, and only while the workshop is open', () => {
    const byPoint = new Map<string, ServiceBookingRecord[]>();
    for (const booking of bookings.filter(({ status }) => status === 'BOOKED')) {
      byPoint.set(booking.servicePointId, [...(byPoint.get(booking.servicePointId) ?? []), booking]);
    }
    expect(byPoint.size).toBeGreaterThan(40);
    for (const point of points.filter(({ _id }) => byPoint.has(_id))) {
      const own = byPoint.get(point._id) ?? [];
      const most = Math.max(
        ...own.map(({ startsAt }) => own.filter((one) => one.startsAt <= startsAt && startsAt < one.endsAt).length),
      );
      expect(most).toBeLessThanOrEqual(point.bays ?? 0);
      expect(own.filter(({ startsAt }) => isOpenByHours(point, startsAt) !== true)).toEqual([]);
      expect(own.filter(({ endsAt }) => isOpenByHours(point, new Date(endsAt.getTime() - 1000)) !== true)).toEqual([]);
    }
  });

  it('divide Türkiye into seven regions of eighty-one provinces, in which every Turkish workshop stands', () => {
    const regions = networks.find(({ _id }) => _id === 'TR:demo-authorised')?.regions ?? [];
    const provinces = regions.flatMap(({ subdivisions }) => subdivisions);
    expect(regions).toHaveLength(7);
    expect(new Set(provinces).size).toBe(81);
    const turkish = points.filter(({ country }) => country === 'TR');
    expect(turkish.filter(({ address }) => !provinces.includes(address.addressRegion ?? ''))).toEqual([]);
  });

  it('measure what is over, and count no technician above the certificates of the workshop', () => {
    for (const { measurements } of agreements) {
      expect(measurements.every(({ to, measured }) => to <= '2026-11-24' === (measured !== null))).toBe(true);
    }
    const overqualified = points.filter(({ technicians = [], capabilities }) =>
      technicians.some(({ level }) => !capabilities.some(({ code }) => code === level)),
    );
    expect(overqualified).toEqual([]);
  });
});

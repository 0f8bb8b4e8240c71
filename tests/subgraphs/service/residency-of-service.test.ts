import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceLevelAgreementModel } from '../../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import { serviceBookingModel } from '../../../src/subgraphs/service/appointment/service-booking.model.js';
import { partsDepotModel } from '../../../src/subgraphs/service/depot/parts-depot.model.js';
import { mobileServiceUnitModel } from '../../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';
import { agreement, depot, mobileUnit, point } from './service-records.js';

const OPEN = { openingHours: 'Mo-Fr 08:00-09:00', bays: 1, leadTimeDays: 0 };
const COUNTRIES = ['DE', 'NO'].map((code) => ({ __typename: 'Country', code }));
const SELECTION = `... on Country { code mobileServiceUnits { nodes { unitId } } serviceLevelAgreements { nodes { slaId } }
  servicePoints(openAt: "2026-11-25T07:30:00Z") { nodes { servicePointId appointments(days: 2) { totalCount } } }
  partsDepots { nodes { depotId } } }`;

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS, ['NO']);
  await service.insert(servicePointModel, [point('DE:1', OPEN), point('NO:1', { ...OPEN, timeZone: 'Europe/Oslo' })]);
  await service.insert(mobileServiceUnitModel, [mobileUnit('DE:van'), mobileUnit('NO:van')]);
  await service.insert(serviceLevelAgreementModel, [agreement('DE:fix', '0.9', []), agreement('NO:fix', '0.9', [])]);
  await service.insert(partsDepotModel, [depot('DE:parts', { servedCountries: ['DE', 'NO'] })]);
  await service.insert(serviceBookingModel, [
    {
      _id: 'NO:1#1',
      bookingId: 'NO:1#1',
      country: 'NO',
      servicePointId: 'NO:1',
      startsAt: new Date('2026-11-25T07:00:00Z'),
      endsAt: new Date('2026-11-25T08:00:00Z'),
      status: 'BOOKED',
      provenance: TEST_PROVENANCE,
    },
  ]);
});

afterAll(() => service.close());

/** The tests of this file run in their order: the last one loses a cluster. */
describe.sequential('what serves cars in two clusters', { shuffle: false }, () => {
  it('is read where each country keeps it; depots serve both', async () => {
    const result = await service.entities(COUNTRIES, SELECTION);
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      {
        code: 'DE',
        mobileServiceUnits: { nodes: [{ unitId: 'DE:van' }] },
        serviceLevelAgreements: { nodes: [{ slaId: 'DE:fix' }] },
        // Today and tomorrow, one hour each.
        servicePoints: { nodes: [{ servicePointId: 'DE:1', appointments: { totalCount: 2 } }] },
        partsDepots: { nodes: [{ depotId: 'DE:parts' }] },
      },
      {
        code: 'NO',
        mobileServiceUnits: { nodes: [{ unitId: 'NO:van' }] },
        serviceLevelAgreements: { nodes: [{ slaId: 'NO:fix' }] },
        servicePoints: { nodes: [{ servicePointId: 'NO:1', appointments: { totalCount: 1 } }] },
        partsDepots: { nodes: [{ depotId: 'DE:parts' }] },
      },
    ]);
  });

  it('costs the countries of a lost cluster only', async () => {
    await service.loseElsewhere();
    const result = await service.entities(COUNTRIES, SELECTION);
    expect(at(result, '_entities', 0, 'servicePoints', 'nodes')).toEqual([
      { servicePointId: 'DE:1', appointments: { totalCount: 2 } },
    ]);
    expect(at(result, '_entities', 0, 'mobileServiceUnits', 'nodes')).toEqual([{ unitId: 'DE:van' }]);
    expect(at(result, '_entities', 1)).toEqual({
      code: 'NO',
      mobileServiceUnits: null,
      serviceLevelAgreements: null,
      servicePoints: null,
      partsDepots: { nodes: [{ depotId: 'DE:parts' }] },
    });
    expect(result.errors.map(({ extensions }) => extensions?.code)).toEqual(Array(3).fill('COUNTRY_UNAVAILABLE'));
  });
});

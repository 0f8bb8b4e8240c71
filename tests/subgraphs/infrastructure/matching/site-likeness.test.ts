import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargingLocationRecord } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { matchableSite } from '../../../../src/subgraphs/infrastructure/matching/matchable-site.js';
import { siteLikeness } from '../../../../src/subgraphs/infrastructure/matching/site-likeness.js';
import { connector, evse } from '../location-records.js';
import { sitesNearby, sourcedSite } from './matched-sites.js';

const like = (left: ChargingLocationRecord, right: ChargingLocationRecord) =>
  siteLikeness(matchableSite(left), matchableSite(right));

const STATION = { operator: 'Stadtwerke Nord AG', address: 'Hauptstraße 5', evses: [evse('1')] };
const register = (fields: Partial<ChargingLocationRecord> = {}, at: [number, number] = [0, 0]) =>
  sourcedSite('Register', 'R', at, { ...STATION, ...fields });
const map = (fields: Partial<ChargingLocationRecord> = {}, at: [number, number] = [0, 0]) =>
  sourcedSite('Map', 'M', at, { ...STATION, ...fields });

describe('two records of one site', () => {
  it('are known by place, address, operator and connectors, whatever their spelling', () => {
    expect(like(register(), map({ operator: 'STADTWERKE NORD', address: 'Hauptstr. 5' }, [10, 0]))).toEqual({
      // All but the name, which neither has: 0.9 + 0.1 * 0.35.
      score: 0.94,
      distanceMetres: 10,
      reasons: ['DISTANCE', 'ADDRESS', 'OPERATOR', 'CONNECTORS'],
    });
  });

  it('are certain where they share an identifier, however it is written', () => {
    const shared = like(
      register({ operator: null, address: '', evses: [evse('1', { evseId: 'DE*NRD*E1*2' })] }),
      map({ operator: 'Other', address: 'Elsewhere 9', evses: [evse('1', { evseId: 'denrde12' })] }, [240, 0]),
    );
    expect(shared).toMatchObject({ score: 1, distanceMetres: 240 });
    expect(shared?.reasons).toContain('EVSE_ID');
  });

  it('may have an identifier in common where one of the places is doubtful, and are not judged by it', () => {
    const evses = [evse('1', { evseId: 'DE*NRD*E1' })];
    const doubtful = map({ evses, geoQuality: 'SUSPECT' }, [90_000, 0]);
    expect(like(register({ evses }), doubtful)).toMatchObject({ score: 1, distanceMetres: null });
  });

  it('may be known by the address in a name', () => {
    expect(like(register(), map({ name: 'Hauptstr. 5', address: 'Am Markt 1' }))?.reasons).toContain('ADDRESS');
  });
});

describe('two records', () => {
  const cases: [string, ChargingLocationRecord, ChargingLocationRecord][] = [
    ['of one party', register(), { ...map(), _id: 'DE*REG*M' }],
    ['of the same source', register(), { ...map(), provenance: register().provenance }],
    ['more than 250 m apart', register(), map({}, [251, 0])],
    [
      'more than 250 m apart with an identifier in common',
      register({ evses: [evse('1', { evseId: 'DE*NRD*E1' })] }),
      map({ evses: [evse('1', { evseId: 'DE*NRD*E1' })] }, [260, 0]),
    ],
    [
      'with different identifiers of one operator',
      register({ evses: [evse('1', { evseId: 'DE*NRD*E1' })] }),
      map({ evses: [evse('1', { evseId: 'DE*NRD*E2' })] }),
    ],
    ['at different houses of a street', register(), map({ address: 'Hauptstr. 9' }, [60, 0])],
    ['without a place', register(), map({ location: null, geoQuality: 'MISSING' })],
  ];
  it.each(cases)('%s are never one site', (_, left, right) => {
    expect(like(left, right)).toBeNull();
  });

  it('that have nothing but their place are not linked by it', () => {
    const bare = { operator: null, address: '', evses: [] };
    expect(like(register(bare), map(bare))?.score).toBe(0.58);
  });

  it('that are near, and of other operators at other addresses with other connectors, are not', () => {
    const other = {
      operator: 'Allego',
      address: 'Am Markt 1',
      evses: [evse('1', { connectors: [connector({ standard: 'CHADEMO' })] })],
    };
    expect(like(register(), map(other, [30, 0]))?.score).toBeLessThan(0.6);
  });
});

describe('the score', () => {
  it('is the same from either side, within bounds, and 1 for a shared identifier only', () => {
    fc.assert(
      fc.property(sitesNearby, (sites) => {
        for (const left of sites) {
          for (const right of sites) {
            const found = like(left, right);
            expect(like(right, left)).toEqual(found);
            if (found === null) continue;
            expect(found.score).toBeGreaterThanOrEqual(0);
            expect(found.score).toBeLessThanOrEqual(1);
            expect(found.score === 1).toBe(found.reasons.includes('EVSE_ID'));
            expect(found.distanceMetres ?? 0).toBeLessThanOrEqual(250);
          }
        }
      }),
    );
  });

  it('never grows with the distance', () => {
    fc.assert(
      fc.property(fc.nat(250), fc.nat(250), (one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        const [nearer, farther] = [like(register(), map({}, [near, 0])), like(register(), map({}, [far, 0]))];
        expect(farther?.score ?? 0).toBeLessThanOrEqual(nearer?.score ?? 0);
      }),
    );
  });
});

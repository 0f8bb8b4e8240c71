import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargingLocationRecord } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { matchableSite } from '../../../../src/subgraphs/infrastructure/matching/matchable-site.js';
import { siteLinks } from '../../../../src/subgraphs/infrastructure/matching/site-links.js';
import { sitesNearby, sourcedSite } from './matched-sites.js';

const linksOf = (sites: readonly ChargingLocationRecord[]) => siteLinks(sites.map(matchableSite));
const partners = (sites: readonly ChargingLocationRecord[]) =>
  Object.fromEntries([...linksOf(sites)].map(([id, links]) => [id, links.map(({ locationId }) => locationId)]));

describe('links', () => {
  it('join each of two neighbouring posts with its own record, and not with the neighbour', () => {
    const post = (system: string, id: string, at: number, house: number) =>
      sourcedSite(system, id, [at, 0], { operator: 'EnBW', address: `Hauptstraße ${house}` });
    expect(
      partners([
        post('Register', 'R1', 0, 1),
        post('Register', 'R2', 30, 2),
        post('Map', 'M1', 3, 1),
        post('Map', 'M2', 33, 2),
      ]),
    ).toEqual({
      'DE*REG*R1': ['DE*MAP*M1'],
      'DE*MAP*M1': ['DE*REG*R1'],
      'DE*REG*R2': ['DE*MAP*M2'],
      'DE*MAP*M2': ['DE*REG*R2'],
    });
  });

  it('join all rows of a register for one place with the one record of another source', () => {
    const unit = (system: string, id: string) =>
      sourcedSite(system, id, [0, 0], { operator: 'EnBW', address: 'Hauptstraße 1' });
    expect(partners([unit('Register', 'R1'), unit('Register', 'R2'), unit('Map', 'M')])).toEqual({
      'DE*REG*R1': ['DE*MAP*M'],
      'DE*REG*R2': ['DE*MAP*M'],
      'DE*MAP*M': ['DE*REG*R1', 'DE*REG*R2'],
    });
  });

  it('meet across the antimeridian', () => {
    const at = (system: string, id: string, longitude: number) => ({
      ...sourcedSite(system, id, [0, 0], { operator: 'EnBW', address: 'Queens Road 1' }),
      location: { type: 'Point' as const, coordinates: [longitude, -16.8] as [number, number] },
    });
    expect([...linksOf([at('Register', 'R', 179.9999), at('Map', 'M', -179.9999)]).keys()]).toHaveLength(2);
  });

  it('are known to both ends, never within a source, and the same in whatever order the sites come', () => {
    fc.assert(
      fc.property(sitesNearby, fc.gen(), (sites, random) => {
        const links = linksOf(sites);
        const systems = new Map(sites.map(({ _id, provenance }) => [_id, provenance.source.system]));
        for (const [id, own] of links) {
          for (const { locationId, ...link } of own) {
            expect(systems.get(locationId)).not.toBe(systems.get(id));
            expect(link.score).toBeGreaterThanOrEqual(0.6);
            const back = links.get(locationId)?.find((other) => other.locationId === id);
            expect(back).toEqual({ locationId: id, ...link });
          }
        }
        const shuffled = random(fc.shuffledSubarray, sites, { minLength: sites.length });
        expect(linksOf(shuffled)).toEqual(links);
      }),
    );
  });
});

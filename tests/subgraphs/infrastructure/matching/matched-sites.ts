import fc from 'fast-check';
import type { ChargingLocationRecord } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { TEST_PROVENANCE } from '../../../support/subgraph-harness.js';
import { connector, evse, siteAt } from '../location-records.js';

/** A site of a source, with a party of its own, so many metres north and east of 52 N, 10 E. */
export function sourcedSite(
  system: string,
  id: string,
  [north, east]: readonly [north: number, east: number],
  fields: Partial<ChargingLocationRecord> = {},
): ChargingLocationRecord {
  const latitude = 52 + north / 111_195;
  const longitude = 10 + east / (111_195 * Math.cos((52 * Math.PI) / 180));
  return siteAt('DE', id, latitude, longitude, {
    partyId: system.slice(0, 3).toUpperCase(),
    name: null,
    address: '',
    evses: [],
    provenance: { ...TEST_PROVENANCE, source: { ...TEST_PROVENANCE.source, system } },
    ...fields,
  });
}

const operators = fc.constantFrom('Stadtwerke Nord AG', 'Stadtwerke Nord', 'Allego GmbH', 'EnBW', null);
const addresses = fc.constantFrom(
  'Am Markt 1',
  'Am Markt 1a',
  'Markt 1',
  'Hauptstr. 5',
  'Hauptstraße 5',
  'Hauptstraße 9',
  '',
);
const evseIds = fc.constantFrom('DE*ABC*E1', 'DEABCE1', 'DE*ABC*E2', 'DE*XYZ*E9', null, null, null);

/** Up to a dozen sites of three sources within a few streets. */
export const sitesNearby: fc.Arbitrary<ChargingLocationRecord[]> = fc
  .array(
    fc.record({
      system: fc.constantFrom('Register', 'Map', 'Roaming'),
      north: fc.integer({ min: 0, max: 900 }),
      east: fc.integer({ min: 0, max: 300 }),
      operator: operators,
      address: addresses,
      evseId: evseIds,
      standard: fc.constantFrom('IEC_62196_T2', 'CHADEMO'),
      geoQuality: fc.constantFrom('EXACT' as const, 'EXACT' as const, 'EXACT' as const, 'SUSPECT' as const),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ system, north, east, operator, address, evseId, standard, geoQuality }, at) =>
      sourcedSite(system, `S${at}`, [north, east], {
        operator,
        address,
        geoQuality,
        evses: [evse('1', { evseId, connectors: [connector({ standard })] })],
      }),
    ),
  );

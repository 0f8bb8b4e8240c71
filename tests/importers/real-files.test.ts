import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { fleetStatisticModel } from '../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { servicePointModel } from '../../src/subgraphs/service/point/service-point.model.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))}/`;
const MISSING = !existsSync(DATA);
if (MISSING) console.warn(`SKIPPED: the real files are not at ${DATA}`);

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());

/** Counts from an independent reading of each file (awk, Python's csv module), not from what the importer says. */
const FILES = [
  { file: 'charging/de_bnetza_2019-07-19.cp1252.csv', mapping: 'de-bnetza', read: 9_690, rejected: 0 },
  { file: 'charging/de_rostock_opendata.csv', mapping: 'de-rostock', read: 74, rejected: 0 },
  { file: 'charging/cz_brno.csv', mapping: 'cz-brno', read: 45, rejected: 0 },
  { file: 'charging/au_nsw_2021.csv', mapping: 'au-nsw', read: 58, rejected: 0 },
  { file: 'charging/fr_irve_exemple_valide_statique.csv', mapping: 'fr-irve-static', read: 2, rejected: 0 },
  { file: 'service/gb_mot_stations_2020-08.csv', mapping: 'gb-mot-stations', read: 23_224, rejected: 0 },
  { file: 'markets/geonames_towns_15000.tsv', mapping: 'geonames-towns', read: 8_990, rejected: 0 },
] as const;

describe.skipIf(MISSING).sequential('the real files', () => {
  it.each(FILES)('$file is read to the last record', { timeout: 60_000 }, async ({ file, mapping, read, rejected }) => {
    const report = await harness.import(`${DATA}${file}`, mapping);
    expect(report).toMatchObject({ read, rejected });
    expect(report.created + report.updated + report.unchanged + report.rejected).toBe(report.read);
  });

  it('again are all unchanged', { timeout: 60_000 }, async () => {
    for (const { file, mapping, read } of FILES.slice(0, 5)) {
      const first = await harness.import(`${DATA}${file}`, mapping);
      expect(await harness.import(`${DATA}${file}`, mapping)).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: read,
      });
      expect(first.read).toBe(read);
    }
  });

  it('the energy agency: cars only, countries only', async () => {
    const report = await harness.import(`${DATA}markets/iea_gevo2023.csv`, 'iea-fleet');
    expect(report).toMatchObject({ rejected: 0 });
    // Stock and sales are two rows of the file, and one record.
    expect(report.skipped).toBeGreaterThan(8_000);
    expect((await harness.rows(fleetStatisticModel, { _id: 'AU:2011:BEV' }))[0]).toMatchObject({
      stock: 49,
      sales: 49,
    });
  });

  it('status of a charge point that is not stored is rejected, and of one that is changes it', async () => {
    await harness.import(`${DATA}charging/fr_irve_exemple_valide_statique.csv`, 'fr-irve-static');
    const report = await harness.import(`${DATA}charging/fr_irve_exemple_valide_dynamique.csv`, 'fr-irve-dynamic');
    expect(report.rejections).toMatchObject([{ line: 2, recordId: 'FRA68P68021001', code: 'UNKNOWN_EVSE' }]);
    const [site] = await harness.rows(chargingLocationModel, { 'evses.evseId': 'ESZUNE1111ER7' });
    expect(site?.evses[0]).toMatchObject({ status: 'AVAILABLE', lastUpdated: new Date('2022-10-18T12:35:49Z') });
  });
});

describe.skipIf(MISSING)('what the rows say', () => {
  const site = async (file: string, mapping: string, filter: object) => {
    await harness.import(`${DATA}${file}`, mapping);
    return (await harness.rows(chargingLocationModel, filter))[0];
  };

  it('Germany: decimal comma, Windows-1252, points by column group, equal rows apart', {
    timeout: 60_000,
  }, async () => {
    const first = await site('charging/de_bnetza_2019-07-19.cp1252.csv', 'de-bnetza', { _id: 'DE*BNA*BNetzA-000001' });
    expect(first).toMatchObject({
      operator: 'MVV Energie AG',
      city: 'Mannheim',
      postalCode: '68159',
      state: 'Baden-Württemberg',
      location: { coordinates: [8.468098, 49.494409] },
      operationalSince: '2010-04-14',
      maxElectricPower: 22_000,
    });
    expect(
      first?.evses.map(({ status, connectors }) => [status, connectors[0]?.standard, connectors[0]?.maxElectricPower]),
    ).toEqual([
      ['UNKNOWN', 'IEC_62196_T2', 22_000],
      ['UNKNOWN', 'DOMESTIC_F', 2_000],
    ]);
  });

  it('Brno: a list in Python notation, voltage between lines', async () => {
    const tesla = await site('charging/cz_brno.csv', 'cz-brno', { locationId: '40EB4C0C-6D3B-40E8-ACF7-EFBC49A38ACD' });
    expect(tesla?.evses[0]).toMatchObject({
      status: 'AVAILABLE',
      connectors: [{ powerType: 'DC', maxElectricPower: 120_000 }],
    });
  });

  it('Rostock: kinds and numbers in one cell', async () => {
    const rows = await site('charging/de_rostock_opendata.csv', 'de-rostock', { name: /Vienna House/i });
    expect(rows?.evses.map(({ connectors }) => connectors[0])).toMatchObject([
      { standard: 'DOMESTIC_F', maxElectricPower: 3_000, powerType: 'AC_1_PHASE' },
    ]);
  });

  it('workshops: national grid to degrees', { timeout: 60_000 }, async () => {
    await harness.import(`${DATA}service/gb_mot_stations_2020-08.csv`, 'gb-mot-stations');
    const [station] = await harness.rows(servicePointModel, { _id: 'GB:7167B3' });
    // AB10 6HU lies at 57.134 N, 2.119 W.
    expect(station?.location?.coordinates[0]).toBeCloseTo(-2.119, 2);
    expect(station?.location?.coordinates[1]).toBeCloseTo(57.134, 2);
    expect(station?.capabilities).toMatchObject([{ code: 'MOT', certificate: 'DVSA MOT classes 4' }]);
  });
});

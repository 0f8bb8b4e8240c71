import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ChargingLocationRecord } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { FleetStatisticRecord } from '../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import type { MarketPolicyRecord } from '../../src/subgraphs/markets/policy/market-policy.model.js';
import type { TownRecord } from '../../src/subgraphs/markets/town/town.model.js';
import type { ServicePointRecord } from '../../src/subgraphs/service/point/service-point.model.js';
import type { MakerRecord } from '../../src/subgraphs/vehicles/maker/maker.model.js';
import type { VehicleVariantRecord } from '../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { seedRecords, sourceFolder } from './read-seeds.js';

const sources = sourceFolder();
if (sources === null) {
  console.warn('SKIPPED: the seeds are not compared with their raw sources. Set SEED_SOURCES to the folder of them.');
}

function text(file: string, encoding = 'utf-8'): string {
  return new TextDecoder(encoding).decode(readFileSync(join(sources ?? '', file)));
}

/** Rows of a raw table after its first lines. */
function rowsOf(file: string, skip: number, delimiter = ',', encoding = 'utf-8'): string[][] {
  const rows: string[][] = parse(text(file, encoding), { delimiter, bom: true, relax_column_count: true });
  return rows.slice(skip);
}

function ratesAreEqual(policy: MarketPolicyRecord, row: { kind: string; rate: number | null }): boolean {
  return row.rate === null || Number(policy.rate?.toString()) === row.rate;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe.skipIf(sources === null)('the German charging register', () => {
  const raw = () => rowsOf('charging/de_bnetza_2019-07-19.cp1252.csv', 5, ';', 'windows-1252');
  const seeded = seedRecords<ChargingLocationRecord>('charging_locations', 'DE').filter(
    ({ partyId }) => partyId === 'BNA',
  );

  it('has one location a row, equal rows included, and one EVSE a charging point', () => {
    const rows = raw();
    expect(rows).toHaveLength(9_690);
    expect(seeded).toHaveLength(9_690);
    // The column "Anzahl Ladepunkte" is the register's own count, not the one that the EVSEs were made from.
    expect(sum(rows.map((cells) => Number(cells[9])))).toBe(19_029);
    expect(sum(seeded.map(({ evses }) => evses.length))).toBe(19_029);
    expect(rows.every((cells, at) => Number(cells[9]) === seeded[at]?.evses.length)).toBe(true);
    const distinct = new Set(rows.map((cells) => cells.join(';')));
    expect(distinct.size).toBeLessThan(9_690);
  });

  it('keeps coordinates as stated and never moves one', () => {
    const rows = raw();
    const moved = seeded.filter(({ location }, at) => {
      const stated = [rows[at]?.[4], rows[at]?.[5]].map((cell) => Number(cell?.replace(',', '.')));
      return location?.coordinates[0] !== stated[0] || location?.coordinates[1] !== stated[1];
    });
    expect(moved).toEqual([]);
    const byRow = (row: number) => seeded[row - 1];
    // Row 8,708 lies in the Czech Republic; row 5,147 in Bavaria instead of Hesse; Sylt is in order.
    expect(byRow(8_708)).toMatchObject({ city: 'Wildenfels', geoQuality: 'SUSPECT' });
    expect(byRow(5_147)).toMatchObject({ city: 'Michelstadt', geoQuality: 'SUSPECT' });
    expect(byRow(9_408)).toMatchObject({ city: 'Sylt OT Rantum', geoQuality: 'EXACT' });
    expect(seeded.filter(({ geoQuality }) => geoQuality === 'SUSPECT').length).toBeLessThan(60);
  });

  it('counts every connector of the cells', () => {
    const cells = raw().flatMap((row) => [row[10], row[13], row[16], row[19]].map((cell) => cell ?? ''));
    const named = (words: string) => sum(cells.map((cell) => cell.split(words).length - 1));
    const connectors = seeded.flatMap(({ evses }) => evses.flatMap((evse) => evse.connectors));
    const counted = (standard: string) => connectors.filter((connector) => connector.standard === standard).length;
    expect(counted('IEC_62196_T2')).toBe(named('Typ 2'));
    expect(counted('IEC_62196_T2_COMBO')).toBe(named('Combo'));
    expect(counted('CHADEMO')).toBe(named('CHAdeMO'));
    expect(counted('DOMESTIC_F')).toBe(named('Schuko'));
    expect(counted('IEC_62196_T1')).toBe(named('Typ 1'));
    expect(counted('AC CEE 5 polig') + counted('IEC_60309_2_three_16') + counted('IEC_60309_2_three_32')).toBe(
      named('CEE 5 polig'),
    );
  });

  it('reads the first row and the odd ones right', () => {
    expect(seeded[0]).toMatchObject({
      _id: 'DE*BNA*BNetzA-000001',
      address: 'Luisenring 49',
      postalCode: '68159',
      city: 'Mannheim',
      operationalSince: '2010-04-14',
      location: { coordinates: [8.468098, 49.494409] },
      maxElectricPower: 22_000,
    });
    expect(seeded[0]?.evses.map(({ status, connectors }) => [status, connectors[0]?.maxElectricPower])).toEqual([
      ['UNKNOWN', 22_000],
      ['UNKNOWN', 2_000],
    ]);
    expect(seeded.filter(({ postalCode }) => postalCode?.startsWith('0')).length).toBe(
      raw().filter((cells) => /^0\d{4}\s/.test(cells[2] ?? '')).length,
    );
    const wrong = seeded.filter(({ postalCode }) => postalCode === null);
    expect(wrong.map(({ city }) => city)).toEqual([
      'Vilshofen an der Donau',
      'Vilshofen an der Donau',
      'Würzburg',
      'Bruchköbel',
      'Wattenheim',
    ]);
    // Day 43,220 of the spreadsheet's calendar is 2018-04-30.
    const serial = raw().findIndex((cells) => cells[6]?.startsWith('43220'));
    expect(seeded[serial]?.operationalSince).toBe('2018-04-30');
  });
});

describe.skipIf(sources === null)('other charging tables', () => {
  it('are whole', () => {
    const all = seedRecords<ChargingLocationRecord>('charging_locations');
    const rostock = all.filter(({ partyId }) => partyId === 'HRO');
    expect(rostock).toHaveLength(rowsOf('charging/de_rostock_opendata.csv', 1).length);
    expect(rostock.filter(({ publish }) => !publish)).toHaveLength(
      rowsOf('charging/de_rostock_opendata.csv', 1).filter((cells) => cells.includes('privat')).length,
    );
    expect(all.filter(({ partyId }) => partyId === 'TNS')).toHaveLength(rowsOf('charging/au_nsw_2021.csv', 1).length);
  });
});

describe.skipIf(sources === null)('British test stations', () => {
  it('are all there once, those without coordinates included', () => {
    const rows = rowsOf('service/gb_mot_stations_2020-08.csv', 1);
    const sites = new Set(rows.map(([site]) => site));
    const seeded = seedRecords<ServicePointRecord>('service_points', 'GB');
    expect(rows).toHaveLength(23_224);
    // One site number is listed twice, in two equal rows.
    expect(sites.size).toBe(23_223);
    expect(new Set(seeded.map(({ provenance }) => provenance.source.recordId))).toEqual(sites);
    expect(seeded.filter(({ location }) => location === null)).toHaveLength(23_224 - 22_552);
    expect(seeded.every(({ location, geoQuality }) => (location === null) === (geoQuality === 'MISSING'))).toBe(true);
    const outside = seeded.filter(({ location }) => {
      const [longitude = 0, latitude = 0] = location?.coordinates ?? [-2, 54];
      return longitude < -8.7 || longitude > 1.8 || latitude < 49.8 || latitude > 60.9;
    });
    expect(outside).toEqual([]);
    const generated = seeded.filter(({ capabilities }) => capabilities.some(({ source }) => source === 'SYNTHETIC'));
    expect(generated.length / seeded.length).toBeGreaterThan(0.03);
    expect(generated.length / seeded.length).toBeLessThan(0.05);
  });
});

describe.skipIf(sources === null)('towns, fleets, vehicles and policies', () => {
  it('has every town, with its population', () => {
    const rows = text('markets/geonames_towns_15000.tsv').trim().split('\n').slice(1);
    const populations = rows.map((row) => Number(row.split('\t')[8]));
    const towns = seedRecords<TownRecord>('towns');
    expect(towns).toHaveLength(8_990);
    expect(sum(towns.map(({ population }) => population))).toBe(sum(populations));
  });

  it('has every figure of cars of single countries', () => {
    const aggregates = ['World', 'Europe', 'EU27', 'Other Europe', 'Rest of the world'];
    const rows = rowsOf('markets/iea_gevo2023.csv', 1).filter(
      ([region = '', category, , mode]) => category === 'Historical' && mode === 'Cars' && !aggregates.includes(region),
    );
    const fleets = seedRecords<FleetStatisticRecord>('fleet_statistics');
    for (const [parameter, field] of [
      ['EV stock', 'stock'],
      ['EV sales', 'sales'],
    ] as const) {
      const stated = rows.filter((row) => row[2] === parameter).map((row) => Math.round(Number(row[7])));
      const seeded = fleets.flatMap((record) => record[field] ?? []);
      expect(seeded).toHaveLength(stated.length);
      expect(sum(seeded)).toBe(sum(stated));
    }
    const [norway] = fleets.filter(({ _id }) => _id === 'NO:2022:BEV');
    const raw = rows.find(
      (row) => row[0] === 'Norway' && row[2] === 'EV stock' && row[4] === 'BEV' && row[5] === '2022',
    );
    expect(norway?.stock).toBe(Number(raw?.[7]));
    expect(fleets.filter(({ country }) => country === 'KR').length).toBeGreaterThan(0);
  });

  it('has every variant and make', () => {
    const lines = text('vehicles/ev_models_merged.ndjson').trim().split('\n');
    const variants = seedRecords<VehicleVariantRecord>('vehicle_variants');
    expect(variants).toHaveLength(lines.length);
    const makes = new Set(lines.map((line) => (JSON.parse(line) as { make: { slug: string } }).make.slug));
    expect(seedRecords<MakerRecord>('makers').map(({ slug }) => slug)).toEqual([...makes].sort());
    const counted = (port: string) => variants.filter(({ ports }) => ports.includes(port)).length;
    const named = (connector: string) => lines.filter((line) => line.includes(`"connector":"${connector}"`)).length;
    expect(counted('IEC_62196_T2_COMBO')).toBe(named('ccs2'));
    expect(counted('SAE_J3400')).toBe(named('nacs'));
    expect(counted('CHADEMO')).toBe(named('chademo'));
    const volts = lines.filter((line) => line.includes('"architecture_voltage_class":"800v"')).length;
    expect(variants.filter(({ architectureVoltage }) => architectureVoltage === 800)).toHaveLength(volts);
  });

  it('has every policy, with its rate, its days and its source', () => {
    interface Row {
      country: string;
      kind: string;
      rate: number | null;
      maker?: string;
      validFrom: string | null;
      validTo: string | null;
      scope: string;
      source: string;
    }
    const rows = JSON.parse(text('truth/market_policies.json')) as Row[];
    const policies = seedRecords<MarketPolicyRecord>('market_policies');
    for (const row of rows) {
      const [policy, ...more] = policies.filter(
        (one) =>
          (one.country ?? one.tradeRegion) === (row.country === 'EU' ? 'EU27' : row.country) &&
          one.scope === row.scope &&
          one.kind === row.kind &&
          one.validTo === row.validTo &&
          ratesAreEqual(one, row),
      );
      expect([policy?.maker ?? null, more.length], row.scope).toEqual([row.maker ?? null, 0]);
      // One row says that its day is uncertain: the earliest one that it names is taken.
      expect(policy?.validFrom, row.scope).toBe(row.kind === 'BATTERY_CARBON_FOOTPRINT' ? '2026-02-18' : row.validFrom);
      expect(policy?.provenance.source.system).toBe(
        row.source === 'memory' ? 'General knowledge, no document on file' : row.source,
      );
    }
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeLegalEntityIdentifier } from '../../../seeds/build/finance/legal-entity-identifier.js';
import { CONNECTOR_KINDS, connectorOf, plausiblePowerW } from '../../../seeds/build/infrastructure/connectors.js';
import {
  germanConnectorKinds,
  germanDate,
  germanNumber,
  germanPlace,
} from '../../../seeds/build/infrastructure/german-register-words.js';
import { rostockPointGroups } from '../../../seeds/build/infrastructure/rostock.js';
import { createRandomStream, shuffledByKey } from '../../../seeds/build/random.js';
import { SeedWriter } from '../../../seeds/build/seed-writer.js';
import { fromBritishGrid } from '../../../seeds/build/service/british-stations.js';

describe('completeLegalEntityIdentifier', () => {
  it.each([
    // Published identifiers: Apple Inc., Deutsche Bank AG, Bloomberg Finance L.P.
    ['HWUPKR0MPOU8FGXBT3', 'HWUPKR0MPOU8FGXBT394'],
    ['7LTWFZYICNSX8D621K', '7LTWFZYICNSX8D621K86'],
    ['5493001KJTIIGC8Y1R', '5493001KJTIIGC8Y1R12'],
  ])('completes %s', (base, lei) => {
    expect(completeLegalEntityIdentifier(base)).toBe(lei);
  });

  it('refuses what is not 18 characters', () => {
    expect(() => completeLegalEntityIdentifier('DEMO')).toThrow(RangeError);
  });
});

describe('createRandomStream', () => {
  it('gives the same numbers for the same name and others for another', () => {
    const numbers = (name: string) => {
      const random = createRandomStream(name);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });

  it('spreads evenly', () => {
    const random = createRandomStream('spread');
    const counts = Array<number>(10).fill(0);
    for (let at = 0; at < 10_000; at += 1) {
      const digit = random.integer(0, 9);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    // Standard deviation is 30: five of them.
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  it('orders by key whatever the order of the input', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(shuffledByKey('x', items, String)).toEqual(shuffledByKey('x', [...items].reverse(), String));
  });
});

describe('connectors', () => {
  it('does not believe impossible powers', () => {
    expect([null, 0, -3, 22, 50].map((kilowatts) => plausiblePowerW(kilowatts, 44))).toEqual([
      null,
      null,
      null,
      22_000,
      null,
    ]);
    expect(plausiblePowerW(27.68, 44)).toBe(27_680);
  });

  it('knows three phases only above what one phase can carry', () => {
    const powerType = (kilowatts: number | null) =>
      connectorOf('1', CONNECTOR_KINDS.TYPE_2_SOCKET, kilowatts).powerType;
    expect([powerType(22), powerType(7.4), powerType(null)]).toEqual(['AC_3_PHASE', null, null]);
  });
});

describe('words of the German register', () => {
  const standards = (cell: string, kilowatts: number | null) =>
    germanConnectorKinds(cell, kilowatts).map(({ standard }) => standard);

  it('reads lists in a cell', () => {
    expect(standards('DC Kupplung Combo, DC CHAdeMO, 0', 50)).toEqual(['IEC_62196_T2_COMBO', 'CHADEMO']);
    expect(standards('', 22)).toEqual([]);
  });

  it('keeps what it cannot map', () => {
    expect(standards('AC Steckdose Typ 2, AC CEE 5 polig', 22)).toEqual(['IEC_62196_T2', 'AC CEE 5 polig']);
    expect(standards('AC CEE 5 polig', 22)).toEqual(['IEC_60309_2_three_32']);
    expect(standards('AC CEE 5 polig', 11)).toEqual(['IEC_60309_2_three_16']);
    expect(standards('Wasserstoff', null)).toEqual(['Wasserstoff']);
  });

  it('reads numbers, dates and places', () => {
    expect(['3,7', '22', '', 'x', '1.5'].map(germanNumber)).toEqual([3.7, 22, null, null, null]);
    expect(['14.04.2010', '31.02.2019', '43220.042013888888', 'bald', ''].map(germanDate)).toEqual([
      '2010-04-14',
      null,
      '2018-04-30',
      null,
      null,
    ]);
    expect(germanPlace('08056  Zwickau')).toEqual({ postalCode: '08056', city: 'Zwickau', wrongPostalCode: null });
    expect(germanPlace('970080 Würzburg')).toEqual({ postalCode: null, city: 'Würzburg', wrongPostalCode: '970080' });
  });
});

describe('rostockPointGroups', () => {
  it('tells decimal commas from those between groups', () => {
    const groups = rostockPointGroups('2x Typ 2 11 kW, 2x Schuko 2,3 kW, 1x CEE Rot 22 kW');
    expect(groups.map(({ count, kind, kilowatts }) => [count, kind.standard, kilowatts])).toEqual([
      [2, 'IEC_62196_T2', 11],
      [2, 'DOMESTIC_F', 2.3],
      [1, 'IEC_60309_2_three_32', 22],
    ]);
    expect(rostockPointGroups('Combo Typ 2 300 kW').map(({ count, kind }) => [count, kind.standard])).toEqual([
      [null, 'IEC_62196_T2_COMBO'],
    ]);
  });
});

describe('fromBritishGrid', () => {
  it("meets the Ordnance Survey's worked example to five metres", () => {
    // TG 51409 13177 is 52°39'28.72"N 1°42'57.79"E in WGS 84.
    const [longitude, latitude] = fromBritishGrid(651_409.903, 313_177.27);
    expect(Math.abs(latitude - (52 + 39 / 60 + 28.72 / 3600)) * 111_200).toBeLessThan(5);
    expect(Math.abs(longitude - (1 + 42 / 60 + 57.79 / 3600)) * 67_500).toBeLessThan(5);
  });
});

describe('SeedWriter', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tripod-seed-writer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the same bytes for the same records, whatever their order, and no time stamp', () => {
    const records = [{ _id: 'b' }, { _id: 'a' }];
    const bytesOf = (list: typeof records) => {
      const writer = new SeedWriter(folder);
      writer.writeWorldwide('makers', list);
      writer.finish();
      return readFileSync(join(folder, 'makers/all.ndjson.gz'));
    };
    const bytes = bytesOf(records);
    expect(bytesOf([...records].reverse())).toEqual(bytes);
    // RFC 1952: bytes 4 to 7 are the time of change, byte 9 is the operating system (255: unknown).
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  it('refuses a key that is there already', () => {
    const writer = new SeedWriter(folder);
    writer.writeByCountry('towns', [{ _id: 'a', country: 'NO' }]);
    expect(() => writer.writeByCountry('towns', [{ _id: 'a', country: 'SE' }])).toThrow('_id "a"');
  });
});

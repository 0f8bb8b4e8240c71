import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IMPORT_TARGETS } from '../../../src/importers/import-targets.js';
import { builtInMapping, builtInMappings } from '../../../src/importers/mapping/built-in-mappings.js';
import { compileMapping } from '../../../src/importers/mapping/compile-mapping.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness, TOWN_MAPPING } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});

const sites = () => harness.rows(chargingLocationModel);

describe('a mapping that is not valid', () => {
  const mistake = (change: object) => {
    try {
      compileMapping({ ...TOWN_MAPPING, ...change }, IMPORT_TARGETS);
      return '';
    } catch (error) {
      expect(error).toMatchObject({ code: 'MAPPING_INVALID' });
      return (error as Error).message;
    }
  };

  it.each([
    [{ target: 'cars' }, 'target: must be one of'],
    [
      { record: { ...TOWN_MAPPING.record, nmae: 'name' } },
      'record.nmae: the target has no such field; did you mean "name"?',
    ],
    [
      { record: { name: { column: 'name', transform: 'trimm' } } },
      'record.name.transform: there is no transform "trimm"; did you mean "trim"?',
    ],
    [{ record: { name: { column: 'name', transform: { map: { a: 'b' } } } } }, 'there is no transform "map"'],
    [
      { record: { name: { colum: 'name' } } },
      'record.name.colum: is no way to calculate a value; did you mean "column"?',
    ],
    [{ record: { name: { each: 'name' } } }, 'record.name: "each" needs "as"'],
    [{ record: { name: { column: 'name', tranform: 'trim' } } }, 'record.name: there is no "tranform" here'],
    [{ record: { name: { column: 'name', transform: { capture: '(' } } } }, 'record.name.transform.capture'],
    [{ record: { name: { column: 'name', transform: { project: 'EPSG:1' } } } }, 'record.name.transform.project'],
    [{ source: { system: 'x' } }, 'source: needs "licence"'],
    [{ file: { delimeter: ';' } }, 'file: there is no "delimeter" here'],
    [{ skipIf: { column: 'a' } }, 'skipIf'],
  ])('says where: %j', (change, message) => {
    expect(mistake(change)).toContain(message);
  });
});

it('all built-in mappings are valid and named as their file', async () => {
  for (const name of await builtInMappings()) {
    expect(compileMapping((await builtInMapping(name)).document, IMPORT_TARGETS).document.name).toBe(name);
  }
});

it('the mapping of the documentation does what it promises', async () => {
  const path = fileURLToPath(new URL('../../../docs/importing.md', import.meta.url));
  const mapping = /```json\n([\s\S]*?)```/.exec(await readFile(path, 'utf8'))?.[1] ?? '';
  const table = [
    'Nummer;Naam;Straat;Huisnummer;Plaats;X;Y;Exploitant;Aantal;Stekkers;Vermogen',
    'NL-1;Onze Lieve Vrouwetoren;Lieve Vrouwekerkhof;1;Amersfoort;155000;463000;Vattenfall;2;Type 2, Schuko;22,0',
    'NL-2;Zonder plaats;-;;Utrecht;;;onbekend;;CCS;150 kW',
  ].join('\r\n');
  const report = await harness.importText(Buffer.from(table, 'latin1'), JSON.parse(mapping) as object);
  expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
  // Without coordinates and without a time zone nobody knows when it is open.
  expect(report.rejections).toMatchObject([{ line: 3, recordId: 'NL-2', field: 'timeZone', code: 'MISSING_FIELD' }]);
  const [site] = await sites();
  expect(site).toMatchObject({
    _id: 'NL*EXA*NL-1',
    address: 'Lieve Vrouwekerkhof 1',
    city: 'Amersfoort',
    operator: 'Vattenfall',
    timeZone: 'Europe/Amsterdam',
    geoQuality: 'EXACT',
    maxElectricPower: 22_000,
    provenance: {
      source: { system: 'Example register', licence: 'CC0-1.0', fetchedAt: '2024-05-01', recordId: 'NL-1' },
    },
  });
  expect(site?.location?.coordinates[0]).toBeCloseTo(5.387, 3);
  expect(site?.evses[0]?.connectors).toMatchObject([
    { standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', maxElectricPower: 22_000 },
    { standard: 'DOMESTIC_F', maxElectricPower: null },
  ]);
});

describe('the language of mappings', () => {
  const base = {
    name: 'test-sites',
    target: 'charging',
    country: 'DE',
    source: { system: 'Test', licence: 'CC0-1.0', date: '2024-01-01' },
    recordId: 'id',
  };
  const fields = {
    partyId: { constant: 'TST' },
    locationId: 'id',
    city: 'city',
    address: { constant: 'x' },
    timeZone: { constant: 'Europe/Berlin' },
  };

  it('rows of one site, wherever they stand', async () => {
    const mapping = {
      ...base,
      group: { by: 'id' },
      record: {
        ...fields,
        evses: { rows: { uid: 'point', connectors: { list: [{ column: 'plug', transform: 'plug' }] } } },
      },
    };
    const table = 'id,city,point,plug\nA,Ulm,1,CCS\nB,Kiel,1,Typ 2\nA,Ulm,2,CHAdeMO\n';
    expect(await harness.importText(table, mapping)).toMatchObject({ read: 2, created: 2 });
    expect((await sites()).map(({ _id, evses }) => [_id, evses.map(({ uid }) => uid)])).toEqual([
      ['DE*TST*A', ['1', '2']],
      ['DE*TST*B', ['1']],
    ]);
  });

  it('groups of columns, copies, conditions, alternatives and defaults', async () => {
    const mapping = {
      ...base,
      skipIf: { column: 'city', matches: '^total' },
      record: {
        ...fields,
        operator: { column: ['owner', 'runner'], default: 'nobody' },
        access: {
          when: [
            {
              if: { all: [{ column: 'open', equals: 'Y' }, { not: { column: 'city', empty: true } }] },
              value: { constant: 'PUBLIC' },
            },
          ],
          else: { constant: 'PRIVATE' },
        },
        evses: {
          list: [
            {
              repeat: { from: 1, to: 2 },
              skipIf: { column: 'plug{n}', empty: true },
              as: { connectors: { list: [{ column: 'plug{n}', transform: 'plug' }] } },
            },
            {
              copies: { column: 'more', transform: 'integer' },
              as: {
                uid: { index: true, transform: { prefix: 'more-' } },
                connectors: { list: [{ standard: { constant: 'CHADEMO' } }] },
              },
            },
          ],
        },
      },
    };
    const table =
      'id,city,runner,open,plug1,plug2,more\nA,Ulm,Stadtwerke,Y,CCS,,2\nB,Kiel,,N,Typ 2,Schuko,0\nX,Total: 2,,,,,\n';
    const report = await harness.importText(table, mapping);
    expect(report).toMatchObject({ read: 2, created: 2, skipped: 1 });
    const [first, second] = await sites();
    expect(first?.operator).toBe('Stadtwerke');
    expect(first?.evses.map(({ uid, connectors }) => [uid, connectors[0]?.standard])).toEqual([
      ['1', 'IEC_62196_T2_COMBO'],
      ['more-1', 'CHADEMO'],
      ['more-2', 'CHADEMO'],
    ]);
    expect(second?.operator).toBe('nobody');
    expect(second?.evses.map(({ connectors }) => connectors[0]?.standard)).toEqual(['IEC_62196_T2', 'DOMESTIC_F']);
  });

  it('a quotation mark that is never closed costs its own row only', async () => {
    const table = 'id,city\nA,"Ulm\nB,Kiel\nC,"Bad ""Ems"""\n';
    const report = await harness.importText(table, { ...base, record: fields });
    expect(report.rejections).toMatchObject([{ line: 2, code: 'UNCLOSED_QUOTE' }]);
    expect((await sites()).map(({ city }) => city)).toEqual(['Kiel', 'Bad "Ems"']);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/`;
const MISSING = !existsSync(DATA);
if (MISSING) console.warn(`SKIPPED: the Open Charge Map files are not at ${DATA}`);

const COMPACT = {
  ID: 41847,
  DataProviderID: 1,
  OperatorID: 45,
  UsageTypeID: 4,
  UsageCost: '0.25/kWh',
  StatusTypeID: 50,
  SubmissionStatusTypeID: 200,
  AddressInfo: {
    Title: 'Rathaus',
    AddressLine1: 'Markt 1',
    Town: 'Meldorf',
    Postcode: '25704',
    CountryID: 87,
    Latitude: 54.09,
    Longitude: 9.07,
    AccessComments: '24/7 open',
  },
  Connections: [
    { ConnectionTypeID: 25, StatusTypeID: 50, Amps: 32, Voltage: 400, PowerKW: 22, CurrentTypeID: 20, Quantity: 2 },
    {
      ConnectionTypeID: 28,
      StatusTypeID: 50,
      Amps: 16,
      Voltage: 230,
      PowerKW: null,
      CurrentTypeID: 10,
      Quantity: null,
    },
  ],
  NumberOfPoints: 3,
  DateLastStatusUpdate: '2018-04-18T06:03:00Z',
};

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});
afterAll(() => harness.close());

const take = (records: unknown, mapping: object | null = null, options: { country?: string } = {}) =>
  harness.importText(JSON.stringify(records), mapping, { formatName: 'open-charge-map', ...options });
const stored = () => harness.rows(chargingLocationModel);

describe('a compact record', () => {
  it('its ids are read in the terms of OCPI, and the voltage is that of one line', async () => {
    expect(await take([COMPACT], null, { country: 'DE' })).toMatchObject({ created: 1, warnings: 0 });
    expect(await stored()).toMatchObject([
      {
        _id: 'DE*OCM*41847',
        country: 'DE',
        openingHours: '24/7',
        access: 'PUBLIC',
        membershipRequired: true,
        priceText: '0.25/kWh',
        operator: null,
        evses: [
          {
            status: 'AVAILABLE',
            quantity: 2,
            connectors: [
              {
                standard: 'IEC_62196_T2',
                format: 'SOCKET',
                powerType: 'AC_3_PHASE',
                // 400 V between lines.
                maxVoltage: 231,
                maxElectricPower: 22_000,
                powerDerived: false,
              },
            ],
          },
          // 16 A at 230 V.
          { quantity: null, connectors: [{ standard: 'DOMESTIC_F', maxElectricPower: 3_680, powerDerived: true }] },
        ],
      },
    ]);
  });

  it('without country and reference data the coordinates tell the country, and the report says so', async () => {
    expect(await take([COMPACT])).toMatchObject({ created: 1, warningCounts: { COUNTRY_BY_COORDINATES: 1 } });
    expect(await stored()).toMatchObject([{ country: 'DE' }]);
  });

  it('reference data gives titles to ids', async () => {
    const reference = {
      ConnectionTypes: [{ ID: 7, Title: 'Avcon Connector' }],
      Countries: [{ ID: 87, ISOCode: 'DE', Title: 'Germany' }],
      Operators: [{ ID: 3, Title: 'Stadtwerke' }],
      StatusTypes: [{ ID: 75, Title: 'Partly Operational (Mixed)', IsOperational: true }],
      UsageTypes: [],
    };
    const record = { ...COMPACT, OperatorID: 3, StatusTypeID: 75, Connections: [{ ConnectionTypeID: 7, Quantity: 1 }] };
    expect(await take([record], reference)).toMatchObject({ created: 1, rejected: 0 });
    expect(await stored()).toMatchObject([
      {
        operator: 'Stadtwerke',
        evses: [
          {
            status: 'Partly Operational (Mixed)',
            connectors: [{ standard: 'Avcon Connector', maxElectricPower: null }],
          },
        ],
      },
    ]);
  });

  it.each([
    [100, 'OUTOFORDER', true],
    [150, 'PLANNED', true],
    [200, 'REMOVED', false],
  ])('state %i of the site is %s for its connections, whatever they say', async (StatusTypeID, status, publish) => {
    await take([{ ...COMPACT, StatusTypeID }], null, { country: 'DE' });
    const [site] = await stored();
    expect(site).toMatchObject({ publish });
    expect(site?.evses.map((evse) => evse.status)).toEqual([status, status]);
  });

  it('connections of a site with one point are connectors of that point', async () => {
    await take([{ ...COMPACT, NumberOfPoints: 1 }], null, { country: 'DE' });
    expect((await stored())[0]?.evses).toMatchObject([{ connectors: [{ id: '1' }, { id: '2' }] }]);
  });

  it('a submission that is not published never leaves', async () => {
    await take([{ ...COMPACT, SubmissionStatusTypeID: 1 }], null, { country: 'DE' });
    expect(await stored()).toMatchObject([{ publish: false }]);
  });

  it('wrong types are refused by field, and other records are stored', async () => {
    const report = await take(
      [{ ...COMPACT, ID: 'x' }, COMPACT, { ...COMPACT, ID: 5, Connections: [{ Quantity: -1 }] }],
      null,
      {
        country: 'DE',
      },
    );
    expect(report).toMatchObject({ read: 3, created: 1, rejected: 2 });
    expect(report.rejections).toMatchObject([
      { recordId: null, field: 'ID', code: 'INVALID_FIELD' },
      { recordId: '5', field: 'Connections.0.Quantity', code: 'INVALID_FIELD' },
    ]);
  });

  it('a document that is no reference data is refused', async () => {
    await expect(take([COMPACT], { name: 'x' })).rejects.toMatchObject({ code: 'MAPPING_INVALID' });
  });
});

describe.skipIf(MISSING)('the real files', () => {
  const file = (name: string) => `${DATA}charging/${name}`;
  const bring = (name: string, mapping: object | null = null) =>
    harness.import(file(name), mapping, { formatName: 'open-charge-map' });

  it('Portland: all twenty, and again unchanged', async () => {
    expect(await bring('us_portland_ocm_verbose.json')).toMatchObject({ read: 20, created: 20, rejected: 0 });
    expect(await bring('us_portland_ocm_verbose.json')).toMatchObject({ read: 20, unchanged: 20 });
    const site = (await stored()).find(({ locationId }) => locationId === '144118');
    expect(site?.evses.map(({ connectors }) => [connectors[0]?.standard, connectors[0]?.maxElectricPower])).toEqual([
      ['CHADEMO', 40_000],
      ['IEC_62196_T1_COMBO', 40_000],
    ]);
  });

  it('compact with reference data says what verbose says', async () => {
    const reference = JSON.parse(readFileSync(`${DATA}reference/ocm_reference_2021.json`, 'utf8'));
    await bring('ocm_evmap_list.json');
    const verbose = await stored();
    expect(verbose).toHaveLength(4);
    expect(await bring('ocm_evmap_list_compact.json', reference)).toMatchObject({ read: 4, rejected: 0, created: 0 });
    const known = ({ country, operator, publish, evses }: (typeof verbose)[number]) => ({
      country,
      operator,
      publish,
      evses,
    });
    expect((await stored()).map(known)).toEqual(verbose.map(known));
  });
});

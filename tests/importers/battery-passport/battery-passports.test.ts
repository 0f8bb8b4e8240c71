import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IMPORT_FORMATS } from '../../../src/importers/import-formats.js';
import { IMPORT_TARGETS } from '../../../src/importers/import-targets.js';
import { ImportError } from '../../../src/importers/pipeline/import-error.js';
import { rerunQuarantine } from '../../../src/importers/pipeline/rerun-quarantine.js';
import { batteryPassportModel } from '../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { quarantinedRecordModel } from '../../../src/subgraphs/imports/quarantine/quarantined-record.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(batteryPassportModel).deleteMany({});
  await harness.database.model(quarantinedRecordModel).deleteMany({});
});

const load = (content: unknown, options: { recordId?: string; dryRun?: boolean } = {}) =>
  harness.importText(
    content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content),
    null,
    {
      formatName: 'battery-passports',
      ...options,
    },
  );
const passports = () => harness.rows(batteryPassportModel);

const ID = 'did:web:passports.maker.de:battery:91';

/** A passport of Catena-X 6.1 whose every value is a fact, with the footprint that a test needs. */
function catenaX6(stages: Record<string, number> = {}, values: object = {}) {
  return {
    specVersion: 'urn:io.catenax.battery.battery_pass:6.1.0',
    metadata: {
      passportIdentifier: ID,
      economicOperatorId: 'BPNL00000003AYRE',
      issueDate: '2026-03-01',
      status: 'approved',
      version: '1.0.0',
    },
    identification: {
      category: 'EV',
      chemistry: 'LFP',
      idDmc: 'DMC-77',
      identification: {
        serial: [{ key: 'partInstanceId', value: 'SN-77' }],
        codes: [],
        type: { manufacturerPartId: 'PK-60', nameAtManufacturer: 'Pack 60' },
      },
    },
    characteristics: {
      physicalDimension: { length: { value: 1.8, unit: 'unit:metre' }, weight: { value: 412_500, unit: 'unit:gram' } },
      warranty: { lifeValue: 8, lifeUnit: 'unit:year' },
    },
    performance: {
      rated: {
        capacity: { value: 150, temperature: 25 },
        energy: { value: 60.4 },
        voltage: { min: 300, nominal: 402, max: 440 },
      },
      dynamic: { stateOfCharge: { value: 62.5, time: '2026-10-01T12:00:00+02:00' } },
    },
    materials: { hazardous: { lead: { concentration: 50, materialUnit: 'unit:partPerMillion' } } },
    sustainability: {
      status: 'original',
      carbonFootprint: Object.entries(stages).map(([lifecycle, value]) => ({
        lifecycle,
        value,
        unit: 'kg CO2 / kWh',
        performanceClass: 'B',
        type: 'Climate Change Total',
      })),
    },
    ...values,
  };
}

const FOUR_STAGES = {
  'raw material acquisition and pre-processing': 45.5,
  'main product production': 20,
  distribution: 1.5,
  'end of life and recycling': 3,
};

describe('a Catena-X 6.1 passport', () => {
  it('is read with its units, and again changes nothing', async () => {
    expect(await load(catenaX6(FOUR_STAGES))).toMatchObject({ read: 1, created: 1, rejected: 0, warnings: 0 });
    expect(await passports()).toMatchObject([
      {
        _id: ID,
        variantId: null,
        metadata: { economicOperatorId: 'BPNL00000003AYRE', issueDate: '2026-03-01', status: 'approved' },
        identification: { category: 'EV', model: 'Pack 60', serial: [{ key: 'partInstanceId', value: 'SN-77' }] },
        characteristics: { lengthMm: 1800, weightKg: 412.5, warranty: { value: 8, unit: 'year' } },
        performance: {
          rated: { capacity: { value: 150, temperature: 25 }, voltage: { min: 300, nominal: 402, max: 440 } },
          dynamic: { stateOfCharge: { value: 62.5, time: new Date('2026-10-01T10:00:00Z') } },
        },
        materials: { hazardous: { lead: { name: 'lead', concentration: 0.005 } } },
        sustainability: {
          status: 'ORIGINAL',
          // 45.5 + 20 + 1.5 + 3
          carbonFootprint: { total: 70, performanceClass: 'B' },
        },
        provenance: { source: { system: 'Catena-X battery_pass 6', recordId: ID }, confidence: 'HIGH' },
      },
    ]);
    expect(await load(`${JSON.stringify(catenaX6(FOUR_STAGES))}\n`)).toMatchObject({ unchanged: 1, updated: 0 });
  });

  it('keeps the variant that it has been linked to', async () => {
    await load(catenaX6());
    await harness.database.model(batteryPassportModel).updateOne({ _id: ID }, { $set: { variantId: 'byd/dolphin' } });
    expect(await load(catenaX6(FOUR_STAGES))).toMatchObject({ updated: 1 });
    expect(await passports()).toMatchObject([
      { variantId: 'byd/dolphin', sustainability: { carbonFootprint: { total: 70 } } },
    ]);
  });

  it('with some stages only has no total', async () => {
    await load(catenaX6({ 'main product production': 12.678 }));
    expect((await passports())[0]?.sustainability.carbonFootprint).toMatchObject({
      total: null,
      stages: [{ stage: 'MAIN_PRODUCTION', value: 12.678 }],
    });
  });

  it('with a stage stated twice is rejected by its field, and the ones beside it are not', async () => {
    const twice = catenaX6(FOUR_STAGES, {
      metadata: { passportIdentifier: 'did:web:twice' },
      sustainability: {
        carbonFootprint: ['distribution', 'distribution'].map((lifecycle) => ({
          lifecycle,
          value: 1,
          unit: 'kg CO2e/kWh',
        })),
      },
    });
    const report = await load([twice, catenaX6(FOUR_STAGES)]);
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections).toMatchObject([
      {
        recordId: 'did:web:twice',
        field: 'sustainability.carbonFootprint.stages.1.stage',
        code: 'CARBON_FOOTPRINT_UNSOUND',
      },
    ]);
    expect((await passports()).map(({ _id }) => _id)).toEqual([ID]);
  });

  it.each([
    ['[...]', 'PLACEHOLDER'],
    ['string', 'PLACEHOLDER'],
    ['urn:uuid:00000000-0000-0000-0000-000000000000', 'PLACEHOLDER'],
    [17, 'INVALID_FIELD'],
    ['two words', 'INVALID_FIELD'],
    [undefined, 'MISSING_IDENTIFIER'],
  ])('whose identifier is %s is rejected as %s', async (passportIdentifier, code) => {
    const report = await load(catenaX6({}, { metadata: { passportIdentifier } }));
    expect(report.rejections).toMatchObject([{ field: 'metadata.passportIdentifier', code }]);
    expect(await passports()).toEqual([]);
  });

  it('leaves placeholders, impossible and wrong values out, with a warning each', async () => {
    const report = await load(
      catenaX6(
        {},
        {
          commercial: { placedOnMarket: '0001-01-01', purpose: ['[...]', 'automotive'] },
          operation: { intoServiceDate: '7172-75-08', manufacturer: { manufacturer: 'maker' } },
          conformity: {
            declarationOfConformity: [{ header: 'DoC', contentType: 'URL', content: 'https://example.com/doc' }],
          },
          performance: {
            rated: { capacity: { value: -3 }, energy: { value: '60' }, lifetime: { expectedYears: 2_000 } },
          },
          novelty: { of: 'the next version' },
        },
      ),
    );
    expect(report).toMatchObject({
      created: 1,
      warningCounts: {
        PLACEHOLDER: 3,
        INVALID_DATE: 1,
        INVALID_IDENTIFIER: 1,
        OUT_OF_RANGE: 2,
        INVALID_FIELD: 1,
        FIELD_NOT_KEPT: 1,
      },
    });
    expect(await passports()).toMatchObject([
      {
        commercial: { placedOnMarket: null, purpose: ['automotive'] },
        operation: { intoServiceDate: null, manufacturer: null },
        conformity: { declarationOfConformity: [] },
        performance: { rated: { capacity: null, energy: null, lifetime: null }, dynamic: null },
      },
    ]);
  });

  it('writes nothing in a dry run', async () => {
    expect(await load(catenaX6(FOUR_STAGES), { dryRun: true })).toMatchObject({ created: 1 });
    expect(await passports()).toEqual([]);
  });
});

describe('a Catena-X 3.0 passport', () => {
  it('is read by its own names and units', async () => {
    const report = await load({
      batteryIdentification: { batteryType: 'NMC', batteryModel: 'Pack 82', batteryIDDMCCode: 'DMC-82' },
      physicalDimensions: { length: 1900, weight: 500 },
      electrochemicalProperties: {
        ratedCapacity: 210,
        batteryVoltage: { minVoltage: 290, nominalVoltage: 390, maxVoltage: 450 },
        batteryEnergy: { maximumAllowedBatteryEnergy: 82 },
      },
      stateOfBattery: { stateOfHealth: 97, statusBattery: 'first life' },
      manufacturing: { dateOfManufacturing: '2025-03-07' },
      cellChemistry: {
        cathodeActiveMaterials: [{ materialName: 'Nickel', materialPercentageMassFraction: 19, materialWeight: 40 }],
      },
      document: { testReportsResults: [{ title: 'UN 38.3', fileLocation: 'https://maker.de/un383' }] },
      warrantyPeriod: 96,
      cO2FootprintTotal: 81.5,
    });
    expect(report).toMatchObject({ created: 1, warnings: 0 });
    expect(await passports()).toMatchObject([
      {
        _id: 'DMC-82',
        identification: { chemistry: 'NMC', model: 'Pack 82' },
        characteristics: { lengthMm: 1900, weightKg: 500, warranty: { value: 96, unit: 'month' } },
        performance: {
          rated: { capacity: { value: 210 }, energy: { value: 82 } },
          dynamic: { stateOfHealth: { value: 97, time: null } },
        },
        materials: { detailedComposition: { cathode: [{ name: 'Nickel', massShare: 19, massKg: 40 }] } },
        conformity: { resultOfTestReport: [{ header: 'UN 38.3' }] },
        sustainability: { status: 'ORIGINAL', carbonFootprint: { total: 81.5, stages: [] } },
      },
    ]);
  });
});

describe('BatteryPass submodels', () => {
  const GENERAL = {
    batteryPassportIdentifier: 'urn:maker:91',
    batteryCategory: 'ev',
    batteryMass: 430,
    batteryStatus: 'Reused',
    warrentyPeriod: '--06',
    manufacturingDate: '2026-01-17T11:14:27.698+02:00',
  };
  const FOOTPRINT = {
    batteryCarbonFootprint: 70,
    carbonFootprintPerformanceClass: 'C',
    carbonFootprintPerLifecycleStage: [
      { lifecycleStage: 'RawMaterialExtraction', carbonFootprint: 50 },
      { lifecycleStage: 'MainProduction', carbonFootprint: 20.3 },
    ],
  };
  const MATERIALS = {
    batteryChemistry: { shortName: 'NMC', clearName: 'Lithium nickel manganese cobalt oxides' },
    batteryMaterials: [
      {
        batteryMaterialName: 'Cobalt',
        batteryMaterialMass: 9_500,
        isCriticalRawMaterial: true,
        batteryMaterialLocation: { componentName: 'Cathode' },
      },
    ],
    hazardousSubstances: [
      {
        hazardousSubstanceName: 'Lead',
        hazardousSubstanceConcentration: 0.01,
        hazardousSubstanceClass: 'AcuteToxicity',
      },
    ],
  };

  it('become one passport in any order, joined by the identifier that is given or stated', async () => {
    const files = [FOOTPRINT, GENERAL, MATERIALS];
    for (const order of [files, [...files].reverse()]) {
      await harness.database.model(batteryPassportModel).deleteMany({});
      const reports = [];
      for (const file of order) reports.push(await load(file, { recordId: 'urn:maker:91' }));
      expect(reports.map(({ created, updated }) => [created, updated])).toEqual([
        [1, 0],
        [0, 1],
        [0, 1],
      ]);
      expect(await passports()).toMatchObject([
        {
          _id: 'urn:maker:91',
          identification: { category: 'EV', chemistry: 'NMC' },
          characteristics: { weightKg: 430, warranty: { value: 6, unit: 'month' } },
          operation: { manufacturingDate: '2026-01-17' },
          materials: {
            composition: [{ name: 'Cobalt', critical: true, location: null, massKg: null }],
            detailedComposition: { cathode: [{ name: 'Cobalt', massKg: 9.5, location: 'Cathode' }] },
            hazardous: { other: [], lead: { name: 'Lead', concentration: 0.01 } },
          },
          sustainability: { status: 'REUSED', carbonFootprint: { total: 70, performanceClass: 'C' } },
        },
      ]);
    }
  });

  it('without an identifier are rejected, and say what to do', async () => {
    const report = await load(FOOTPRINT);
    expect(report.rejections).toMatchObject([{ field: 'batteryPassportIdentifier', code: 'MISSING_IDENTIFIER' }]);
    expect(report.rejections[0]?.message).toContain('--record-id');
  });

  it('of another passport than the one that is given are rejected', async () => {
    expect((await load(GENERAL, { recordId: 'urn:maker:92' })).rejections).toMatchObject([
      { code: 'IDENTIFIER_CONFLICT' },
    ]);
  });

  it('whose stages are more than 0.5 % from the total are rejected, kept in quarantine, and known again when run again', async () => {
    // 50 + 20.36 is 70.36: 0.36 is more than 0.35.
    const off = {
      ...FOOTPRINT,
      carbonFootprintPerLifecycleStage: [
        { lifecycleStage: 'RawMaterialExtraction', carbonFootprint: 50 },
        { lifecycleStage: 'MainProduction', carbonFootprint: 20.36 },
      ],
    };
    const report = await load(off, { recordId: 'urn:maker:91' });
    expect(report.rejections).toMatchObject([
      { field: 'sustainability.carbonFootprint.stages', code: 'CARBON_FOOTPRINT_UNSOUND', recordId: 'urn:maker:91' },
    ]);
    expect(await passports()).toEqual([]);
    const again = await rerunQuarantine({
      database: harness.database,
      formats: IMPORT_FORMATS,
      targets: IMPORT_TARGETS,
      builtInMapping: () => Promise.reject(new Error('no mapping is needed')),
    });
    expect(again.rejections).toMatchObject([{ code: 'CARBON_FOOTPRINT_UNSOUND' }]);
  });

  it('in UTF-16 are read as well', async () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(JSON.stringify(GENERAL, null, 2).replaceAll('\n', '\r\n'), 'utf16le'),
    ]);
    expect(await load(utf16)).toMatchObject({ created: 1, rejected: 0 });
  });
});

describe('other files', () => {
  it.each([
    ['a list of vehicles', { vehicles: [{ vehicleId: 'x' }], metaInformation: {} }],
    ['a vehicle', { vehicle: { catenaXId: 'x' } }],
    ['a warranty claim', { claimId: 'x' }],
  ])('%s is rejected, with the reason', async (_name, content) => {
    expect((await load(content)).rejections).toMatchObject([{ code: 'NOT_A_BATTERY_PASSPORT' }]);
  });

  it.each(['{"a": 1}', 'a,b\n1,2\n', '{"metadata": {"passportIdentifier": "x"}', '[]'])(
    '%s is refused as a whole',
    async (text) => {
      await expect(load(text)).rejects.toMatchObject({ code: 'NOT_THE_FORMAT' });
    },
  );

  it('of formats whose records name themselves refuse an identifier', async () => {
    await expect(harness.importText('[]', null, { formatName: 'policies', recordId: 'x' })).rejects.toMatchObject({
      code: 'RECORD_ID_REFUSED',
      isWrongUse: true,
    });
  });
});

describe('damaged passports', () => {
  it('are an error that changes nothing, or whole passports and rejections', { timeout: 60_000 }, async () => {
    const file = Buffer.from(JSON.stringify(catenaX6(FOUR_STAGES)));
    const damage = fc
      .array(fc.tuple(fc.nat(file.length - 1), fc.nat(7)), { minLength: 1, maxLength: 6 })
      .map((bits) => {
        const copy = Buffer.from(file);
        for (const [at, bit] of bits) copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        return copy;
      });
    const cut = fc.nat(file.length - 1).map((at) => file.subarray(0, at));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damage, cut), async (content) => {
        await harness.database.model(batteryPassportModel).deleteMany({});
        const result = await load(content).catch((error: unknown) => error);
        const rows = await passports();
        if (result instanceof ImportError) return rows.length === 0;
        const { created, rejected, read } = result as { created: number; rejected: number; read: number };
        return created + rejected === read && rows.length === created;
      }),
      { numRuns: 150 },
    );
  });

  it('with any value in any place are stored in their types or left out', { timeout: 60_000 }, async () => {
    const places = [
      'commercial',
      'characteristics',
      'identification.chemistry',
      'performance.rated.capacity',
      'performance.dynamic',
      'materials',
      'sustainability.carbonFootprint',
      'safety.dismantling',
      'handling',
      'sources',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), async (place, value) => {
        await harness.database.model(batteryPassportModel).deleteMany({});
        const content: Record<string, unknown> = { ...catenaX6(FOUR_STAGES), safety: {} };
        const keys = place.split('.');
        const last = keys.pop() ?? '';
        keys.reduce((inner, key) => inner[key] as Record<string, unknown>, content)[last] = value;
        expect(await load(content)).toMatchObject({ read: 1 });
        for (const { identification, sustainability } of await passports()) {
          expect(identification.chemistry === null || typeof identification.chemistry === 'string').toBe(true);
          expect(sustainability.carbonFootprint?.total ?? 0).toBeTypeOf('number');
        }
      }),
      { numRuns: 120 },
    );
  });
});

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/compliance/`;
const MISSING = !existsSync(DATA);
if (MISSING) console.warn(`SKIPPED: the published samples are not at ${DATA}`);

describe.skipIf(MISSING)('the published samples', () => {
  const sample = (file: string, recordId?: string) =>
    harness.import(`${DATA}${file}`, null, { formatName: 'battery-passports', recordId: recordId ?? null });

  it('of Catena-X are read, and their placeholders are not', async () => {
    for (const file of ['catenax_battery_pass_3.0.1.json', 'catenax_battery_pass_6.1.0.json']) {
      expect(await sample(file)).toMatchObject({
        read: 1,
        created: 1,
        rejected: 0,
        warningCounts: { LOOKS_LIKE_A_SAMPLE: 1, SAMPLE_IDENTIFIER: 1 },
      });
    }
    const stored = JSON.stringify(await passports());
    expect(stored).not.toMatch(
      /dummy|Example Document|192\.0\.2|is\.co\.za|e\+?308|7172-75|Mirror left|LlN|Solid-State|2000-01-01/,
    );
    expect(stored).toContain('"LOW"');
  });

  it('of BatteryPass, seven files of which six are in UTF-16, become one passport', async () => {
    const files = [
      'CarbonFootprintForBatteries-payload',
      'Circularity',
      'GeneralProductInformation-payload',
      'Labeling-payload',
      'MaterialComposition-payload',
      'PerformanceAndDurability-payload',
      'SupplyChainDueDiligence-payload',
    ];
    for (const file of files) {
      expect(await sample(`batterypass_1.2.0_${file}.json`, 'urn:bmwk:123456687678')).toMatchObject({
        read: 1,
        rejected: 0,
      });
    }
    const all = await passports();
    expect(all).toMatchObject([
      {
        _id: 'urn:bmwk:123456687678',
        identification: { category: 'LMT', chemistry: 'NMC' },
        characteristics: { weightKg: 699 },
      },
    ]);
    expect(JSON.stringify(all)).not.toMatch(/eOMt|telnet|rfc2396|e\+?3[08]/);
  });
});

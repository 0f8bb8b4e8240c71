import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { productCarbonFootprintModel } from '../../../src/subgraphs/compliance/product-carbon-footprint/product-carbon-footprint.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.database.model(productCarbonFootprintModel).deleteMany({}));

const load = (content: unknown) =>
  harness.importText(typeof content === 'string' ? content : JSON.stringify(content), null, {
    formatName: 'product-carbon-footprints',
  });
const footprints = () => harness.rows(productCarbonFootprintModel);

const seven = (values: object = {}, pcf: object = {}) => ({
  id: '3893bb5d-da16-4dc1-9185-11d97476c254',
  specVersion: 'urn:io.catenax.pcf:datamodel:version:7.0.0',
  version: 2,
  companyName: 'Cell maker',
  companyIds: ['urn:bpn:id:BPNL00000003AYRE'],
  productIds: ['urn:gtin:4712345060501'],
  productName: 'Cell 280',
  partialFullPcf: 'Cradle-to-gate',
  validityPeriodStart: '2026-01-01T00:00:00Z',
  validityPeriodEnd: '2026-12-31T23:59:59Z',
  pcf: {
    declaredUnit: 'kilowatt hour',
    unitaryProductAmount: 1,
    productMassPerDeclaredUnit: 6.2,
    pcfExcludingBiogenic: 61.5,
    pcfIncludingBiogenic: 61.1,
    crossSectoralStandardsUsed: [{ crossSectoralStandard: 'ISO Standard 14067' }],
    primaryDataShare: 56.12,
    geographyCountry: 'DE',
    ...pcf,
  },
  ...values,
});

describe('product carbon footprints', () => {
  it('of Catena-X Pcf 7 are read, with half-open periods, and again change nothing', async () => {
    expect(await load(seven())).toMatchObject({ read: 1, created: 1, rejected: 0, warnings: 0 });
    expect(await footprints()).toMatchObject([
      {
        _id: '3893bb5d-da16-4dc1-9185-11d97476c254',
        version: 2,
        productIds: ['urn:gtin:4712345060501'],
        declaredUnit: 'kilowatt hour',
        productMass: 6.2,
        pcfExcludingBiogenicUptake: 61.5,
        standards: ['ISO Standard 14067'],
        validFrom: '2026-01-01',
        validTo: '2027-01-01',
        provenance: { confidence: 'HIGH' },
      },
    ]);
    expect(await load(`${JSON.stringify(seven())}\n`)).toMatchObject({ unchanged: 1 });
  });

  it('of Catena-X Pcf 9 are read out of its lists of one', async () => {
    const nine = {
      scopeOfPcfForm: [{ partialFullPcf: 'Cradle-to-gate', specVersion: 'urn:io.catenax.pcf:datamodel:version:9.0.0' }],
      productLifeCycleStagesAndEmissions: [
        {
          productionStage: [
            { fossilGhgEmissions: 0.5, pcfExcludingBiogenicUptake: 2.9, pcfIncludingBiogenicUptake: 1.9 },
          ],
        },
      ],
      pcfAssessmentAndMethodology: [
        {
          dataSourcesAndQuality: [{ primaryDataShare: 80 }],
          pcfMethodology: [{ standards: [{ crossSectoralStandards: ['ISO 14067'] }] }],
          pcfAssessmentInformation: [
            { idAndVersion: [{ id: 'pcf-9', version: 1, status: 'Active' }], geography: [{ geographyCountry: 'DE' }] },
          ],
        },
      ],
      companyAndProductInformation: [
        {
          productInformation: [
            { declaredUnitOfMeasurement: 'piece', declaredUnitAmount: 1, productIds: ['urn:gtin:4012345'] },
          ],
          companyInformation: [{ companyName: 'Cell maker' }],
        },
      ],
    };
    expect(await load([nine])).toMatchObject({ created: 1 });
    expect(await footprints()).toMatchObject([
      {
        _id: 'pcf-9',
        status: 'Active',
        declaredUnit: 'piece',
        pcfExcludingBiogenicUptake: 2.9,
        fossilGhgEmissions: 0.5,
        primaryDataShare: 80,
        standards: ['ISO 14067'],
      },
    ]);
  });

  it('of an older version leave the newer one, and say so', async () => {
    await load(seven());
    expect(await load(seven({ version: 1 }, { pcfExcludingBiogenic: 99 }))).toMatchObject({
      unchanged: 1,
      warningCounts: { OUTDATED: 1 },
    });
    expect(await load(seven({ version: 3 }, { pcfExcludingBiogenic: 58 }))).toMatchObject({ updated: 1 });
    expect(await footprints()).toMatchObject([{ version: 3, pcfExcludingBiogenicUptake: 58 }]);
  });

  it.each([
    [seven({ id: 'string' }), 'id', 'PLACEHOLDER'],
    [seven({ id: undefined }), 'id', 'MISSING_FIELD'],
    [seven({}, { pcfExcludingBiogenic: -1.7976931348623157e308 }), 'pcf.pcfExcludingBiogenic', 'PLACEHOLDER'],
    [seven({}, { pcfExcludingBiogenic: '2' }), 'pcf.pcfExcludingBiogenic', 'INVALID_FIELD'],
  ])('without an identity or a figure are rejected: case %#', async (content, field, code) => {
    expect((await load(content)).rejections).toMatchObject([{ field, code }]);
    expect(await footprints()).toEqual([]);
  });

  it('that are none are refused', async () => {
    await expect(load('{"metadata": {}}')).rejects.toMatchObject({ code: 'NOT_THE_FORMAT' });
  });
});

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/compliance/`;

describe.skipIf(!existsSync(DATA))('the published samples', () => {
  it('are read, and their placeholders are not', async () => {
    for (const file of ['catenax_pcf_7.0.0.json', 'catenax_pcf_9.0.0.json']) {
      const report = await harness.import(`${DATA}${file}`, null, { formatName: 'product-carbon-footprints' });
      expect(report).toMatchObject({ read: 1, rejected: 0 });
      expect(report.warningCounts.PLACEHOLDER).toBeGreaterThan(0);
    }
    const stored = await footprints();
    // Both samples have the same id.
    expect(stored).toMatchObject([{ _id: '3893bb5d-da16-4dc1-9185-11d97476c254', provenance: { confidence: 'LOW' } }]);
    expect(JSON.stringify(stored)).not.toMatch(/telnet|wikipedia|My Corp|My Product/);
  });
});

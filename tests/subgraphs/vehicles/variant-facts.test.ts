import 'reflect-metadata';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makerModel } from '../../../src/subgraphs/vehicles/maker/maker.model.js';
import { chargingMinutes } from '../../../src/subgraphs/vehicles/variant/charging-time.js';
import { vehicleVariantModel } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { maker, variant } from './vehicle-records.js';

describe('charging time', () => {
  it('is energy over power', () => {
    // 80 kWh at a steady 160 kW: half an hour for all, 21 minutes for 70 percent.
    const steady = [
      { soc: 0, kW: 160 },
      { soc: 100, kW: 160 },
    ];
    expect(chargingMinutes(steady, 80, 0, 100)).toBeCloseTo(30, 9);
    expect(chargingMinutes(steady, 80, 10, 80)).toBeCloseTo(21, 9);
  });

  it('follows the curve as small steps do', () => {
    const curve = [
      { soc: 0, kW: 100 },
      { soc: 40, kW: 200 },
      { soc: 80, kW: 50 },
      { soc: 100, kW: 10 },
    ];
    const powerAt = (soc: number) =>
      soc < 40 ? 100 + 2.5 * soc : soc < 80 ? 200 - 3.75 * (soc - 40) : 50 - 2 * (soc - 80);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 10 }), (from, length) => {
        let hours = 0;
        const steps = 2_000;
        for (let step = 0; step < steps; step++) {
          const soc = from + ((step + 0.5) * length) / steps;
          hours += ((length / steps / 100) * 75) / powerAt(soc);
        }
        expect(chargingMinutes(curve, 75, from, from + length)).toBeCloseTo(hours * 60, 3);
      }),
      { numRuns: 40 },
    );
  });

  it('is not known beyond the curve, and without power', () => {
    const short = [
      { soc: 10, kW: 100 },
      { soc: 80, kW: 0 },
    ];
    expect(chargingMinutes(short, 80, 5, 50)).toBeNull();
    expect(chargingMinutes(short, 80, 10, 90)).toBeNull();
    expect(chargingMinutes(short, 80, 10, 80)).toBeNull();
    expect(chargingMinutes([], 80, 10, 80)).toBeNull();
  });
});

describe('variants and makers', () => {
  let vehicles: SubgraphHarness;

  beforeAll(async () => {
    vehicles = await startSubgraphHarness(VEHICLES_SUBGRAPH, VEHICLES_MODELS);
    await vehicles.insert(makerModel, [
      { ...maker('byd', 'BYD'), wmi: ['LGX', 'LC0'], exporterGroup: 'BYD Group', country: 'CN' },
      maker('mg', 'MG'),
    ]);
    await vehicles.insert(vehicleVariantModel, [
      variant('byd/a/2024', {
        batteryNetKWh: 80,
        ranges: [
          { cycle: 'WLTP', km: 500 },
          { cycle: 'CLTC', km: 640 },
        ],
        dcCurve: [
          { soc: 0, kW: 160 },
          { soc: 100, kW: 160 },
        ],
        dcCurveSource: 'SYNTHETIC',
        batteryWarranty: { years: 8, km: 160_000, retentionPercent: 70 },
        dimensions: { lengthMm: 4800, widthMm: 1875, heightMm: null, wheelbaseMm: null },
        v2lMaxKW: 3.3,
      }),
      variant('byd/b/2024', { ranges: [{ cycle: 'CLTC', km: 900 }] }),
      variant('byd/c/2024', { ranges: [{ cycle: 'WLTP', km: 500 }] }),
      variant('byd/d/2024', {
        ranges: [
          { cycle: 'WLTP', km: 410 },
          { cycle: 'WLTP', km: 430 },
        ],
      }),
    ]);
  });

  afterAll(() => vehicles.close());

  it('tell consumption by cycle, curve, guarantee and dimensions', async () => {
    const result =
      await vehicles.run(`{ vehicleVariant(id: "byd/a/2024") { consumption { cycle kWhPer100Km } dcCurve { soc kW }
      dcCurveSource dcChargingMinutes quick: dcChargingMinutes(fromSoc: 20, toSoc: 30) batteryWarranty { years km retentionPercent }
      dimensions { lengthMm widthMm heightMm } v2lMaxKW maker { wmi exporterGroup lei country { code } } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'vehicleVariant')).toEqual({
      // 80 kWh over 500 km and over 640 km.
      consumption: [
        { cycle: 'WLTP', kWhPer100Km: 16 },
        { cycle: 'CLTC', kWhPer100Km: 12.5 },
      ],
      dcCurve: [
        { soc: 0, kW: 160 },
        { soc: 100, kW: 160 },
      ],
      dcCurveSource: 'SYNTHETIC',
      dcChargingMinutes: 21,
      quick: 3,
      batteryWarranty: { years: 8, km: 160_000, retentionPercent: 70 },
      dimensions: { lengthMm: 4800, widthMm: 1875, heightMm: null },
      v2lMaxKW: 3.3,
      maker: { wmi: ['LGX', 'LC0'], exporterGroup: 'BYD Group', lei: null, country: { code: 'CN' } },
    });
    const bare =
      await vehicles.run(`{ vehicleVariant(id: "byd/b/2024") { consumption { cycle } dcCurve { soc } dcChargingMinutes
      batteryWarranty { years } dimensions { lengthMm } } maker(id: "mg") { wmi exporterGroup country { code } } }`);
    expect(bare.data).toEqual({
      vehicleVariant: {
        consumption: [],
        dcCurve: [],
        dcChargingMinutes: null,
        batteryWarranty: null,
        dimensions: null,
      },
      maker: { wmi: [], exporterGroup: null, country: null },
    });
  });

  it('are ordered by range within one cycle, page by page, the longest range of a variant counting', async () => {
    const walk = async (direction: string): Promise<string[]> => {
      const seen: string[] = [];
      let after: unknown = null;
      do {
        const result = await vehicles.run(
          `query ($after: String) { vehicleVariants(first: 1, after: $after, orderBy: { by: RANGE, cycle: WLTP, direction: ${direction} }) {
            nodes { variantId } totalCount pageInfo { hasNextPage endCursor } } }`,
          { variables: { after } },
        );
        expect(result.errors).toEqual([]);
        expect(at(result, 'vehicleVariants', 'totalCount')).toBe(3);
        seen.push(String(at(result, 'vehicleVariants', 'nodes', 0, 'variantId')));
        const more = at(result, 'vehicleVariants', 'pageInfo', 'hasNextPage') === true;
        after = more ? at(result, 'vehicleVariants', 'pageInfo', 'endCursor') : null;
      } while (after !== null);
      return seen;
    };
    // 900 km CLTC are not compared with anything.
    expect(await walk('ASCENDING')).toEqual(['byd/d/2024', 'byd/a/2024', 'byd/c/2024']);
    expect(await walk('DESCENDING')).toEqual(['byd/a/2024', 'byd/c/2024', 'byd/d/2024']);
    const byKey = await vehicles.run(
      '{ vehicleVariants(first: 2, orderBy: { by: VARIANT_ID, direction: DESCENDING }) { nodes { variantId } } }',
    );
    expect(at(byKey, 'vehicleVariants', 'nodes')).toEqual([{ variantId: 'byd/d/2024' }, { variantId: 'byd/c/2024' }]);
  });

  it.each([
    ['orderBy: { by: RANGE }', 'orderBy.cycle'],
    ['orderBy: { by: RANGE, cycle: OTHER }', 'orderBy.cycle'],
    ['orderBy: { by: VARIANT_ID, cycle: WLTP }', 'orderBy.cycle'],
  ])('refuse %s', async (order, field) => {
    const result = await vehicles.run(`{ vehicleVariants(${order}) { nodes { variantId } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('refuse a time that goes backwards', async () => {
    const result = await vehicles.run(
      '{ vehicleVariant(id: "byd/a/2024") { dcChargingMinutes(fromSoc: 80, toSoc: 80) } }',
    );
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'toSoc' });
  });
});

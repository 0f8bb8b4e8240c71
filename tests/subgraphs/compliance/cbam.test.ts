import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../src/subgraphs/compliance/compliance.subgraph.js';
import { at, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';

let compliance: SubgraphHarness;
beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
});
afterAll(() => compliance.close());

const calculate = (year: number, goods: string) =>
  compliance.run(`{ cbamCalculation(input: { year: ${year}, certificatePrice: "80", goods: [${goods}] }) {
    cbamFactor massInScope exemptByMass certificates cost goods { inScope reason markup embeddedEmissions freeAllocation certificates cost } } }`);

const steel = (mass: string, more = '') =>
  `{ cnCode: "72083900", massTonnes: "${mass}", specificEmissions: "2", benchmark: "1.4" ${more} }`;

describe('cbamCalculation', () => {
  // 100 t x 2 = 200 t CO2e; 1.4 x 97.5 % x 100 t = 136.5 t free; 63.5 t x 80 EUR = 5080 EUR.
  it('charges what is not allocated free', async () => {
    expect(at(await calculate(2026, steel('100')), 'cbamCalculation')).toMatchObject({
      cbamFactor: '0.975',
      exemptByMass: false,
      cost: '5080',
      goods: [{ inScope: true, embeddedEmissions: '200', freeAllocation: '136.5' }],
    });
  });

  it.each([
    // 200 t x 80 EUR, nothing is free any more.
    [2034, '', '16000'],
    // 220 t less 136.5 t at 80 EUR, less 1000 EUR paid.
    [2026, 'defaultMarkup: "0.1", carbonPricePaid: "1000"', '5680'],
    // More was paid at the origin than is due.
    [2026, 'carbonPricePaid: "9000"', '0'],
  ])('in %i with %s costs %s', async (year, more, cost) => {
    expect(at(await calculate(year, steel('100', more)), 'cbamCalculation', 'cost')).toBe(cost);
  });

  // The example of cbamreports.com/cbampayments: 1.2 - 1 x 97.5 % = 0.225 t CO2e for a tonne.
  it('counts the certificates of a published example', async () => {
    const good = '{ cnCode: "72083900", massTonnes: "1000", specificEmissions: "1.2", benchmark: "1" }';
    expect(at(await calculate(2026, good), 'cbamCalculation', 'certificates')).toBe('225');
  });

  // Directive 2003/87/EC, Article 10a(1a).
  it.each([
    [2026, '0.975'],
    [2027, '0.95'],
    [2028, '0.9'],
    [2029, '0.775'],
    [2030, '0.515'],
    [2031, '0.39'],
    [2032, '0.265'],
    [2033, '0.14'],
    [2034, '0'],
    [2050, '0'],
  ])('in %i leaves %s of the benchmark free', async (year, factor) => {
    expect(at(await calculate(year, steel('100')), 'cbamCalculation', 'cbamFactor')).toBe(factor);
  });

  // Implementing Regulation (EU) 2025/2621: 10 % in 2026, 20 % in 2027, 30 % from 2028 on.
  it.each([
    [2026, '0.1', '220'],
    [2027, '0.2', '240'],
    [2028, '0.3', '260'],
    [2040, '0.3', '260'],
  ])('in %i marks default values up by %s', async (year, markup, embeddedEmissions) => {
    const result = await calculate(year, steel('100', 'actualOrDefault: DEFAULT'));
    expect(at(result, 'cbamCalculation', 'goods', 0)).toMatchObject({ markup, embeddedEmissions });
    const given = await calculate(year, steel('100', 'actualOrDefault: DEFAULT, defaultMarkup: "0"'));
    expect(at(given, 'cbamCalculation', 'goods', 0)).toMatchObject({ markup: '0', embeddedEmissions: '200' });
  });

  it('cuts free allocation by the cross-sectoral correction factor, and sets the carbon price paid off in certificates', async () => {
    // 1.4 x 97.5 % x 0.9 x 100 t = 122.85 t free; 77.15 t due; 800 EUR paid are worth 10 certificates at 80 EUR.
    const result = await calculate(2026, steel('100', 'crossSectoralCorrectionFactor: "0.9", carbonPricePaid: "800"'));
    expect(at(result, 'cbamCalculation')).toMatchObject({
      certificates: '67.15',
      cost: '5372',
      goods: [{ freeAllocation: '122.85' }],
    });
  });

  it.each([
    ['50', true],
    ['50.001', false],
  ])('exempts an importer of %s t: %s', async (mass, exempt) => {
    expect(at(await calculate(2026, steel(mass)), 'cbamCalculation', 'exemptByMass')).toBe(exempt);
  });

  it.each(['87038010', '72044900', '76020019', '7615', '72023000'])('leaves out CN %s and says why', async (cnCode) => {
    const result = await calculate(2026, steel('1000').replace('72083900', cnCode));
    expect(at(result, 'cbamCalculation')).toMatchObject({
      massInScope: '0',
      cost: '0',
      goods: [{ inScope: false, cost: null }],
    });
    expect(at(result, 'cbamCalculation', 'goods', 0, 'reason')).toContain(cnCode.slice(0, 4));
  });

  it.each([
    [2025, steel('100')],
    [2026, steel('-1')],
    [2026, steel('100').replace('72083900', 'steel')],
    [2026, steel('100', 'crossSectoralCorrectionFactor: "1.1"')],
    [2026, ''],
  ])('refuses year %i with goods %s', async (year, goods) => {
    expect((await calculate(year, goods)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

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
    cbamFactor massInScope exemptByMass cost goods { inScope reason embeddedEmissions freeAllocation cost } } }`);

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
    [2026, ''],
  ])('refuses year %i with goods %s', async (year, goods) => {
    expect((await calculate(year, goods)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/kernel/identity/global-id.js';
import { batteryPassportModel } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { LifeCycleStage } from '../../../../src/subgraphs/compliance/battery-passport/carbon-footprint.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../../src/subgraphs/compliance/compliance.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../../support/subgraph-harness.js';
import { testPassport } from './test-passport.js';

let compliance: SubgraphHarness;
beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
  const first = testPassport('urn:p:1');
  await compliance.insert(batteryPassportModel, [
    first,
    testPassport('urn:p:2', { metadata: { ...first.metadata, predecessorId: 'urn:p:1' } }),
    testPassport('urn:p:3', {
      variantId: 'mg/4',
      sustainability: { ...first.sustainability, carbonFootprint: null },
    }),
    testPassport('urn:p:4', { variantId: null }),
  ]);
});
afterAll(() => compliance.close());

const ids = (list: unknown) => (list as { passportId: string }[]).map(({ passportId }) => passportId);

describe('battery passports', () => {
  it.each([
    ['urn:p:1', 'urn:p:1'],
    ['a global id', globalId('BatteryPassport', 'urn:p:1')],
  ])('are found by %s', async (_name, id) => {
    const result = await compliance.run('query ($id: ID!) { batteryPassport(id: $id) { id passportId } }', {
      variables: { id },
    });
    expect(at(result, 'batteryPassport')).toEqual({
      id: globalId('BatteryPassport', 'urn:p:1'),
      passportId: 'urn:p:1',
    });
    expect(result.commands).toEqual(['find battery_passports']);
  });

  it('that nobody has are null', async () => {
    expect(
      at(await compliance.run('{ batteryPassport(id: "urn:p:none") { passportId } }'), 'batteryPassport'),
    ).toBeNull();
  });

  it.each([
    ['', ['urn:p:1', 'urn:p:2', 'urn:p:3', 'urn:p:4']],
    ['filter: { variantId: "byd/dolphin" }', ['urn:p:1', 'urn:p:2']],
    ['filter: { carbonClasses: ["A", "B"] }', ['urn:p:1', 'urn:p:2', 'urn:p:4']],
    ['filter: { carbonClasses: ["A"] }', []],
    ['filter: { category: LMT }', []],
    ['filter: { economicOperatorId: "BPNL00000000TEST", variantId: "mg/4" }', ['urn:p:3']],
  ])('with %s are %j, over page ends', async (filter, expected) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const result = await compliance.run(
        `query ($after: String) { batteryPassports(first: 2, after: $after ${filter}) {
          nodes { passportId } totalCount pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect(result.errors).toEqual([]);
      expect(at(result, 'batteryPassports', 'totalCount')).toBe(expected.length);
      seen.push(...ids(at(result, 'batteryPassports', 'nodes')));
      const more = at(result, 'batteryPassports', 'pageInfo', 'hasNextPage') === true;
      after = more ? (at(result, 'batteryPassports', 'pageInfo', 'endCursor') as string) : null;
    } while (after !== null);
    expect(seen).toEqual(expected);
  });

  it('of many variants are one command, and one more for their numbers', async () => {
    const result = await compliance.entities(
      ['byd/dolphin', 'mg/4', 'no/car'].map((variantId) => ({ __typename: 'VehicleVariant', variantId })),
      '... on VehicleVariant { batteryPassports(first: 1) { nodes { passportId } totalCount pageInfo { hasNextPage } } }',
    );
    expect(result.errors).toEqual([]);
    const of = (index: number) => at(result, '_entities', index, 'batteryPassports');
    expect([0, 1, 2].map(of)).toEqual([
      { nodes: [{ passportId: 'urn:p:1' }], totalCount: 2, pageInfo: { hasNextPage: true } },
      { nodes: [{ passportId: 'urn:p:3' }], totalCount: 1, pageInfo: { hasNextPage: false } },
      { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } },
    ]);
    expect(result.commands).toEqual(['aggregate battery_passports', 'aggregate battery_passports']);
  });

  it('name the passport before, and all of them together are one command more', async () => {
    const result = await compliance.run(
      '{ batteryPassports { nodes { passportId predecessor { passportId metadata { status } } } } }',
    );
    expect(
      (at(result, 'batteryPassports', 'nodes') as { predecessor: unknown }[]).map(({ predecessor }) => predecessor),
    ).toEqual([null, { passportId: 'urn:p:1', metadata: { status: 'approved' } }, null, null]);
    expect(result.commands).toEqual(['aggregate battery_passports', 'find battery_passports']);
  });

  it('by reference are one command, whichever of their keys the reference has', async () => {
    const result = await compliance.entities(
      [
        { __typename: 'BatteryPassport', passportId: 'urn:p:2' },
        { __typename: 'BatteryPassport', id: globalId('BatteryPassport', 'urn:p:3') },
        { __typename: 'BatteryPassport', passportId: 'urn:p:none' },
      ],
      '... on BatteryPassport { passportId variant { variantId } }',
    );
    expect(at(result, '_entities')).toEqual([
      { passportId: 'urn:p:2', variant: { variantId: 'byd/dolphin' } },
      { passportId: 'urn:p:3', variant: { variantId: 'mg/4' } },
      null,
    ]);
    expect(result.commands).toEqual(['find battery_passports']);
  });

  it('tell their carbon classes in the order of their identifiers, in one command', async () => {
    const result = await compliance.run(
      '{ batteryCarbonClasses(passportIds: ["urn:p:3", "urn:p:1", "urn:p:none", "urn:p:1"]) }',
    );
    expect(at(result, 'batteryCarbonClasses')).toEqual([null, 'B', null, 'B']);
    expect(result.commands).toEqual(['find battery_passports']);
  });

  it.each(['["AB"]', '["a"]'])('are not looked for by a class %s that cannot be', async (classes) => {
    const result = await compliance.run(`{ batteryPassports(filter: { carbonClasses: ${classes} }) { totalCount } }`);
    expect(firstError(result).code).toBe('BAD_USER_INPUT');
  });

  it('are not stored with stages that do not sum to the total', async () => {
    const { sustainability } = testPassport('x');
    const wrong = testPassport('urn:p:wrong', {
      sustainability: {
        ...sustainability,
        carbonFootprint: {
          ...(sustainability.carbonFootprint as NonNullable<typeof sustainability.carbonFootprint>),
          stages: [{ stage: LifeCycleStage.MAIN_PRODUCTION, value: 71 }],
        },
      },
    });
    await expect(compliance.insert(batteryPassportModel, [wrong])).rejects.toThrow(/sum to 71/);
  });
});

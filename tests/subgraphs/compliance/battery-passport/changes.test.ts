import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditModel } from '../../../../src/database/audit/audit-record.js';
import type { Caller } from '../../../../src/kernel/caller.js';
import { globalId } from '../../../../src/kernel/identity/global-id.js';
import { batteryPassportModel } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../../src/subgraphs/compliance/compliance.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../../support/subgraph-harness.js';
import { testPassport } from './test-passport.js';

let compliance: SubgraphHarness;
beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
  await compliance.insert(
    batteryPassportModel,
    ['urn:p:1', 'urn:p:2', 'urn:p:3'].map((id) => testPassport(id)),
  );
});
afterAll(() => compliance.close());

const caller = (...scopes: string[]): Caller => ({
  authenticated: true,
  scopes: new Set(scopes),
  partnerId: null,
  subject: 'keeper',
});

const STAGES = [
  ['RAW_MATERIAL_ACQUISITION', 50],
  ['MAIN_PRODUCTION', 8],
  ['DISTRIBUTION', 1],
  ['END_OF_LIFE', 1],
].map(([stage, value]) => ({ stage, value }));

function declare(values: object = {}, who: Caller | undefined = caller('internal')) {
  const input = {
    passportId: 'urn:p:1',
    total: 60,
    stages: STAGES,
    performanceClass: 'A',
    idempotencyKey: randomUUID(),
    ...values,
  };
  return compliance.run(
    `mutation ($input: DeclareCarbonFootprintInput!) { declareCarbonFootprint(input: $input) {
      passportId sustainability { carbonFootprint { total performanceClass stages { stage value } study { content } } } } }`,
    { variables: { input }, ...(who === undefined ? {} : { caller: who }) },
  );
}

function link(values: object, who: Caller = caller('internal')) {
  return compliance.run(
    'mutation ($input: LinkBatteryPassportInput!) { linkBatteryPassport(input: $input) { variant { variantId } } }',
    { variables: { input: { passportId: 'urn:p:2', idempotencyKey: randomUUID(), ...values } }, caller: who },
  );
}

describe('a declared carbon footprint', () => {
  it('is the one of the passport from then on, and stands in the audit trail', async () => {
    const result = await declare({ passportId: 'urn:p:3', studyUrl: 'https://maker.de/study' });
    expect(at(result, 'declareCarbonFootprint', 'sustainability', 'carbonFootprint')).toEqual({
      total: 60,
      performanceClass: 'A',
      stages: STAGES,
      study: [{ content: 'https://maker.de/study' }],
    });
    expect(
      at(await compliance.run('{ batteryCarbonClasses(passportIds: ["urn:p:3"]) }'), 'batteryCarbonClasses'),
    ).toEqual(['A']);
    const trail = await compliance.database
      .model(auditModel)
      .find({ action: 'declareCarbonFootprint', subject: 'BatteryPassport:urn:p:3' })
      .lean();
    expect(trail.map(({ subject }) => subject)).toEqual(['BatteryPassport:urn:p:3']);
  });

  it('is written once for a key', async () => {
    const key = randomUUID();
    await declare({ passportId: 'urn:p:2', idempotencyKey: key, performanceClass: 'B' });
    await declare({ passportId: 'urn:p:2', performanceClass: 'C' });
    await declare({ passportId: 'urn:p:2', idempotencyKey: key, performanceClass: 'B' });
    expect(
      at(await compliance.run('{ batteryCarbonClasses(passportIds: ["urn:p:2"]) }'), 'batteryCarbonClasses'),
    ).toEqual(['C']);
    expect(firstError(await declare({ passportId: 'urn:p:2', idempotencyKey: key })).code).toBe('CONFLICT');
  });

  it.each([
    // 60 against 60.4: 0.4 is more than 0.5 % of 60.4, which is 0.302.
    [{ total: 60.4 }, 'input.stages'],
    [{ total: 0 }, 'input.total'],
    [{ stages: [...STAGES.slice(0, 3), STAGES[2]] }, 'input.stages.3.stage'],
    [{ performanceClass: 'first' }, 'input.performanceClass'],
    [{ studyUrl: 'study.pdf' }, 'input.studyUrl'],
  ])('with %j is refused at %s', async (values, field) => {
    expect(firstError(await declare(values))).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('of a passport that nobody has is NOT_FOUND, and leaves no key behind', async () => {
    const key = randomUUID();
    expect(firstError(await declare({ passportId: 'urn:p:none', idempotencyKey: key })).code).toBe('NOT_FOUND');
    expect((await declare({ idempotencyKey: key })).errors).toEqual([]);
  });

  it.each(['authority', 'legitimate-interest', 'bank'])('is not written by %s', async (scope) => {
    expect(firstError(await declare({}, caller(scope))).code).toBe('FORBIDDEN');
  });
});

describe('the link to a variant', () => {
  it('is set by either id, and taken away', async () => {
    const variantOf = (result: Awaited<ReturnType<typeof link>>) => at(result, 'linkBatteryPassport', 'variant');
    expect(variantOf(await link({ variantId: 'mg/4/2025/base/base' }))).toEqual({ variantId: 'mg/4/2025/base/base' });
    expect(variantOf(await link({ variantId: globalId('VehicleVariant', 'byd/seal') }))).toEqual({
      variantId: 'byd/seal',
    });
    expect(variantOf(await link({ variantId: null }))).toBeNull();
  });

  it('is refused without the scope', async () => {
    expect(firstError(await link({ variantId: 'a' }, caller('authority'))).code).toBe('FORBIDDEN');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../../src/kernel/caller.js';
import { globalId } from '../../../../src/kernel/identity/global-id.js';
import type { BatteryPassportRecord } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { seedRows } from '../../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../../support/seeded-server.js';

let seeded: SeededDatabase;
let server: SeededServer;
beforeAll(async () => {
  seeded = await startSeededDatabase([
    'countries',
    'vehicle_variants',
    'battery_passports',
    'certificates',
    'contracts',
  ]);
  server = await startSeededServer(seeded);
}, 120_000);
afterAll(async () => {
  await server?.close();
  await seeded?.close();
});

const passports = seedRows<BatteryPassportRecord>('battery_passports');
const ofModels = passports.filter(({ _id }) => _id.startsWith('urn:synthetic:battery-model:'));

describe('passports in the graph', () => {
  it('are found by their global id, with the variant of another subgraph', async () => {
    const [model] = ofModels;
    const { data, errors } = await server.ask<{ node: unknown }>(
      `query ($id: ID!) { node(id: $id) { id ... on BatteryPassport { passportId variant { makerSlug } provenance { source { system } } } } }`,
      { id: globalId('BatteryPassport', model?._id ?? '') },
    );
    expect(errors).toEqual([]);
    expect(data.node).toMatchObject({
      passportId: model?._id,
      variant: { makerSlug: model?.variantId?.split('/')[0] },
      provenance: { source: { system: 'SYNTHETIC' } },
    });
  });

  it('and certificates of a hundred variants are one command each', async () => {
    const { data, errors, commands } = await server.ask<{
      vehicleVariants: {
        nodes: {
          variantId: string;
          batteryPassports: { totalCount: number };
          certificates: { nodes: { kind: string }[] };
        }[];
      };
    }>(`{ vehicleVariants(first: 100) { nodes { variantId
      batteryPassports(first: 2) { nodes { passportId } totalCount } certificates(first: 5, country: "DE") { nodes { kind } } } } }`);
    expect(errors).toEqual([]);
    const { nodes } = data.vehicleVariants;
    expect(nodes).toHaveLength(100);
    for (const { variantId, batteryPassports } of nodes) {
      expect(batteryPassports.totalCount).toBe(passports.filter((row) => row.variantId === variantId).length);
    }
    expect(nodes.some(({ batteryPassports }) => batteryPassports.totalCount > 0)).toBe(true);
    expect(nodes.some(({ certificates }) => certificates.nodes.length >= 3)).toBe(true);
    expect(commands.filter((command) => /passports|certificates/.test(command)).toSorted()).toEqual([
      'aggregate battery_passports',
      'aggregate battery_passports',
      'aggregate certificates',
    ]);
  });

  it('take lifecycle records from whoever may write them, and from nobody else', async () => {
    const as = (...scopes: string[]): Caller => ({
      authenticated: true,
      scopes: new Set(scopes),
      partnerId: null,
      subject: 'x',
    });
    const append = `mutation { appendLifecycleRecord(input: { subject: { kind: BATTERY, id: "urn:b:1" }, stage: USE, event: "INSPECTED",
      issuer: "A", issuedAt: "2026-10-01T00:00:00Z", idempotencyKey: "lifecycle-1" }) { number } }`;
    const read = `{ countries(first: 1) { nodes { code } }
      lifecycleRecords(subject: { kind: BATTERY, id: "urn:b:1" }) { nodes { event } verification { valid } } }`;
    const refused = await server.ask(append, {}, as('legitimate-interest'));
    expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
    expect(refused.commands).toEqual([]);
    expect((await server.ask(append, {}, as('authority'))).errors).toEqual([]);
    const seen = await server.ask(read, {}, as('legitimate-interest'));
    expect(seen.data).toMatchObject({
      lifecycleRecords: { nodes: [{ event: 'INSPECTED' }], verification: { valid: true } },
    });
    const open = await server.ask(read);
    expect(open.data).toMatchObject({ countries: { nodes: [{}] }, lifecycleRecords: null });
    expect(open.errors).toMatchObject([{ path: ['lifecycleRecords'], extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
    expect(open.commands.filter((command) => command.includes('lifecycle'))).toEqual([]);
  });

  it('of the seeds are whole: variants are on file, stages sum to totals, and every collateral has its passport', () => {
    const variants = new Set(seedRows<{ _id: string }>('vehicle_variants').map(({ _id }) => _id));
    expect(ofModels.length).toBeGreaterThanOrEqual(36);
    for (const { _id, variantId, sustainability } of passports) {
      expect(variants.has(variantId ?? ''), _id).toBe(true);
      const { carbonFootprint } = sustainability;
      const sum = carbonFootprint?.stages.reduce((total, { value }) => total + value, 0) ?? 0;
      expect(Math.abs(sum - (carbonFootprint?.total ?? 0)), _id).toBeLessThan(1e-6);
    }
    const keys = new Set(passports.map(({ _id }) => _id));
    const collaterals = seedRows<{ batteryPassportId: string | null }>('contracts').flatMap(
      ({ batteryPassportId }) => batteryPassportId ?? [],
    );
    expect(collaterals.length).toBeGreaterThan(500);
    expect(collaterals.every((key) => keys.has(key))).toBe(true);
  });
});

import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditModel } from '../../../../src/database/audit/audit-record.js';
import type { Caller } from '../../../../src/kernel/caller.js';
import { batteryPassportModel } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../../src/subgraphs/compliance/compliance.subgraph.js';
import {
  type LifecycleRecordRecord,
  lifecycleRecordModel,
} from '../../../../src/subgraphs/compliance/lifecycle-record/lifecycle-record.model.js';
import { verifyLifecycleChains } from '../../../../src/subgraphs/compliance/lifecycle-record/verify-lifecycle-chains.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../../support/subgraph-harness.js';
import { testPassport } from '../battery-passport/test-passport.js';

let compliance: SubgraphHarness;
beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
});
afterAll(() => compliance.close());

const caller = (...scopes: string[]): Caller => ({
  authenticated: true,
  scopes: new Set(scopes),
  partnerId: null,
  subject: scopes.join(),
});
const KEEPER = caller('internal');

function append(id: string, values: Record<string, unknown> = {}, as: Caller | undefined = KEEPER) {
  const input = {
    subject: { kind: 'BATTERY', id },
    stage: 'MANUFACTURING',
    event: 'CELLS_ASSEMBLED',
    issuer: 'BPNL00000003AYRE',
    issuedAt: '2026-03-01T08:00:00Z',
    idempotencyKey: randomUUID(),
    ...values,
  };
  return compliance.run(
    `mutation ($input: AppendLifecycleRecordInput!) {
      appendLifecycleRecord(input: $input) { recordId number prevHash hash recordedAt } }`,
    { variables: { input }, ...(as === undefined ? {} : { caller: as }) },
  );
}

async function chain(id: string, length: number): Promise<void> {
  for (let number = 1; number <= length; number += 1) await append(id, { event: `EVENT_${number}` });
}

function records(
  id: string,
  fields = 'nodes { number event prevHash hash } verification { valid records brokenAt reason }',
  first = 20,
) {
  return compliance.run(
    `query ($id: ID!, $first: Int!) { lifecycleRecords(subject: { kind: BATTERY, id: $id }, first: $first) { ${fields} } }`,
    { variables: { id, first }, caller: caller('legitimate-interest') },
  );
}

const verification = async (id: string) => at(await records(id), 'lifecycleRecords', 'verification');

/** Members in the order of their names, without blanks (RFC 8785): written here again, to check the hash independently. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(',')}}`;
}

describe('lifecycle records', () => {
  it('are a chain of hashes, from sixty-four zeros on', async () => {
    await chain('urn:b:1', 3);
    const result = await records('urn:b:1');
    const nodes = at(result, 'lifecycleRecords', 'nodes') as {
      number: number;
      event: string;
      prevHash: string;
      hash: string;
    }[];
    expect(nodes.map(({ number, event }) => [number, event])).toEqual([
      [1, 'EVENT_1'],
      [2, 'EVENT_2'],
      [3, 'EVENT_3'],
    ]);
    expect(nodes.map(({ prevHash }) => prevHash)).toEqual(['0'.repeat(64), nodes[0]?.hash, nodes[1]?.hash]);
    expect(at(result, 'lifecycleRecords', 'verification')).toEqual({
      valid: true,
      records: 3,
      brokenAt: null,
      reason: null,
    });
    const stored = await compliance.database
      .model(lifecycleRecordModel)
      .find({ subject: 'BATTERY:urn:b:1' })
      .lean<LifecycleRecordRecord[]>();
    for (const { hash, ...rest } of stored) {
      const text = canonical(JSON.parse(JSON.stringify(rest)));
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    }
  });

  it('are written once for a key, and refused for another use of it', async () => {
    const key = randomUUID();
    const [one, again] = [
      await append('urn:b:key', { idempotencyKey: key }),
      await append('urn:b:key', { idempotencyKey: key }),
    ];
    expect(again.data).toEqual(one.data);
    expect(at(one, 'appendLifecycleRecord', 'number')).toBe(1);
    expect(firstError(await append('urn:b:key', { idempotencyKey: key, event: 'OTHER' })).code).toBe('CONFLICT');
    expect(await verification('urn:b:key')).toMatchObject({ valid: true, records: 1 });
  });

  it('that are appended at the same moment follow each other', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => append('urn:b:race')));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const numbers = answers.map((answer) => at(answer, 'appendLifecycleRecord', 'number') as number);
    expect(numbers.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await verification('urn:b:race')).toMatchObject({ valid: true, records: 8 });
  });

  it('stand in the audit trail', async () => {
    const answer = await append('urn:b:audit');
    const recordId = at(answer, 'appendLifecycleRecord', 'recordId');
    const trail = await compliance.database
      .model(auditModel)
      .find({ subject: `LifecycleRecord:${recordId}` })
      .lean();
    expect(trail.map(({ action, actor }) => [action, actor.subject])).toEqual([['appendLifecycleRecord', 'internal']]);
  });

  it.each([
    [undefined, 'UNAUTHENTICATED'],
    [caller('bank'), 'FORBIDDEN'],
    [caller('legitimate-interest'), 'FORBIDDEN'],
    [caller('authority'), undefined],
    [caller('internal'), undefined],
  ])('are appended by %o: %s', async (as, code) => {
    const result =
      as === undefined
        ? await compliance.run(
            `mutation { appendLifecycleRecord(input: { subject: { kind: BATTERY, id: "urn:b:who" }, stage: USE, event: "E", issuer: "I",
              issuedAt: "2026-01-01T00:00:00Z", idempotencyKey: "12345678" }) { number } }`,
          )
        : await append('urn:b:who', {}, as);
    expect(firstError(result).code).toBe(code);
  });

  it('are read by nobody without a scope for it', async () => {
    const ask = (who?: Caller) =>
      compliance.run(
        '{ lifecycleRecords(subject: { kind: BATTERY, id: "urn:b:1" }) { nodes { event } } }',
        who ? { caller: who } : {},
      );
    expect(firstError(await ask()).code).toBe('UNAUTHENTICATED');
    expect(firstError(await ask(caller('bank'))).code).toBe('FORBIDDEN');
    expect((await ask(caller('authority'))).errors).toEqual([]);
  });

  it.each([
    [{ issuedAt: '2999-01-01T00:00:00Z' }, 'input.issuedAt'],
    [{ event: '' }, 'input.event'],
    [
      { documentRef: { uri: 'report.pdf', sha256: 'a'.repeat(64), mediaType: 'application/pdf' } },
      'input.documentRef.uri',
    ],
    [
      { documentRef: { uri: 'https://x.de/r', sha256: 'A'.repeat(64), mediaType: 'application/pdf' } },
      'input.documentRef.sha256',
    ],
    [{ signature: 'no signature' }, 'input.signature'],
    [{ subject: { kind: 'VEHICLE', id: 'WVWZZZ1JZXW000001' } }, 'input.subject.id'],
    [{ idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('with %j are refused at %s', async (values, field) => {
    expect(firstError(await append('urn:b:bad', values))).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('come in pages, with their number', async () => {
    await chain('urn:b:pages', 5);
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const result = await compliance.run(
        `query ($after: String) { lifecycleRecords(subject: { kind: BATTERY, id: "urn:b:pages" }, first: 2, after: $after) {
          nodes { number } totalCount pageInfo { hasNextPage endCursor } } }`,
        { variables: { after }, caller: KEEPER },
      );
      expect(at(result, 'lifecycleRecords', 'totalCount')).toBe(5);
      seen.push(...(at(result, 'lifecycleRecords', 'nodes') as { number: number }[]).map(({ number }) => number));
      after = at(result, 'lifecycleRecords', 'pageInfo', 'hasNextPage')
        ? (at(result, 'lifecycleRecords', 'pageInfo', 'endCursor') as string)
        : null;
    } while (after !== null);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('of many passports are one command, and two more for their verification', async () => {
    await compliance.insert(batteryPassportModel, [testPassport('urn:b:many:1'), testPassport('urn:b:many:2')]);
    await chain('urn:b:many:2', 2);
    const result = await compliance.run(
      '{ batteryPassports(filter: { variantId: "byd/dolphin" }) { nodes { lifecycleRecords(first: 1) { nodes { number } verification { valid records } } } } }',
      { caller: KEEPER },
    );
    expect(at(result, 'batteryPassports', 'nodes')).toEqual([
      { lifecycleRecords: { nodes: [], verification: { valid: true, records: 0 } } },
      { lifecycleRecords: { nodes: [{ number: 1 }], verification: { valid: true, records: 2 } } },
    ]);
    expect(result.commands.toSorted()).toEqual([
      'aggregate battery_passports',
      'aggregate lifecycle_records',
      'find lifecycle_records',
      'find sequences',
    ]);
  });
});

describe('tampering', () => {
  const model = () => compliance.database.model(lifecycleRecordModel);
  const key = (id: string, number: number) => `BATTERY:${id}#${number}`;

  it('with any field of any record is found, at that record or the one behind it', { timeout: 60_000 }, async () => {
    await chain('urn:b:tampered', 6);
    const changes: Record<string, unknown> = {
      event: 'FORGED',
      issuer: 'SOMEBODY',
      stage: 'RECYCLING',
      issuedAt: new Date('2020-01-01T00:00:00Z'),
      recordedAt: new Date(0),
      signature: 'a.b.c',
      documentRef: { uri: 'https://x.de', sha256: 'f'.repeat(64), mediaType: 'text/plain' },
      prevHash: 'f'.repeat(64),
      hash: 'e'.repeat(64),
      subjectId: 'urn:b:other',
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(changes)),
        fc.integer({ min: 1, max: 6 }),
        async (field, number) => {
          const _id = key('urn:b:tampered', number);
          const before = await model().findById(_id).lean<LifecycleRecordRecord>().orFail();
          await model().updateOne({ _id }, { $set: { [field]: changes[field] } });
          const found = (await verification('urn:b:tampered')) as { valid: boolean; brokenAt: number };
          await model().replaceOne({ _id }, before);
          expect(found).toMatchObject({ valid: false, brokenAt: number });
          expect(await verification('urn:b:tampered')).toMatchObject({ valid: true });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('by a record that is made anew with a hash that is right breaks the one behind it', async () => {
    await chain('urn:b:rehashed', 3);
    const record = await model().findById(key('urn:b:rehashed', 2)).lean<LifecycleRecordRecord>().orFail();
    const { hash: _hash, ...forged } = { ...record, event: 'FORGED' };
    const hash = createHash('sha256')
      .update(canonical(JSON.parse(JSON.stringify(forged))))
      .digest('hex');
    await model().replaceOne({ _id: record._id }, { ...forged, hash });
    expect(await verification('urn:b:rehashed')).toEqual({
      valid: false,
      records: 3,
      brokenAt: 3,
      reason: 'does not follow the record before',
    });
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
  ])('by removing record %s of three is found at %s', async (number, brokenAt) => {
    const id = `urn:b:removed:${number}`;
    await chain(id, 3);
    await model().deleteOne({ _id: key(id, number) });
    expect(await verification(id)).toEqual({
      valid: false,
      records: 2,
      brokenAt,
      reason: `record ${number} is missing`,
    });
  });

  it('by removing a whole chain, or adding to it behind our back, is found by the verification of all', async () => {
    await chain('urn:b:gone', 2);
    await model().deleteMany({ subject: 'BATTERY:urn:b:gone' });
    await chain('urn:b:added', 1);
    const first = await model().findById(key('urn:b:added', 1)).lean<LifecycleRecordRecord>().orFail();
    const { hash: _hash, ...second } = { ...first, _id: key('urn:b:added', 2), number: 2, prevHash: first.hash };
    const hash = createHash('sha256')
      .update(canonical(JSON.parse(JSON.stringify(second))))
      .digest('hex');
    await model().create([{ ...second, hash }]);
    const chains = await verifyLifecycleChains(compliance.database, null);
    expect(chains.get('BATTERY:urn:b:gone')).toMatchObject({ records: 0, fault: { brokenAt: 1 } });
    expect(chains.get('BATTERY:urn:b:added')).toMatchObject({
      fault: { brokenAt: 2, reason: 'record 2 has never been given out' },
    });
  });
});

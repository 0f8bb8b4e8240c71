import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditModel } from '../../../src/database/audit/audit-record.js';
import { verifyAudit } from '../../../src/database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../../src/database/cluster-map.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { applicationModel } from '../../../src/subgraphs/finance/application/application.model.js';
import { expireApplications } from '../../../src/subgraphs/finance/application/application-expiry.js';
import {
  APPLICATION_STATUSES,
  type ApplicationStatusName,
  mayMove,
} from '../../../src/subgraphs/finance/application/application-status.js';
import { financeEventModel } from '../../../src/subgraphs/finance/event/finance-event.model.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { quoteModel } from '../../../src/subgraphs/finance/quote/quote.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { partner, product, rateTable } from './finance-records.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});
const DEALER: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'dealer' };

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(financePartnerModel, [partner('alpha'), partner('beta')]);
  await finance.insert(financingProductModel, [product('DE-1'), product('DE-2', { partnerId: 'beta' })]);
  await finance.insert(rateTableModel, [rateTable('DE-1', 1, '0.0499'), rateTable('DE-2', 1, '0.06')]);
  await finance.database.buildIndexes();
}, 60_000);

afterAll(() => finance.close());

async function quoteOf(productId = 'DE-1'): Promise<string> {
  const input = {
    country: 'DE',
    price: { amount: '40000', currency: 'EUR' },
    downPayment: '10000',
    termMonths: 48,
    powertrain: 'BEV',
    productId,
    idempotencyKey: randomUUID(),
  };
  const result = await finance.run('mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { quoteId } }', {
    variables: { input },
  });
  return String(at(result, 'createQuote', 'quoteId'));
}

const FIELDS =
  'applicationId status version decisionReasons history { status actor reasonCodes comment } principal { amount currency }';

function submit(input: object, caller: Caller = DEALER) {
  return finance.run(`mutation ($input: SubmitApplicationInput!) { submitApplication(input: $input) { ${FIELDS} } }`, {
    variables: { input: { idempotencyKey: randomUUID(), ...input } },
    caller,
  });
}

function decide(input: object, caller: Caller = bank('alpha')) {
  return finance.run(`mutation ($input: DecideApplicationInput!) { decideApplication(input: $input) { ${FIELDS} } }`, {
    variables: { input: { idempotencyKey: randomUUID(), ...input } },
    caller,
  });
}

function withdraw(input: object, caller: Caller = DEALER) {
  return finance.run(
    `mutation ($input: WithdrawApplicationInput!) { withdrawApplication(input: $input) { ${FIELDS} } }`,
    {
      variables: { input: { idempotencyKey: randomUUID(), ...input } },
      caller,
    },
  );
}

async function submitted(productId = 'DE-1'): Promise<string> {
  const result = await submit({ quoteId: await quoteOf(productId), applicantRef: 'customer-4711' });
  expect(result.errors).toEqual([]);
  return String(at(result, 'submitApplication', 'applicationId'));
}

const eventsOf = (subjectId: string) =>
  finance.database.model(financeEventModel).find({ subjectId }).sort({ sequence: 1 }).lean();

describe('an application', () => {
  it('goes from the dealer to the contract, with its history', async () => {
    const applicationId = await submitted();
    let version = 1;
    for (const [decision, reasonCodes] of [
      ['IN_REVIEW', []],
      ['CONDITIONAL', ['PROOF_OF_INCOME']],
      ['APPROVED', []],
      ['CONTRACTED', []],
    ] as const) {
      const result = await decide({ applicationId, version: version++, decision, reasonCodes });
      expect(result.errors).toEqual([]);
      expect(at(result, 'decideApplication')).toMatchObject({
        status: decision,
        version,
        decisionReasons: reasonCodes,
      });
    }
    const result = await finance.run(
      'query ($id: ID!) { application(id: $id) { history { status actor reasonCodes } } }',
      {
        variables: { id: applicationId },
        caller: bank('alpha'),
      },
    );
    expect(at(result, 'application', 'history')).toEqual([
      { status: 'SUBMITTED', actor: 'dealer', reasonCodes: [] },
      { status: 'IN_REVIEW', actor: 'bank of alpha', reasonCodes: [] },
      { status: 'CONDITIONAL', actor: 'bank of alpha', reasonCodes: ['PROOF_OF_INCOME'] },
      { status: 'APPROVED', actor: 'bank of alpha', reasonCodes: [] },
      { status: 'CONTRACTED', actor: 'bank of alpha', reasonCodes: [] },
    ]);
    expect((await eventsOf(applicationId)).map(({ type, version: of }) => [type, of])).toEqual([
      ['application.submitted', 1],
      ['application.inreview', 2],
      ['application.conditional', 3],
      ['application.approved', 4],
      ['application.contracted', 5],
    ]);
  });

  it('may be kept as a draft, of which nobody is told, and submitted later', async () => {
    const draft = await submit({ quoteId: await quoteOf(), applicantRef: 'customer-1', asDraft: true });
    const applicationId = String(at(draft, 'submitApplication', 'applicationId'));
    expect(await eventsOf(applicationId)).toEqual([]);
    expect(firstError(await decide({ applicationId, version: 1, decision: 'APPROVED' })).code).toBe('CONFLICT');
    const result = await submit({ applicationId, version: 1 });
    expect(at(result, 'submitApplication')).toMatchObject({ status: 'SUBMITTED', version: 2 });
    expect(firstError(await submit({ applicationId, version: 2 })).code).toBe('CONFLICT');
  });

  it('is withdrawn by the dealer or its own bank, never by another', async () => {
    const applicationId = await submitted();
    expect(firstError(await withdraw({ applicationId, version: 1 }, bank('beta'))).code).toBe('NOT_FOUND');
    expect(at(await withdraw({ applicationId, version: 1 }), 'withdrawApplication', 'status')).toBe('WITHDRAWN');
    expect(firstError(await decide({ applicationId, version: 2, decision: 'IN_REVIEW' })).code).toBe('CONFLICT');
  });

  it('expires with its quote, and then cannot be moved', async () => {
    const quoteId = await quoteOf();
    const applicationId = String(
      at(await submit({ quoteId, applicantRef: 'customer-2' }), 'submitApplication', 'applicationId'),
    );
    const past = { expiresAt: new Date(Date.now() - 1000) };
    await finance.database.model(applicationModel).updateOne({ _id: applicationId }, { $set: past });
    const read = await finance.run('query ($id: ID!) { application(id: $id) { status } }', {
      variables: { id: applicationId },
      caller: DEALER,
    });
    expect(at(read, 'application', 'status')).toBe('EXPIRED');
    expect(firstError(await decide({ applicationId, version: 1, decision: 'IN_REVIEW' })).code).toBe('CONFLICT');
    await finance.database.model(quoteModel).updateOne({ _id: quoteId }, { $set: past });
    expect(firstError(await submit({ quoteId, applicantRef: 'customer-2' })).code).toBe('CONFLICT');
  });

  it('is written down as expired once, whoever looks, and its bank is told', async () => {
    const applicationId = await submitted();
    const draft = await submit({ quoteId: await quoteOf(), applicantRef: 'customer-3', asDraft: true });
    const draftId = String(at(draft, 'submitApplication', 'applicationId'));
    const kept = await submitted();
    await finance.database
      .model(applicationModel)
      .updateMany({ _id: { $in: [applicationId, draftId] } }, { $set: { expiresAt: new Date(Date.now() - 1000) } });
    const listed = async (status: string) => {
      const result = await finance.run(
        'query ($statuses: [ApplicationStatus!]) { applications(first: 200, filter: { statuses: $statuses }) { totalCount nodes { applicationId status } } }',
        { variables: { statuses: [status] }, caller: DEALER },
      );
      const nodes = at(result, 'applications', 'nodes') as { applicationId: string; status: string }[];
      expect(nodes.every((node) => node.status === status)).toBe(true);
      expect(at(result, 'applications', 'totalCount')).toBe(nodes.length);
      return nodes.map((node) => node.applicationId);
    };
    expect(await listed('EXPIRED')).toEqual(expect.arrayContaining([applicationId, draftId]));
    expect(await listed('SUBMITTED')).not.toContain(applicationId);
    expect(await listed('SUBMITTED')).toContain(kept);
    expect(await listed('DRAFT')).not.toContain(draftId);

    await Promise.all(Array.from({ length: 5 }, () => expireApplications(finance.database)));
    expect(await expireApplications(finance.database)).toBe(0);
    const stored = await finance.database.model(applicationModel).findById(applicationId).lean();
    expect(stored).toMatchObject({ status: 'EXPIRED', version: 2 });
    expect(stored?.history.map(({ status, actor }) => [status, actor])).toEqual([
      ['SUBMITTED', 'dealer'],
      ['EXPIRED', 'tripod'],
    ]);
    expect((await eventsOf(applicationId)).map(({ type }) => type)).toEqual([
      'application.submitted',
      'application.expired',
    ]);
    expect(await eventsOf(draftId)).toEqual([]);
    expect(await listed('EXPIRED')).toEqual(expect.arrayContaining([applicationId, draftId]));
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toBeNull();
  });

  it('refuses a change that has not seen the last one, and lets one of many at the same moment through', async () => {
    const applicationId = await submitted();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => decide({ applicationId, version: 1, decision: 'IN_REVIEW' })),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    for (const answer of answers.filter(({ errors }) => errors.length > 0))
      expect(firstError(answer).code).toBe('CONFLICT');
    expect(await eventsOf(applicationId)).toHaveLength(2);
  });

  it('is one for 200 repeats at the same moment, with one event', async () => {
    const input = { quoteId: await quoteOf(), applicantRef: 'customer-200', idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 200 }, () => submit(input)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const ids = new Set(answers.map((answer) => at(answer, 'submitApplication', 'applicationId')));
    expect(ids.size).toBe(1);
    expect(await eventsOf(String([...ids][0]))).toHaveLength(1);
    expect(await finance.database.model(applicationModel).countDocuments({ applicantRef: 'customer-200' })).toBe(1);
    expect(firstError(await submit({ ...input, applicantRef: 'customer-201' }))).toEqual({
      code: 'CONFLICT',
      field: 'idempotencyKey',
    });
  }, 60_000);

  it.each<[string, object, string, string | undefined]>([
    ['the name of a person', { applicantRef: 'Jane Doe' }, 'BAD_USER_INPUT', 'input.applicantRef'],
    ['an address', { applicantRef: 'jane@example.org' }, 'BAD_USER_INPUT', 'input.applicantRef'],
    ['a name without a blank', { applicantRef: 'Jane.Doe' }, 'BAD_USER_INPUT', 'input.applicantRef'],
    ['a date of birth', { applicantRef: '1980-02-29' }, 'BAD_USER_INPUT', 'input.applicantRef'],
    ['an account', { applicantRef: 'DE89370400440532013000' }, 'BAD_USER_INPUT', 'input.applicantRef'],
    ['no quote', { quoteId: undefined, applicantRef: 'customer-3' }, 'BAD_USER_INPUT', 'quoteId'],
    [
      'a quote that there is not',
      { quoteId: `DE-${randomUUID()}`, applicantRef: 'customer-3' },
      'NOT_FOUND',
      undefined,
    ],
  ])('refuses %s', async (_what, input, code, field) => {
    expect(firstError(await submit({ quoteId: await quoteOf(), ...input }))).toEqual({ code, field });
  });

  it('needs a token', async () => {
    const result = await finance.run('{ applications { totalCount } }');
    expect(firstError(result).code).toBe('UNAUTHENTICATED');
  });
});

describe('reading many applications', () => {
  it('notes each in the audit trail, with as many commands for ten as for one', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => submitted()));
    const read = async (references: string[]) => {
      const result = await finance.entities(
        references.map((applicationId) => ({ __typename: 'Application', applicationId })),
        '... on Application { status }',
        { caller: bank('alpha') },
      );
      expect(result.errors).toEqual([]);
      return result.commands.length;
    };
    const one = await read(ids.slice(0, 1));
    expect(await read(ids)).toBe(one);
    const noted = await finance.database
      .model(auditModel)
      .find({ action: 'read', subject: { $in: ids.map((id) => `Application:${id}`) } })
      .lean();
    expect(noted).toHaveLength(11);
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toBeNull();
  });
});

describe('the moves of an application', () => {
  const expected: Readonly<Record<ApplicationStatusName, string>> = {
    DRAFT: 'SUBMITTED WITHDRAWN EXPIRED',
    SUBMITTED: 'IN_REVIEW WITHDRAWN EXPIRED',
    IN_REVIEW: 'APPROVED CONDITIONAL DECLINED WITHDRAWN EXPIRED',
    APPROVED: 'CONTRACTED WITHDRAWN EXPIRED',
    CONDITIONAL: 'APPROVED DECLINED CONTRACTED WITHDRAWN EXPIRED',
    DECLINED: '',
    CONTRACTED: '',
    WITHDRAWN: '',
    EXPIRED: '',
  };

  it.each(APPLICATION_STATUSES)('from %s are those of the table, and no other', (from) => {
    expect(APPLICATION_STATUSES.filter((to) => mayMove(from, to)).toSorted()).toEqual(
      expected[from].split(' ').filter(Boolean).toSorted(),
    );
  });
});

describe('the audit trail', () => {
  it('holds every mutation and every read of an application, and shows where it has been tampered with', async () => {
    const applicationId = await submitted();
    await finance.run('query ($id: ID!) { application(id: $id) { status } }', {
      variables: { id: applicationId },
      caller: bank('alpha'),
    });
    const records = await finance.database
      .model(auditModel)
      .find({ subject: `Application:${applicationId}` })
      .sort({ _id: 1 })
      .lean();
    expect(records.map(({ action, actor }) => [action, actor.subject])).toEqual([
      ['submitApplication', 'dealer'],
      ['read', 'bank of alpha'],
    ]);
    const whole = await verifyAudit(finance.database, DEFAULT_CLUSTER);
    expect(whole.fault).toBeNull();
    expect(whole.records).toBeGreaterThan(2);

    const pinned = { records: whole.records - 1, headHash: whole.headHash };
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER, [whole])).fault).toBeNull();
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER, [pinned])).fault).toEqual({
      number: whole.records - 1,
      reason: 'is not the one whose hash was pinned',
    });
    const cutShort = await verifyAudit(finance.database, DEFAULT_CLUSTER, [{ ...whole, records: whole.records + 1 }]);
    expect(cutShort.fault?.reason).toBe(`record ${whole.records + 1} is missing`);

    const number = records[1]?._id ?? 0;
    const model = finance.database.model(auditModel);
    await model.updateOne({ _id: number }, { $set: { 'actor.subject': 'nobody' } });
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toEqual({
      number,
      reason: 'has been changed',
    });
    await model.updateOne({ _id: number }, { $set: { 'actor.subject': 'bank of alpha' } });
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toBeNull();
    const last = await model.findById(whole.records).lean();
    await model.deleteOne({ _id: whole.records });
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toMatchObject({ number: whole.records });
    await finance.insert(auditModel, last === null ? [] : [last]);
    expect((await verifyAudit(finance.database, DEFAULT_CLUSTER)).fault).toBeNull();
  });
});

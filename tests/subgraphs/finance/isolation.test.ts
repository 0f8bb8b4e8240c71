import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLUSTER } from '../../../src/database/cluster-map.js';
import { inTransaction } from '../../../src/database/transaction.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import {
  type ApplicationRecord,
  applicationModel,
} from '../../../src/subgraphs/finance/application/application.model.js';
import { APPLICATION_STATUSES } from '../../../src/subgraphs/finance/application/application-status.js';
import { type ContractRecord, contractModel } from '../../../src/subgraphs/finance/contract/contract.model.js';
import { appendEvent } from '../../../src/subgraphs/finance/event/append-event.js';
import { watchApplications } from '../../../src/subgraphs/finance/event/finance-changes.service.js';
import type { FinanceEventRecord } from '../../../src/subgraphs/finance/event/finance-event.model.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { type QuoteRecord, quoteModel } from '../../../src/subgraphs/finance/quote/quote.model.js';
import { webhookDeadLetterModel, webhookEndpointModel } from '../../../src/subgraphs/finance/webhook/webhook.model.js';
import { at, type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';
import { decimal, partner, product } from './finance-records.js';

/** Five banks; each secret text of a bank holds its mark, so that it shows wherever it leaks. */
const BANKS = ['aaa', 'bbb', 'ccc', 'ddd', 'eee'] as const;
const mark = (bankId: string) => `SECRET-${bankId}-`;

const caller = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank ${partnerId}`,
});

let finance: SubgraphHarness;
const quotes: QuoteRecord[] = [];
const applications: ApplicationRecord[] = [];
const contracts: ContractRecord[] = [];
const drafts: string[] = [];

function tell(event: Pick<FinanceEventRecord, 'partnerId' | 'subjectId' | 'version' | 'status'>): Promise<void> {
  return inTransaction(finance.database, DEFAULT_CLUSTER, (session) =>
    appendEvent(finance.database, DEFAULT_CLUSTER, session, {
      ...event,
      country: 'DE',
      type: 'application.submitted',
      subjectType: 'Application',
      at: new Date(),
    }),
  );
}

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(
    financePartnerModel,
    BANKS.map((id) => partner(id)),
  );
  const now = new Date();
  const soon = new Date(now.getTime() + 86_400_000);
  const amount = decimal('1000');
  for (const [index, bankId] of BANKS.entries()) {
    await finance.insert(financingProductModel, [
      product(`DE-${bankId}-open`, { partnerId: bankId }),
      product(`DE-${bankId}-draft`, { partnerId: bankId, status: 'DRAFT', name: `${mark(bankId)}draft` }),
    ]);
    drafts.push(`DE-${bankId}-draft`);
    for (let n = 0; n < 6 + index; n++) {
      const quoteId = `DE-${randomUUID()}`;
      quotes.push({
        _id: quoteId,
        quoteId,
        partnerId: bankId,
        productId: `DE-${bankId}-open`,
        productKind: 'LOAN',
        country: 'DE',
        currency: 'EUR',
        offerId: `${mark(bankId)}offer`,
        variantId: null,
        powertrain: null,
        scoreBand: null,
        rateTableVersion: 1,
        form: 'ANNUITY',
        price: amount,
        downPayment: amount,
        principal: amount,
        balloon: amount,
        termMonths: 12,
        nominalRate: amount,
        loanToValue: amount,
        instalment: amount,
        lastPayment: amount,
        upfrontFees: amount,
        totalInterest: amount,
        totalCreditCost: amount,
        totalPayable: amount,
        aprPercent: amount,
        aprUnrounded: amount,
        aprMethod: 'EU_CCD',
        aprBasis: 'EQUAL_MONTHS',
        startDate: '2026-01-01',
        schedule: [],
        disclosures: [],
        asOf: '2026-01-01',
        createdAt: now,
        expiresAt: soon,
        hash: `${mark(bankId)}hash`,
      });
      const contractId = `DE:${bankId}:${n}`;
      contracts.push({
        _id: contractId,
        contractId,
        contractNumber: String(n),
        partnerId: bankId,
        country: 'DE',
        productId: `DE-${bankId}-open`,
        productKind: 'LOAN',
        applicationId: null,
        variantId: null,
        model: `${mark(bankId)}model`,
        currency: 'EUR',
        outstanding: amount,
        nextPaymentDate: null,
        endsOn: '2030-01-01',
        daysPastDue: 40,
        reportedStage: 1,
        stageReason: `${mark(bankId)}reason`,
        status: 'RUNNING',
        reportedOn: '2026-01-01',
        version: 1,
        batteryPassportId: null,
        batteryCarbonClass: null,
        guaranteeEndsOn: null,
        provenance: TEST_PROVENANCE,
      });
      const applicationId = `DE-${randomUUID()}`;
      const status = APPLICATION_STATUSES[n % APPLICATION_STATUSES.length] ?? 'SUBMITTED';
      applications.push({
        _id: applicationId,
        applicationId,
        partnerId: bankId,
        country: 'DE',
        quoteId,
        productId: `DE-${bankId}-open`,
        offerId: null,
        variantId: null,
        applicantRef: `${mark(bankId)}${n}`,
        status,
        version: 1,
        history: [{ status, at: now, actor: `${mark(bankId)}actor`, reasonCodes: [], comment: null }],
        decisionReasons: [],
        principal: Types.Decimal128.fromString('1'),
        currency: 'EUR',
        createdAt: now,
        updatedAt: now,
        expiresAt: soon,
      });
      await tell({ partnerId: bankId, subjectId: applicationId, version: 1, status });
    }
    await finance.database.model(webhookEndpointModel).create([
      {
        _id: `hook-${bankId}`,
        endpointId: `hook-${bankId}`,
        partnerId: bankId,
        url: `https://${mark(bankId)}hook.example`,
        secret: mark(bankId),
        types: [],
        status: 'ACTIVE',
        position: {},
        failures: 0,
        nextAttemptAt: now,
        leaseUntil: now,
        createdAt: now,
      },
    ]);
    await finance.database.model(webhookDeadLetterModel).create([
      {
        _id: `hook-${bankId}/${bankId}:default:1`,
        endpointId: `hook-${bankId}`,
        partnerId: bankId,
        eventId: `${bankId}:default:1`,
        body: `${mark(bankId)}body`,
        attempts: 1,
        lastError: `${mark(bankId)}error`,
        at: now,
      },
    ]);
  }
  await finance.insert(quoteModel, quotes);
  await finance.insert(applicationModel, applications);
  await finance.insert(contractModel, contracts);
}, 60_000);

afterAll(() => finance.close());

const APPLICATION = 'id applicationId partnerId applicantRef status history { actor } quote { hash offerId } quoteId';

/** Every way that leads to somebody's rows: what it asks, and which keys of others it can be given. */
const WAYS = [
  { query: `query ($id: ID!) { x: application(id: $id) { ${APPLICATION} } }`, keys: 'applications' },
  { query: `query ($id: ID!) { x: quote(id: $id) { quoteId hash offerId } }`, keys: 'quotes' },
  { query: `query ($id: ID!) { x: financingProduct(id: $id) { name status } }`, keys: 'drafts' },
  {
    query: `query ($first: Int!) { x: applications(first: $first) { totalCount nodes { ${APPLICATION} } } }`,
    keys: 'none',
  },
  {
    query: 'query ($id: ID!) { x: applications(filter: { productId: $id }) { totalCount nodes { applicantRef } } }',
    keys: 'products',
  },
  {
    query:
      'query ($first: Int!) { x: financeChanges(first: $first) { nodes { eventId subjectId application { applicantRef } } } }',
    keys: 'none',
  },
  { query: 'query ($id: ID!) { x: financeChanges(partnerId: $id) { nodes { eventId } } }', keys: 'banks' },
  { query: 'query ($id: String!) { x: financeChanges(since: $id) { nodes { eventId } } }', keys: 'cursors' },
  { query: 'query ($id: ID!) { x: contract(id: $id) { contractNumber stageReason } }', keys: 'contracts' },
  {
    query:
      'query ($first: Int!) { x: contracts(first: $first) { totalCount nodes { contractId partnerId stageReason } } }',
    keys: 'none',
  },
  {
    query:
      'query ($id: ID!) { x: contracts(filter: { productId: $id }) { totalCount nodes { contractId stageReason } } }',
    keys: 'products',
  },
  {
    query: '{ x: exposure(groupBy: [COUNTRY, MODEL]) { total { amount } groups { model contracts } } }',
    keys: 'none',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: reportContracts(input: { country: "DE", contracts: [{ contractNumber: "mine", productId: $id, outstanding: "1", endsOn: "2030-01-01", daysPastDue: 0 }], idempotencyKey: $key }) { created contracts { stageReason } } }',
    keys: 'products',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: publishRateTable(input: { productId: $id, rows: [{ termFrom: 12, termTo: 60, ltvFrom: 0, ltvTo: 2, nominalRate: "0.1" }], idempotencyKey: $key }) { version } }',
    keys: 'drafts',
  },
  { query: '{ x: webhooks { url } y: webhookDeadLetters { body lastError } }', keys: 'none' },
  {
    query:
      'query ($first: Int!) { x: financingProducts(country: "DE", first: $first) { totalCount nodes { name status } } }',
    keys: 'none',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: decideApplication(input: { applicationId: $id, version: 1, decision: IN_REVIEW, idempotencyKey: $key }) { applicantRef } }',
    keys: 'applications',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: withdrawApplication(input: { applicationId: $id, version: 7, idempotencyKey: $key }) { applicantRef } }',
    keys: 'applications',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: submitApplication(input: { quoteId: $id, applicantRef: "mine-1234", idempotencyKey: $key }) { quoteId } }',
    keys: 'quotes',
  },
  {
    query:
      'mutation ($id: ID!, $key: String!) { x: rotateWebhookSecret(endpointId: $id, idempotencyKey: $key) { webhook { url } } }',
    keys: 'hooks',
  },
  {
    query: 'mutation ($id: ID!, $key: String!) { x: deleteWebhook(endpointId: $id, idempotencyKey: $key) }',
    keys: 'hooks',
  },
] as const;

function keysOf(kind: (typeof WAYS)[number]['keys'], bankId: string): string[] {
  const own = <Row extends { partnerId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.partnerId === bankId);
  switch (kind) {
    case 'applications':
      return own(applications).flatMap(({ _id }) => [_id, globalId('Application', _id)]);
    case 'quotes':
      return own(quotes).flatMap(({ _id }) => [_id, globalId('Quote', _id)]);
    case 'contracts':
      return own(contracts).flatMap(({ _id }) => [_id, globalId('Contract', _id)]);
    case 'drafts':
      return [`DE-${bankId}-draft`, globalId('FinancingProduct', `DE-${bankId}-draft`)];
    case 'products':
      return [`DE-${bankId}-open`];
    case 'banks':
      return [bankId];
    case 'hooks':
      return [`hook-${bankId}`];
    case 'cursors':
      return [Buffer.from(JSON.stringify([['default', 0]])).toString('base64url')];
    case 'none':
      return [''];
  }
}

describe('a bank', () => {
  it('never sees anything of another, whatever it asks with whatever keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...BANKS),
        fc.constantFrom(...BANKS),
        fc.constantFrom(...WAYS),
        fc.nat(),
        fc.integer({ min: 1, max: 200 }),
        async (asking, owning, way, pick, first) => {
          const keys = keysOf(way.keys, owning);
          const id = keys[pick % keys.length] ?? '';
          if (asking === owning && way.query.startsWith('mutation')) return true;
          const { data, errors } = await finance.run(way.query, {
            variables: { id, first, key: randomUUID() },
            caller: caller(asking),
          });
          const shown = JSON.stringify([data, errors]);
          return BANKS.every(
            (other) =>
              other === asking ||
              (!shown.includes(mark(other)) &&
                !shown.includes(`"${other}:default:`) &&
                !shown.includes(`DE:${other}:`)),
          );
        },
      ),
      { numRuns: 600 },
    );
  }, 120_000);

  it('gets the same answer for contracts of another as for none, by the same work', async () => {
    const query = 'query ($id: ID!) { contract(id: $id) { contractId } }';
    const ask = (id: string) => finance.run(query, { variables: { id }, caller: caller('aaa') });
    const [theirs, none] = [await ask('DE:bbb:1'), await ask('DE:bbb:none')];
    expect([theirs.data, theirs.errors, theirs.commands]).toEqual([none.data, none.errors, none.commands]);
    for (const [kind, of] of [
      ['reportContracts', 'DE-bbb-open'],
      ['publishRateTable', 'DE-bbb-draft'],
    ] as const) {
      const way = WAYS.find((one) => one.query.includes(kind))?.query ?? '';
      const change = (id: string) => finance.run(way, { variables: { id, key: randomUUID() }, caller: caller('aaa') });
      const [foreign, missing] = [await change(of), await change('DE-no-such')];
      expect(foreign.errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual(
        missing.errors.map(({ message, extensions }) => ({ message, extensions })),
      );
      expect(foreign.errors).toHaveLength(1);
      expect(foreign.commands).toEqual(missing.commands);
    }
  });

  it('owes what its own contracts say, whatever others have', async () => {
    for (const bankId of BANKS) {
      const { data } = await finance.run('{ exposure { groups { contracts stage1 { amount } } total { amount } } }', {
        caller: caller(bankId),
      });
      const own = contracts.filter(({ partnerId }) => partnerId === bankId).length;
      expect(at({ data } as never, 'exposure')).toEqual({
        groups: [{ contracts: own, stage1: { amount: String(1_000 * own) } }],
        total: { amount: String(1_000 * own) },
      });
    }
  });

  it('hears of changes of its own applications alone', async () => {
    const streams = await Promise.all(
      BANKS.map(async (bankId) => ({
        bankId,
        stream: await watchApplications(finance.request({ caller: caller(bankId) })),
      })),
    );
    const heard = new Map<string, string[]>(BANKS.map((bankId) => [bankId, []]));
    const listening = streams.map(async ({ bankId, stream }) => {
      for await (const event of stream) heard.get(bankId)?.push(event.partnerId);
    });
    const picked = Array.from({ length: 40 }, (_, n) => BANKS[(n * 7) % BANKS.length] as string);
    for (const [n, partnerId] of picked.entries()) {
      await tell({ partnerId, subjectId: `DE-${randomUUID()}`, version: n + 1, status: 'SUBMITTED' });
    }
    await expect.poll(() => [...heard.values()].flat().length, { timeout: 20_000 }).toBe(picked.length);
    for (const [bankId, partners] of heard) {
      expect(partners).toEqual(picked.filter((partnerId) => partnerId === bankId));
    }
    await Promise.all(streams.map(({ stream }) => stream.return?.()));
    await Promise.all(listening);
  });

  it('gets the same answer for what is of another as for what is not there', async () => {
    const foreign = applications.find(({ partnerId }) => partnerId === 'bbb')?._id;
    for (const way of WAYS.filter(({ keys }) => keys === 'applications' || keys === 'quotes')) {
      const key = way.keys === 'quotes' ? quotes.find(({ partnerId }) => partnerId === 'bbb')?._id : foreign;
      const ask = (id: string | undefined) =>
        finance.run(way.query, { variables: { id, key: randomUUID() }, caller: caller('aaa') });
      const [theirs, none] = [await ask(key), await ask(`DE-${randomUUID()}`)];
      expect(theirs.data).toEqual(none.data);
      expect(theirs.errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual(
        none.errors.map(({ message, extensions }) => ({ message, extensions })),
      );
      // The same work, so that time tells no more than words.
      expect(theirs.commands).toEqual(none.commands);
    }
  });

  it('finds its own through references, and nothing of another', async () => {
    const references = [
      ...applications.map(({ _id }) => ({ __typename: 'Application', applicationId: _id })),
      ...quotes.map(({ _id }) => ({ __typename: 'Quote', quoteId: _id })),
      ...contracts.map(({ _id }) => ({ __typename: 'Contract', contractId: _id })),
      ...drafts.map((productId) => ({ __typename: 'FinancingProduct', productId })),
    ];
    const { data } = await finance.entities(
      references,
      '... on Application { applicantRef } ... on Quote { hash } ... on Contract { stageReason } ... on FinancingProduct { name }',
      {
        caller: caller('ccc'),
      },
    );
    const found = (data as { _entities: (object | null)[] })._entities;
    const own = (rows: readonly { partnerId: string }[]) => rows.filter(({ partnerId }) => partnerId === 'ccc').length;
    expect(found.filter((one) => one !== null)).toHaveLength(own(applications) + own(quotes) + own(contracts) + 1);
    expect(JSON.stringify(found).replaceAll(mark('ccc'), '')).not.toContain('SECRET');
  });

  it('counts its own only', async () => {
    for (const bankId of BANKS) {
      const { data, errors } = await finance.run('{ applications { totalCount } }', { caller: caller(bankId) });
      expect(errors).toEqual([]);
      expect(data).toEqual({
        applications: { totalCount: applications.filter(({ partnerId }) => partnerId === bankId).length },
      });
    }
  });
});

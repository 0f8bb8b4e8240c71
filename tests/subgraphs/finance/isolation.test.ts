import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import {
  type ApplicationRecord,
  applicationModel,
} from '../../../src/subgraphs/finance/application/application.model.js';
import { APPLICATION_STATUSES } from '../../../src/subgraphs/finance/application/application-status.js';
import { financeEventModel } from '../../../src/subgraphs/finance/event/finance-event.model.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { type QuoteRecord, quoteModel } from '../../../src/subgraphs/finance/quote/quote.model.js';
import { webhookDeadLetterModel, webhookEndpointModel } from '../../../src/subgraphs/finance/webhook/webhook.model.js';
import { type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
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
const drafts: string[] = [];

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
      await finance.insert(financeEventModel, [
        {
          _id: `${bankId}:default:${n + 1}`,
          partnerId: bankId,
          sequence: n + 1,
          country: 'DE',
          type: 'application.submitted',
          subjectType: 'Application',
          subjectId: applicationId,
          version: 1,
          status,
          at: now,
        },
      ]);
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
            (other) => other === asking || (!shown.includes(mark(other)) && !shown.includes(`"${other}:default:`)),
          );
        },
      ),
      { numRuns: 600 },
    );
  }, 120_000);

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
    ];
    const { data } = await finance.entities(references, '... on Application { applicantRef } ... on Quote { hash }', {
      caller: caller('ccc'),
    });
    const found = (data as { _entities: (object | null)[] })._entities;
    const own = (rows: readonly { partnerId: string }[]) => rows.filter(({ partnerId }) => partnerId === 'ccc').length;
    expect(found.filter((one) => one !== null)).toHaveLength(own(applications) + own(quotes));
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

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientCredentials } from '../../client/client-credentials.js';
import {
  ApplicationDocument,
  ApplicationsDocument,
  CreateQuoteDocument,
  FinanceChangesDocument,
  SubmitApplicationDocument,
  WebhooksDocument,
} from '../../client/generated.js';
import { createTripodClient, type TripodClient } from '../../client/tripod-client.js';
import { openDatabase } from '../../src/app/open-database.js';
import { financePartnerModel } from '../../src/subgraphs/finance/partner/finance-partner.model.js';
import { partner } from '../subgraphs/finance/finance-records.js';
import { killTripods, type RunningCommand, startTripod } from '../support/command-line.js';
import { type RunningBank, startExampleBank } from '../support/example-bank.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';

let directory: string;
let provider: IdentityProvider;
let server: RunningCommand;
let url: string;
let bank: RunningBank;
let dealer: TripodClient;
let asBank: TripodClient;
let words: string[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-bank-'));
  const data = join(directory, 'data');
  const open = await openDatabase({ mongodbUri: null, dataDirectory: data, furtherClusters: [] });
  await open.database.model(financePartnerModel).insertMany([partner('nordbank', { countries: ['NO'] })] as never);
  await open.close();

  provider = await startIdentityProvider('tripod');
  server = startTripod(['serve', '--no-seed'], {
    TRIPOD_DATA_DIR: data,
    PORT: '0',
    LOG_LEVEL: 'error',
    WEBHOOK_PRIVATE_NETWORKS: 'on',
    JWKS_URL: provider.jwksUrl,
    TOKEN_ISSUER: provider.issuer,
    TOKEN_AUDIENCE: 'tripod',
  });
  const [, origin] = await server.until(/ready at (http:\/\/[^/\s]+)/);
  url = `${origin}/graphql`;

  const { tokenEndpoint } = provider;
  const bankKey = await provider.register('nordbank-system', { scope: 'bank', partner: 'nordbank' });
  const dealerKey = await provider.register('dealer', { scope: 'internal' });
  const clientOf = (clientId: string, privateKey: typeof bankKey) =>
    createTripodClient({ url, token: clientCredentials({ tokenEndpoint, clientId, privateKey }) });
  dealer = clientOf('dealer', dealerKey);
  asBank = clientOf('nordbank-system', bankKey);

  const key = join(directory, 'key.json');
  await writeFile(key, JSON.stringify(bankKey), { mode: 0o600 });
  words = ['--graph', url, '--token-endpoint', tokenEndpoint, '--client-id', 'nordbank-system', '--key', key];
  words.push('--port', '0', '--state', join(directory, 'state.json'));
  bank = await startExampleBank(words);
}, 120_000);

afterAll(async () => {
  await bank?.stop('SIGTERM');
  await server?.stop('SIGTERM');
  killTripods();
  await provider?.close();
  await rm(directory, { recursive: true, force: true });
});

async function submit(price: string): Promise<string> {
  const { createQuote } = await dealer.request(CreateQuoteDocument, {
    input: {
      country: 'NO',
      price: { amount: price, currency: 'NOK' },
      downPaymentShare: '0.25',
      termMonths: 60,
      powertrain: 'BEV',
      productId: 'NO-nordbank-billan',
      idempotencyKey: randomUUID(),
    },
  });
  const { submitApplication } = await dealer.request(SubmitApplicationDocument, {
    input: { quoteId: createQuote.quoteId, applicantRef: `customer-${randomUUID()}`, idempotencyKey: randomUUID() },
  });
  return submitApplication.applicationId;
}

async function stepsOf(applicationId: string): Promise<string[]> {
  const { application } = await dealer.request(ApplicationDocument, { applicationId });
  return application?.history.map(({ status, actor }) => `${status} ${actor}`) ?? [];
}

async function decided(applicationId: string): Promise<string[]> {
  for (let tries = 0; tries < 500; tries++) {
    const steps = await stepsOf(applicationId);
    if (steps.length >= 3) return steps;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not decided; the bank said:\n${bank.output()}`);
}

const by = (...statuses: string[]) => ['SUBMITTED dealer', ...statuses.map((status) => `${status} nordbank-system`)];

describe('the example bank', () => {
  it('offers its product, is told of applications by webhook and decides them', async () => {
    const [small, large] = await Promise.all([submit('400000'), submit('900000')]);
    expect(await decided(small)).toEqual(by('IN_REVIEW', 'APPROVED'));
    expect(await decided(large)).toEqual(by('IN_REVIEW', 'DECLINED'));
    expect(bank.output()).toContain(`told of application.submitted ${small}`);
  }, 60_000);

  it('finds by the change feed what happened while it was dead, and decides and publishes nothing twice', async () => {
    const before = await submit('300000');
    await decided(before);
    await bank.stop('SIGKILL');
    const missed = await Promise.all(['310000', '320000', '330000'].map(submit));
    bank = await startExampleBank(words);
    for (const applicationId of [before, ...missed]) {
      expect(await decided(applicationId)).toEqual(by('IN_REVIEW', 'APPROVED'));
    }
    expect(bank.output()).not.toContain('is published');
    const { webhooks } = await asBank.request(WebhooksDocument, {});
    expect(webhooks).toHaveLength(1);

    const told = new Map<string, string[]>();
    let published = 0;
    for (let since: string | null = null, more = true; more; ) {
      const {
        financeChanges,
      }: { financeChanges: { nodes: { type: string; subjectId: string }[]; cursor: string; hasMore: boolean } } =
        await asBank.request(FinanceChangesDocument, { since, first: 3 });
      for (const { type, subjectId } of financeChanges.nodes) {
        if (type === 'rateTable.published') published++;
        if (type.startsWith('application.')) told.set(subjectId, [...(told.get(subjectId) ?? []), type]);
      }
      since = financeChanges.cursor;
      more = financeChanges.hasMore;
    }
    expect(published).toBe(1);
    for (const applicationId of missed) {
      expect(told.get(applicationId)).toEqual([
        'application.submitted',
        'application.inreview',
        'application.approved',
      ]);
    }
    const { applications } = await asBank.request(ApplicationsDocument, { filter: { country: 'NO' }, first: 50 });
    expect(new Set(applications.nodes.map(({ applicationId }) => applicationId))).toEqual(new Set(told.keys()));
  }, 90_000);

  it('proves who it is by its key alone: a client with another key gets no token', async () => {
    const stranger = await provider.register('stranger', { scope: 'bank', partner: 'nordbank' });
    const { tokenEndpoint } = provider;
    const token = clientCredentials({ tokenEndpoint, clientId: 'nordbank-system', privateKey: stranger });
    await expect(token()).rejects.toThrow(/401 invalid_client/);
    const { cursor } = JSON.parse(await readFile(join(directory, 'state.json'), 'utf8')) as { cursor: string };
    expect(cursor).toMatch(/^[\w-]+$/);
  });
});

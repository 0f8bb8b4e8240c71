import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signDevelopmentToken } from '../../src/app/development-key.js';
import { openDatabase } from '../../src/app/open-database.js';
import { verifyAudit } from '../../src/database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import { applicationModel } from '../../src/subgraphs/finance/application/application.model.js';
import { financeEventModel } from '../../src/subgraphs/finance/event/finance-event.model.js';
import { financePartnerModel } from '../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { partner, product, rateTable } from '../subgraphs/finance/finance-records.js';
import { type RunningCommand, startTripod } from '../support/command-line.js';

const ROUNDS = 4;
const APPLICATIONS_A_ROUND = 12;

let directory: string;
let receiver: Server;
const received = new Map<string, number>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-kill-'));
  const open = await openDatabase({ mongodbUri: null, dataDirectory: directory, furtherClusters: [] });
  await open.database.model(financePartnerModel).insertMany([partner('alpha')] as never);
  await open.database.model(financingProductModel).insertMany([product('DE-1')] as never);
  await open.database.model(rateTableModel).insertMany([rateTable('DE-1', 1, '0.0499')] as never);
  await open.close();
  receiver = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    received.set(id, (received.get(id) ?? 0) + 1);
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<{ command: RunningCommand; url: string }> {
  const command = startTripod(['serve', '--no-seed'], {
    TRIPOD_DATA_DIR: directory,
    PORT: '0',
    LOG_LEVEL: 'silent',
    WEBHOOK_PRIVATE_NETWORKS: 'on',
  });
  const [, origin] = await command.until(/ready at (http:\/\/[^/\s]+)/);
  return { command, url: `${origin}/graphql` };
}

function token(scope: 'internal' | 'bank'): Promise<string> {
  return signDevelopmentToken(directory, {
    scopes: [scope],
    partnerId: scope === 'bank' ? 'alpha' : null,
    subject: scope,
    issuer: 'tripod',
    audience: 'tripod',
    expiresIn: '1h',
  });
}

async function ask(url: string, scope: 'internal' | 'bank', query: string, variables: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(scope)}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as {
    data?: Record<string, Record<string, unknown>>;
    errors?: { extensions: { code: string } }[];
  };
}

const QUOTE = 'mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { quoteId } }';
const SUBMIT =
  'mutation ($input: SubmitApplicationInput!) { submitApplication(input: $input) { applicationId version } }';
const DECIDE = 'mutation ($input: DecideApplicationInput!) { decideApplication(input: $input) { status version } }';

describe('a server that is killed between mutations and webhooks', () => {
  it('has lost nothing after its restart, and decides nothing twice', async () => {
    let { command, url } = await start();
    const { port } = receiver.address() as AddressInfo;
    const registered = await ask(
      url,
      'bank',
      'mutation ($url: String!) { registerWebhook(url: $url, idempotencyKey: "the-only-one") { secret } }',
      {
        url: `http://127.0.0.1:${port}/hook`,
      },
    );
    expect(registered.errors).toBeUndefined();
    const quoted = await ask(url, 'internal', QUOTE, {
      input: {
        country: 'DE',
        price: { amount: '40000', currency: 'EUR' },
        downPayment: '10000',
        termMonths: 48,
        powertrain: 'BEV',
        productId: 'DE-1',
        idempotencyKey: randomUUID(),
      },
    });
    const quoteId = String(quoted.data?.createQuote?.quoteId);
    const answers = new Map<string, string>();
    const work = async (key: string, to: string): Promise<void> => {
      const submitted = await ask(to, 'internal', SUBMIT, {
        input: { quoteId, applicantRef: `ref-${key}`, idempotencyKey: key },
      });
      const applicationId = String(submitted.data?.submitApplication?.applicationId);
      if (submitted.data?.submitApplication) {
        // A key that was answered before the server died must be answered alike.
        expect(answers.get(key) ?? applicationId).toBe(applicationId);
        answers.set(key, applicationId);
      }
      const decided = await ask(to, 'bank', DECIDE, {
        input: { applicationId, version: 1, decision: 'IN_REVIEW', idempotencyKey: `decide-${key}` },
      });
      expect(decided.errors).toBeUndefined();
    };
    const keys: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = Array.from({ length: APPLICATIONS_A_ROUND }, () => randomUUID());
      keys.push(...fresh);
      const running = Promise.allSettled(fresh.map((key) => work(key, url)));
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 250));
      await command.stop('SIGKILL');
      await running;
      ({ command, url } = await start());
    }
    await Promise.all(keys.map((key) => work(key, url)));
    const expected = keys.length * 2;
    for (let tries = 0; received.size < expected && tries < 1_000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await command.stop('SIGTERM');

    const open = await openDatabase({ mongodbUri: null, dataDirectory: directory, furtherClusters: [] });
    const applications = await open.database.model(applicationModel).find().lean();
    const events = await open.database.model(financeEventModel).find().sort({ sequence: 1 }).lean();
    const audit = await verifyAudit(open.database, DEFAULT_CLUSTER);
    await open.close();
    expect(applications.map(({ applicantRef }) => applicantRef).toSorted()).toEqual(
      keys.map((key) => `ref-${key}`).toSorted(),
    );
    expect(
      applications.every(
        ({ status, version, history }) => status === 'IN_REVIEW' && version === 2 && history.length === 2,
      ),
    ).toBe(true);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: expected }, (_, at) => at + 1));
    expect([...received.keys()].toSorted()).toEqual(events.map(({ _id }) => _id).toSorted());
    expect(audit.fault).toBeNull();
  }, 180_000);
});

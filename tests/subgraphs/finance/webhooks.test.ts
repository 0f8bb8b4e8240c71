import 'reflect-metadata';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CLUSTER } from '../../../src/database/cluster-map.js';
import { idempotencyModel } from '../../../src/database/idempotency.js';
import { inTransaction } from '../../../src/database/transaction.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { appendEvent } from '../../../src/subgraphs/finance/event/append-event.js';
import type { FinanceEventType } from '../../../src/subgraphs/finance/event/finance-event.model.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { isPrivateAddress, webhookAddressProblem } from '../../../src/subgraphs/finance/webhook/webhook-address.js';
import { WebhookDelivery } from '../../../src/subgraphs/finance/webhook/webhook-delivery.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});

let finance: SubgraphHarness;
let server: Server;
let url: string;
let received: { id: string; body: string; signature: string; timestamp: string }[];
/** What the receiver answers to the next requests; 204 when there is nothing left. */
let statuses: number[];

beforeAll(async () => {
  process.env.WEBHOOK_PRIVATE_NETWORKS = 'on';
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.database.buildIndexes();
}, 60_000);

afterAll(async () => {
  delete process.env.WEBHOOK_PRIVATE_NETWORKS;
  await finance.close();
});

beforeEach(async () => {
  received = [];
  statuses = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const status = statuses.shift() ?? 204;
      const header = (name: string) => String(request.headers[name]);
      if (status < 300) {
        received.push({
          id: header('webhook-id'),
          body,
          signature: header('webhook-signature'),
          timestamp: header('webhook-timestamp'),
        });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function delivery(options: { maximumAttempts?: number } = {}): WebhookDelivery {
  return new WebhookDelivery({
    database: finance.database,
    log: () => undefined,
    allowPrivate: true,
    intervalMilliseconds: 5,
    backOffMilliseconds: () => 5,
    ...options,
  });
}

async function tell(partnerId: string, count = 1, type: FinanceEventType = 'application.submitted'): Promise<void> {
  for (let n = 0; n < count; n++) {
    await inTransaction(finance.database, DEFAULT_CLUSTER, (session) =>
      appendEvent(finance.database, DEFAULT_CLUSTER, session, {
        partnerId,
        country: 'DE',
        type,
        subjectType: 'Application',
        subjectId: `DE-${randomUUID()}`,
        version: 1,
        status: 'SUBMITTED',
        at: new Date(),
      }),
    );
  }
}

async function register(partnerId: string, types: string[] = [], key: string = randomUUID()) {
  const result = await finance.run(
    'mutation ($url: String!, $types: [String!]!, $key: String!) { registerWebhook(url: $url, types: $types, idempotencyKey: $key) { secret webhook { endpointId } } }',
    { variables: { url, types, key }, caller: bank(partnerId) },
  );
  expect(result.errors).toEqual([]);
  return {
    secret: String(at(result, 'registerWebhook', 'secret')),
    endpointId: String(at(result, 'registerWebhook', 'webhook', 'endpointId')),
  };
}

function rotate(partnerId: string, id: string, key: string) {
  return finance.run(
    'mutation ($id: ID!, $key: String!) { rotateWebhookSecret(endpointId: $id, idempotencyKey: $key) { secret } }',
    { variables: { id, key }, caller: bank(partnerId) },
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it did not come about');
}

async function changes(partnerId: string, since: string | null = null, first = 200) {
  const result = await finance.run(
    'query ($since: String, $first: Int!) { financeChanges(since: $since, first: $first) { cursor hasMore nodes { eventId type } } }',
    { variables: { since, first }, caller: bank(partnerId) },
  );
  expect(result.errors).toEqual([]);
  return at(result, 'financeChanges') as {
    cursor: string;
    hasMore: boolean;
    nodes: { eventId: string; type: string }[];
  };
}

describe('webhooks', () => {
  it('tell a partner of what happens after they were registered, signed, in order, once', async () => {
    await tell('w1', 3);
    const { secret } = await register('w1');
    await tell('w1', 5);
    await tell('other', 2);
    const worker = delivery();
    await until(() => received.length === 5);
    await worker.close();
    const { nodes } = await changes('w1');
    expect(received.map(({ id }) => id)).toEqual(nodes.slice(3).map(({ eventId }) => eventId));
    for (const { id, timestamp, body, signature } of received) {
      const expected = createHmac('sha256', Buffer.from(secret, 'base64'))
        .update(`${id}.${timestamp}.${body}`)
        .digest('base64');
      expect(signature).toBe(`v1,${expected}`);
      expect(JSON.parse(body)).toMatchObject({ id, type: 'application.submitted', data: { status: 'SUBMITTED' } });
    }
  });

  it('are sent again under the same id until they arrive, and the next ones wait', async () => {
    await register('w2');
    await tell('w2', 2);
    statuses = [500, 503, 302];
    const worker = delivery();
    await until(() => received.length === 2);
    await worker.close();
    expect(received.map(({ id }) => id)).toEqual((await changes('w2')).nodes.map(({ eventId }) => eventId));
  });

  it('become dead letters, which can be told again', async () => {
    const { endpointId } = await register('w3');
    await tell('w3', 2);
    statuses = [500, 500, 500];
    const worker = delivery({ maximumAttempts: 3 });
    await until(() => received.length === 1);
    const query = '{ webhookDeadLetters { eventId attempts lastError } }';
    const [letter] = at(await finance.run(query, { caller: bank('w3') }), 'webhookDeadLetters') as {
      eventId: string;
    }[];
    expect(letter).toMatchObject({ attempts: 3, lastError: 'the receiver answered 500' });
    expect(at(await finance.run(query, { caller: bank('w2') }), 'webhookDeadLetters')).toEqual([]);
    const retry = (caller: Caller) =>
      finance.run(
        'mutation ($a: ID!, $b: ID!, $key: String!) { retryWebhook(endpointId: $a, eventId: $b, idempotencyKey: $key) }',
        {
          variables: { a: endpointId, b: letter?.eventId, key: randomUUID() },
          caller,
        },
      );
    expect(firstError(await retry(bank('w2'))).code).toBe('NOT_FOUND');
    expect(at(await retry(bank('w3')), 'retryWebhook')).toBe(true);
    await until(() => received.some(({ id }) => id === letter?.eventId));
    await worker.close();
    expect(at(await finance.run(query, { caller: bank('w3') }), 'webhookDeadLetters')).toEqual([]);
  });

  it('are sent by one of two processes at a time', async () => {
    await register('w4');
    await tell('w4', 30);
    const workers = [delivery(), delivery(), delivery()];
    await until(() => received.length >= 30);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(workers.map((worker) => worker.close()));
    expect(new Set(received.map(({ id }) => id)).size).toBe(30);
    expect(received).toHaveLength(30);
  });

  it('reach a partner at once while another is slow', async () => {
    const slow = createServer((request) => void request.resume());
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const quick = url;
    url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/hook`;
    await register('w6');
    url = quick;
    await register('w7');
    await tell('w6', 1);
    await tell('w7', 3);
    const worker = delivery();
    await until(() => received.length === 3);
    slow.closeAllConnections();
    await worker.close();
    await new Promise((resolve) => slow.close(resolve));
  });

  it('are not registered for events that there are not', async () => {
    const result = await finance.run(
      'mutation ($url: String!) { registerWebhook(url: $url, types: ["application.submited"], idempotencyKey: "misspelt-type") { secret } }',
      { variables: { url }, caller: bank('w8') },
    );
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'types' });
  });

  it('are registered and get a secret once for a key, whatever is repeated', async () => {
    const key = randomUUID();
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => register('w9', [], key)));
    expect(others.every((other) => other.endpointId === first?.endpointId && other.secret === first?.secret)).toBe(
      true,
    );
    const endpointId = String(first?.endpointId);
    const rotation = randomUUID();
    const secrets = await Promise.all(Array.from({ length: 5 }, () => rotate('w9', endpointId, rotation)));
    expect(new Set(secrets.map((one) => at(one, 'rotateWebhookSecret', 'secret'))).size).toBe(1);
    const kept = await finance.database.model(idempotencyModel).find().lean();
    expect(JSON.stringify(kept)).not.toContain(at(secrets[0] as never, 'rotateWebhookSecret', 'secret'));
    // A repeat whose secret is no longer in force is told so, and gets no other one.
    await rotate('w9', endpointId, randomUUID());
    expect(firstError(await rotate('w9', endpointId, rotation))).toEqual({
      code: 'CONFLICT',
      field: 'idempotencyKey',
    });
    const remove = (id: string) =>
      finance.run('mutation ($id: ID!, $key: String!) { deleteWebhook(endpointId: $id, idempotencyKey: $key) }', {
        variables: { id, key: `delete-${endpointId}` },
        caller: bank('w9'),
      });
    expect([at(await remove(endpointId), 'deleteWebhook'), at(await remove(endpointId), 'deleteWebhook')]).toEqual([
      true,
      true,
    ]);
    expect(firstError(await remove(randomUUID())).code).toBe('CONFLICT');
  });

  it('tell only of the types that were asked for, stop where the receiver is gone, and change their secret', async () => {
    const { endpointId, secret } = await register('w5', ['application.approved']);
    await tell('w5', 2);
    await tell('w5', 1, 'application.approved');
    const rotated = await rotate('w5', endpointId, randomUUID());
    expect(at(rotated, 'rotateWebhookSecret', 'secret')).not.toBe(secret);
    const worker = delivery();
    await until(() => received.length === 1);
    expect(received[0]?.signature.split(' ')).toHaveLength(2);
    statuses = [410];
    await tell('w5', 1, 'application.approved');
    await until(async () => {
      const result = await finance.run('{ webhooks { status } }', { caller: bank('w5') });
      return at(result, 'webhooks', 0, 'status') === 'DISABLED';
    });
    await worker.close();
  });
});

describe('addresses of webhooks', () => {
  it.each([
    'http://example.org/x',
    'https://user:pw@example.org',
    'https://127.0.0.1/',
    'https://localhost/x',
    'https://10.1.2.3',
    'https://[::1]/',
    'ftp://example.org',
    'nothing',
  ])('are not %s', (address) => {
    expect(webhookAddressProblem(address, false)).not.toBeNull();
  });

  it('are public ones', () => {
    expect(webhookAddressProblem('https://bank.example/hooks', false)).toBeNull();
    expect(['169.254.169.254', '::ffff:10.0.0.1', 'fd00::1', '192.168.1.1'].every(isPrivateAddress)).toBe(true);
    expect(isPrivateAddress('93.184.216.34')).toBe(false);
  });
});

describe('financeChanges', () => {
  it('is read without gaps or repeats while many write', async () => {
    const writers = Array.from({ length: 8 }, () => tell('feed', 15));
    const seen: string[] = [];
    let cursor: string | null = null;
    let writing = true;
    void Promise.all(writers).then(() => {
      writing = false;
    });
    for (;;) {
      const wasWriting = writing;
      const page: Awaited<ReturnType<typeof changes>> = await changes('feed', cursor, 7);
      seen.push(...page.nodes.map(({ eventId }) => eventId));
      cursor = page.cursor;
      if (!wasWriting && !page.hasMore && page.nodes.length === 0) break;
    }
    expect(seen).toHaveLength(120);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => `feed:${DEFAULT_CLUSTER}:${at + 1}`));
    expect((await changes('feed', cursor)).nodes).toEqual([]);
  });

  it('refuses what is no cursor, and callers who are no partner', async () => {
    const query = 'query ($since: String) { financeChanges(since: $since) { cursor } }';
    expect(firstError(await finance.run(query, { variables: { since: 'x' }, caller: bank('feed') }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'since',
    });
    expect(firstError(await finance.run(query)).code).toBe('UNAUTHENTICATED');
    const internal: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'x' };
    expect(firstError(await finance.run(query, { caller: internal }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'partnerId',
    });
  });
});

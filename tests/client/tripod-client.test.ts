import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ApplicationDocument, DecideApplicationDocument, DeleteWebhookDocument } from '../../client/generated.js';
import { createTripodClient, type TripodClient } from '../../client/tripod-client.js';

let server: Server;
let client: TripodClient;
/** What the server answers to the next requests: status and body; an empty body ends the connection. */
let answers: [number, object | null][];
let requests: { authorization: string | undefined; body: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ authorization: request.headers.authorization, body });
      const [status, answer] = answers.shift() ?? [500, {}];
      if (answer === null) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  client = createTripodClient({ url, token: () => 'abc', attempts: 3, backOffMilliseconds: () => 1 });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  requests = [];
});

const decide = (idempotencyKey: string) =>
  client.request(DecideApplicationDocument, {
    input: { applicationId: 'DE-1', version: 1, decision: 'APPROVED', idempotencyKey },
  });

it('sends the document with its variables and the token', async () => {
  answers = [[200, { data: { application: null } }]];
  expect(await client.request(ApplicationDocument, { applicationId: 'DE-1' })).toEqual({ application: null });
  expect(requests[0]?.authorization).toBe('Bearer abc');
  const { query, variables } = JSON.parse(requests[0]?.body ?? '') as { query: string; variables: object };
  expect(query).toContain('query Application($applicationId: ID!)');
  expect(variables).toEqual({ applicationId: 'DE-1' });
});

it('repeats a mutation with a key word by word until the graph is back', async () => {
  answers = [
    [503, {}],
    [0, null],
    [200, { data: { decideApplication: { applicationId: 'DE-1' } } }],
  ];
  expect(await decide('key-12345')).toEqual({ decideApplication: { applicationId: 'DE-1' } });
  expect(requests).toHaveLength(3);
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
});

it('gives up after the attempts it has, and never repeats a mutation without a key', async () => {
  answers = [
    [503, {}],
    [503, {}],
    [503, {}],
  ];
  await expect(decide('key-12345')).rejects.toMatchObject({ name: 'TripodRequestError', code: 'HTTP_503' });
  expect(requests).toHaveLength(3);
  answers = [[0, null]];
  await expect(
    client.request(DeleteWebhookDocument, { endpointId: 'e', idempotencyKey: 'delete-e' }),
  ).rejects.toMatchObject({ code: 'NETWORK' });
  expect(requests).toHaveLength(4);
});

it('throws the code of an error, once', async () => {
  const errors = [{ message: 'Read it again.', extensions: { code: 'CONFLICT' } }];
  answers = [[200, { data: null, errors }]];
  await expect(decide('key-12345')).rejects.toMatchObject({ code: 'CONFLICT', message: 'Read it again.', errors });
  expect(requests).toHaveLength(1);
});

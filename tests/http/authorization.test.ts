import type { FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import type { AuthorizationMode } from '../../src/gateway/authorization/operation-authorization.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import { createHttpServer } from '../../src/http/server.js';
import { type Caller, PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';
import type { RequestContext } from '../../src/kernel/request-context.js';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { open: Int secret: Int @authenticated strict: Int! @authenticated }`;

async function serverOf(mode: AuthorizationMode): Promise<FastifyInstance> {
  const schema = buildSchema('type Query { open: Int secret: Int strict: Int! }');
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = () => 1;
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'numbers', sdl: SDL }]),
    transports: { numbers: localTransport(schema) },
    authorization: { mode, claimsOf: (context) => (context as RequestContext).caller },
  });
  return createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization }) => {
      const caller: Caller = authorization === undefined ? PUBLIC_CALLER : { ...PUBLIC_CALLER, authenticated: true };
      return { requestId: id, caller, today: '2026-11-24', loaders: new Loaders() };
    },
    log: () => undefined,
    ready: async () => ({ ok: true }),
  });
}

const servers: Partial<Record<AuthorizationMode, FastifyInstance>> = {};

beforeAll(async () => {
  servers.filter = await serverOf('filter');
  servers.reject = await serverOf('reject');
});

afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())));

async function ask(mode: AuthorizationMode, query: string, headers: Record<string, string> = {}) {
  const response = await servers[mode]?.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
  if (!response) throw new Error('The server has not started');
  return { status: response.statusCode, id: response.headers['x-request-id'], body: response.json() as unknown };
}

const refusal = (field: string, requestId: unknown) => ({
  message: `Not authorized to see Query.${field}`,
  path: [field],
  extensions: { code: 'UNAUTHORIZED_FIELD', requestId },
});

describe('over HTTP', () => {
  it('filter mode answers what is left, with code, path and request id', async () => {
    const { status, id, body } = await ask('filter', '{ open secret }');
    expect(status).toBe(200);
    expect(body).toEqual({ data: { open: 1, secret: null }, errors: [refusal('secret', id)] });
  });

  it('filter mode answers null where nothing is left', async () => {
    const { status, id, body } = await ask('filter', '{ open strict }');
    expect(status).toBe(200);
    expect(body).toEqual({ data: null, errors: [refusal('strict', id)] });
  });

  it('reject mode answers no data', async () => {
    const { status, id, body } = await ask('reject', '{ open secret }');
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [refusal('secret', id)] });
  });

  it.each<AuthorizationMode>(['filter', 'reject'])('%s mode answers a caller who may see all', async (mode) => {
    const { status, body } = await ask(mode, '{ open secret strict }', { authorization: 'Bearer x' });
    expect(status).toBe(200);
    expect(body).toEqual({ data: { open: 1, secret: 1, strict: 1 } });
  });
});

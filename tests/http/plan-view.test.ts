import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ObservedServer, startObservedServer } from '../observability/observed-server.js';

const QUERY = 'query Shops { shops { name count } }';
const INTERNAL = { authorization: 'Bearer internal' };

let server: ObservedServer;

beforeAll(async () => {
  server = await startObservedServer();
});

afterAll(() => server.close());

beforeEach(() => server.remote.requests.splice(0));

function post(payload: object, headers: Record<string, string>, url = '/graphql?plan=1') {
  return server.app.inject({ method: 'POST', url, headers, payload });
}

describe('/graphql?plan', () => {
  it('answers internal callers with the plan instead of running it', async () => {
    const response = await post({ query: 'query Shops { shops { name count motto } }' }, INTERNAL);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    const { plan, data } = response.json();
    expect(data).toBeUndefined();
    expect(plan).toMatchObject({
      kind: 'QueryPlan',
      node: { kind: 'Sequence', nodes: [{ kind: 'Fetch', serviceName: 'shops' }, { kind: 'Parallel' }] },
    });
    expect(server.remote.requests).toEqual([]);
  });

  it('answers over GET and by the condition of variables too', async () => {
    const query = 'query Shops($count: Boolean!) { shops { id count @include(if: $count) } }';
    const planOf = async (count: boolean) => {
      const parameters = new URLSearchParams({ plan: '', query, variables: JSON.stringify({ count }) });
      return (await server.app.inject({ url: `/graphql?${parameters}`, headers: INTERNAL })).json().plan.node.kind;
    };
    expect([await planOf(true), await planOf(false)]).toEqual(['Sequence', 'Fetch']);
  });

  it('is null where no subgraph is needed', async () => {
    expect((await post({ query: '{ __typename }' }, INTERNAL)).json()).toEqual({ plan: null });
  });

  it.each([
    ['nobody', {}, 401, 'UNAUTHENTICATED'],
    ['a bank', { authorization: 'Bearer bank' }, 403, 'FORBIDDEN'],
    ['a wrong token', { authorization: 'Bearer bad' }, 401, 'UNAUTHENTICATED'],
  ])('is refused to %s', async (_who, headers, status, code) => {
    const response = await post({ query: QUERY }, headers as Record<string, string>);
    expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([status, code]);
    expect(response.json().errors[0].extensions.requestId).toBe(response.headers['x-request-id']);
    expect(response.body).not.toContain('serviceName');
  });

  it.each([
    ['a document that is not valid', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a document that is broken', { query: '{ shops' }, 'GRAPHQL_PARSE_FAILED'],
    ['an operation that is not there', { query: QUERY, operationName: 'Other' }, 'BAD_USER_INPUT'],
    ['no document', {}, 'BAD_REQUEST'],
    ['variables that are none', { query: QUERY, variables: 'x' }, 'BAD_REQUEST'],
    ['a name that is none', { query: QUERY, operationName: 1 }, 'BAD_REQUEST'],
    ['a list', [], 'BAD_REQUEST'],
  ])('is refused for %s', async (_what, payload, code) => {
    const response = await post(payload, INTERNAL);
    expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([400, code]);
  });

  it('is asked for by the word alone, not by its like', async () => {
    const response = await post({ query: QUERY }, {}, '/graphql?plane=1');
    expect(response.json().data.shops).toHaveLength(3);
  });
});

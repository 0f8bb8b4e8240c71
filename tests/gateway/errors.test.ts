import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SubgraphTransport } from '../../src/gateway/subgraph-transport.js';
import { answering, federate, subgraph } from './subgraph-fixture.js';

const countries = subgraph(
  'countries',
  `type Query { countries: [Country!]! country(code: ID!): Country required: Country! }
   type Country @key(fields: "code") { code: ID! name: String area: Int }`,
  {
    fields: {
      Query: {
        countries: () => [{ code: 'NO' }, { code: 'TH' }, { code: 'NO' }],
        country: (_source, { code }) => ({ code }),
        required: () => {
          throw new GraphQLError('nothing there', { extensions: { code: 'NOT_THERE' } });
        },
      },
    },
  },
);
const offers = subgraph(
  'offers',
  `type Country @key(fields: "code") { code: ID! offers: [Offer] best: Offer! note: String }
   type Offer { price: Int! title: String }`,
  {
    entities: { Country: ({ code }) => (code === 'XX' ? null : { code }) },
    fields: {
      Country: {
        offers: ({ code }) => [{ price: 1 }, { price: code === 'TH' ? null : 2 }],
        best: ({ code }) => ({ price: code === 'TH' ? null : 3 }),
        note: ({ code }) => {
          if (code !== 'TH') return 'fine';
          throw new GraphQLError('no note', { extensions: { code: 'NO_NOTE', field: 'note' } });
        },
      },
    },
  },
);
const dead: SubgraphTransport = {
  prepare: () => async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.1:4000');
  },
};

describe('error paths', () => {
  it('lead through aliases, lists and entities, one error per place', async () => {
    const { query } = federate([countries, offers]);
    const answer = await query('{ all: countries { c: code remark: note } th: country(code: "TH") { note } }');
    expect(answer.data).toEqual({
      all: [
        { c: 'NO', remark: 'fine' },
        { c: 'TH', remark: null },
        { c: 'NO', remark: 'fine' },
      ],
      th: { note: null },
    });
    expect(answer.errors).toEqual(
      expect.arrayContaining([
        { message: 'no note', path: ['all', 1, 'remark'], extensions: { code: 'NO_NOTE', field: 'note' } },
        { message: 'no note', path: ['th', 'note'], extensions: { code: 'NO_NOTE', field: 'note' } },
      ]),
    );
    expect(answer.errors).toHaveLength(2);
  });

  it('lead below an entity, with list indexes', async () => {
    const { query } = federate([countries, offers]);
    const answer = await query('{ countries { o: offers { p: price } } }');
    expect(answer.data).toEqual({
      countries: [{ o: [{ p: 1 }, { p: 2 }] }, { o: [{ p: 1 }, null] }, { o: [{ p: 1 }, { p: 2 }] }],
    });
    expect(answer.errors?.map((error) => error.path)).toEqual([['countries', 1, 'o', 1, 'p']]);
  });

  it('keep the code of a subgraph, and lose its locations', async () => {
    const { query } = federate([countries, offers]);
    expect(await query('{ required { code } }')).toEqual({
      data: null,
      errors: [{ message: 'nothing there', path: ['required'], extensions: { code: 'NOT_THERE' } }],
    });
  });
});

describe('null bubbling', () => {
  it('follows the API schema across an entity', async () => {
    const { query } = federate([countries, offers]);
    const answer = await query('{ country(code: "TH") { code best { price } } }');
    expect(answer.data).toEqual({ country: null });
    expect(answer.errors?.map((error) => error.path)).toEqual([['country', 'best', 'price']]);
  });

  it('is silent where an entity is missing', async () => {
    const { query } = federate([countries, offers]);
    expect(await query('{ country(code: "XX") { code note } }')).toEqual({
      data: { country: { code: 'XX', note: null } },
    });
    expect(await query('{ country(code: "XX") { best { price } } }')).toEqual({ data: { country: null } });
  });

  it('to the root always has an error', async () => {
    const { query } = federate([countries, offers], {
      transports: { countries: answering(() => ({ data: { countries: [null] } })) },
    });
    const answer = await query('{ countries { code } }');
    expect(answer.data).toBeNull();
    expect(answer.errors?.map((error) => error.extensions?.code)).toEqual(['INTERNAL']);
  });
});

describe('a subgraph that is down', () => {
  it('costs its own fields only, each with an error', async () => {
    const { query } = federate([countries, offers], { transports: { offers: dead } });
    const answer = await query('{ countries { code text: note offers { price } } }');
    expect(answer.data).toEqual({
      countries: ['NO', 'TH', 'NO'].map((code) => ({ code, text: null, offers: null })),
    });
    expect(answer.errors).toHaveLength(6);
    expect(answer.errors).toContainEqual({
      message: 'Subgraph "offers" is unavailable: the request failed',
      path: ['countries', 1, 'text'],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'offers' },
    });
  });

  it('costs root fields likewise', async () => {
    const { query } = federate([countries, offers], { transports: { countries: dead } });
    const answer = await query('{ a: country(code: "NO") { code } b: country(code: "TH") { code } }');
    expect(answer.data).toEqual({ a: null, b: null });
    expect(answer.errors?.map((error) => error.path)).toEqual([['a'], ['b']]);
  });

  it('hands the cause to maskError and not to clients', async () => {
    const seen: unknown[] = [];
    const { query } = federate([countries, offers], {
      transports: { countries: dead },
      maskError: (error) => {
        seen.push(error.originalError?.message);
        return new GraphQLError('masked', { path: error.path ?? null });
      },
    });
    const answer = await query('{ country(code: "NO") { code } }');
    expect(answer.errors).toEqual([{ message: 'masked', path: ['country'] }]);
    expect(seen).toEqual(['connect ECONNREFUSED 10.0.0.1:4000']);
  });
});

describe('a subgraph that answers something else than it was asked for', () => {
  const ask = async (answer: unknown, source = '{ countries { code name area } }') => {
    const { query } = federate([countries, offers], {
      transports: { countries: answering(() => structuredClone(answer)) },
    });
    return query(source);
  };

  it.each([
    ['nothing', undefined],
    ['a string', 'oops'],
    ['a list', []],
    ['no data and no errors', {}],
    ['data that is a list', { data: [] }],
    ['errors that are no list', { errors: 'bad' }],
    ['errors of odd shapes', { errors: [null, 3, { message: 4, path: 'x', extensions: [] }] }],
  ])('%s', async (_name, answer) => {
    const result = await ask(answer);
    expect(result.data).toBeNull();
    expect(result.errors?.length).toBeGreaterThan(0);
  });

  it('a wrong type: null with an error at its place, the rest stays', async () => {
    const result = await ask({
      data: {
        countries: [{ code: 7, name: { first: 'x' }, area: '12' }, { code: 'TH', name: 'T', area: 2.5 }, { code: 'X' }],
      },
    });
    expect(result.data).toEqual({
      countries: [
        { code: '7', name: null, area: null },
        { code: 'TH', name: 'T', area: null },
        { code: 'X', name: null, area: null },
      ],
    });
    expect(result.errors?.map((error) => [error.path, error.extensions?.code])).toEqual([
      [['countries', 0, 'name'], 'SUBGRAPH_INVALID_ANSWER'],
      [['countries', 0, 'area'], 'SUBGRAPH_INVALID_ANSWER'],
      [['countries', 1, 'area'], 'SUBGRAPH_INVALID_ANSWER'],
    ]);
  });

  it('an object where a list belongs, a list where an object belongs', async () => {
    expect((await ask({ data: { countries: { code: 'NO' } } })).errors?.[0]?.path).toEqual(['countries']);
    const result = await ask({ data: { country: [{ code: 'NO' }] } }, '{ country(code: "NO") { code } }');
    expect(result.data).toEqual({ country: null });
    expect(result.errors?.[0]?.path).toEqual(['country']);
  });

  it('entities that are no list, too few, or of the wrong type', async () => {
    for (const entities of [{}, 'x', [], [5, null], [[{ note: 'n' }]]]) {
      const { query } = federate([countries, offers], {
        transports: { offers: answering(() => ({ data: { _entities: entities } })) },
      });
      expect((await query('{ countries { code note } }')).data).toEqual({
        countries: ['NO', 'TH', 'NO'].map((code) => ({ code, note: null })),
      });
    }
  });

  it('extra fields and prototypes: they go nowhere', async () => {
    const data = JSON.parse(
      '{"countries":[{"code":"NO","name":"n","__proto__":{"area":5},"extra":1}],"__proto__":{"x":1}}',
    );
    const result = await ask({ data });
    expect(result).toEqual({ data: { countries: [{ code: 'NO', name: 'n', area: null }] } });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('an error path that leads nowhere', async () => {
    const { query } = federate([countries, offers], {
      transports: {
        offers: answering(() => ({
          data: null,
          errors: [
            { message: 'bad', path: ['_entities', 77, 'x'] },
            { message: 'worse', path: ['other'] },
          ],
        })),
      },
    });
    const answer = await query('{ country(code: "NO") { code note } }');
    expect(answer.data).toEqual({ country: { code: 'NO', note: null } });
    expect(answer.errors).toEqual([
      { message: 'bad', path: ['country', 'note'] },
      { message: 'worse', path: ['country', 'note'] },
    ]);
  });
});

describe('cancellation', () => {
  it('ends a request at once and starts no further fetch', async () => {
    const controller = new AbortController();
    let received: AbortSignal | undefined;
    const { gateway, requests } = federate([countries, offers], {
      transports: {
        countries: {
          prepare: () => (_variables, _context, signal) => {
            received = signal;
            controller.abort();
            return new Promise(() => {});
          },
        },
      },
    });
    const answer = await gateway.execute({ source: '{ countries { note } }', context: {}, signal: controller.signal });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['REQUEST_CANCELLED']);
    expect(received).toBe(controller.signal);
    expect(requests.map((request) => request.subgraph)).toEqual(['countries']);
  });

  it('before the start asks nobody', async () => {
    const { gateway, requests } = federate([countries, offers]);
    const answer = await gateway.execute({
      source: '{ countries { code } }',
      context: {},
      signal: AbortSignal.abort(),
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('REQUEST_CANCELLED');
    expect(requests).toEqual([]);
  });
});

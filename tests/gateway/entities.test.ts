import { describe, expect, it } from 'vitest';
import { federate, subgraph, type Value } from './subgraph-fixture.js';

const countries = [
  { code: 'NO', name: 'Norway', bank: { country: 'NO', branch: 7 } },
  { code: 'TH', name: 'Thailand', bank: { country: 'TH', branch: 9 } },
];

const markets = subgraph(
  'markets',
  `type Query { countries: [Country!]! country(code: ID!): Country }
   type Country @key(fields: "code") { code: ID! name: String! bank: Bank! }
   type Bank @key(fields: "country branch") { country: ID! branch: Int! }`,
  {
    fields: {
      Query: {
        countries: () => countries,
        country: (_source, { code }) => countries.find((country) => country.code === code),
      },
    },
  },
);

const stations = subgraph(
  'stations',
  `type Country @key(fields: "code") { code: ID! stations: [Station!]! }
   type Station @key(fields: "id") @key(fields: "operator { id } number") { id: ID! number: Int! operator: Operator! }
   type Operator @key(fields: "id") { id: ID! }`,
  {
    entities: {
      Country: ({ code }) => ({
        code,
        stations: [1, 2].map((number) => ({ id: `${code}-${number}`, number, operator: { id: 'op' } })),
      }),
    },
  },
);

const operators = subgraph(
  'operators',
  `type Operator @key(fields: "id") { id: ID! name: String! }
   type Station @key(fields: "operator { id } number") { number: Int! operator: Operator! label: String! }
   type Bank @key(fields: "country branch") { country: ID! branch: Int! swift: String! }`,
  {
    entities: {
      Operator: ({ id }) => ({ id, name: `Operator ${id}` }),
      Station: (key) => ({ ...key, label: `${(key.operator as Value).id}/${key.number}` }),
      Bank: (key) => ({ ...key, swift: `${key.country}${key.branch}` }),
    },
  },
);

describe('entity keys', () => {
  it('joins by a single key, down several subgraphs', async () => {
    const { query } = federate([markets, stations, operators]);
    expect(await query('{ country(code: "NO") { name stations { id operator { name } } } }')).toEqual({
      data: {
        country: {
          name: 'Norway',
          stations: [
            { id: 'NO-1', operator: { name: 'Operator op' } },
            { id: 'NO-2', operator: { name: 'Operator op' } },
          ],
        },
      },
    });
  });

  it('joins by a compound key', async () => {
    const { query } = federate([markets, stations, operators]);
    expect(await query('{ countries { bank { swift } } }')).toEqual({
      data: { countries: [{ bank: { swift: 'NO7' } }, { bank: { swift: 'TH9' } }] },
    });
  });

  it('joins by a nested key', async () => {
    const { query } = federate([markets, stations, operators]);
    expect(await query('{ country(code: "TH") { stations { label } } }')).toEqual({
      data: { country: { stations: [{ label: 'op/1' }, { label: 'op/2' }] } },
    });
  });

  it('asks for each entity once, however often it stands in the answer', async () => {
    const { query, requests } = federate([markets, stations, operators]);
    await query('{ countries { stations { operator { name } } } }');
    const last = requests.at(-1);
    expect(last?.subgraph).toBe('operators');
    expect(last?.variables.representations).toEqual([{ __typename: 'Operator', id: 'op' }]);
  });

  it('sends one request for entities at several paths of one subgraph', async () => {
    const { query, requests } = federate([markets, stations, operators]);
    const answer = await query(
      '{ a: country(code: "NO") { stations { id } } b: country(code: "TH") { stations { number } } }',
    );
    expect(answer.data).toEqual({
      a: { stations: [{ id: 'NO-1' }, { id: 'NO-2' }] },
      b: { stations: [{ number: 1 }, { number: 2 }] },
    });
    expect(requests.filter((request) => request.subgraph === 'stations')).toHaveLength(1);
  });

  it('does not ask a subgraph when there is no entity to ask for', async () => {
    const { query, requests } = federate([markets, stations, operators]);
    expect(await query('{ country(code: "XX") { stations { id } } }')).toEqual({ data: { country: null } });
    expect(requests.map((request) => request.subgraph)).toEqual(['markets']);
  });

  it('keeps strings apart that only look alike when they are joined', async () => {
    const pairs = [
      { a: 'x', b: 'y\u0001z' },
      { a: 'x\u0001y', b: 'z' },
    ];
    const { query } = federate([
      subgraph('one', 'type Query { pairs: [Pair] } type Pair @key(fields: "a b") { a: String! b: String! }', {
        fields: { Query: { pairs: () => pairs } },
      }),
      subgraph('two', 'type Pair @key(fields: "a b") { a: String! b: String! sum: String }', {
        entities: { Pair: (key) => ({ ...key, sum: `${key.a}|${key.b}` }) },
      }),
    ]);
    expect((await query('{ pairs { sum } }')).data).toEqual({ pairs: [{ sum: 'x|y\u0001z' }, { sum: 'x\u0001y|z' }] });
  });

  it('gives each place its own copy of an entity that later fetches complete differently', async () => {
    const { query } = federate([
      subgraph('one', 'type Query { a: Car b: Car } type Car @key(fields: "id") { id: ID! }', {
        fields: { Query: { a: () => ({ id: 1 }), b: () => ({ id: 1 }) } },
      }),
      subgraph(
        'two',
        'type Car @key(fields: "id") { id: ID! maker: Maker } type Maker @key(fields: "id") { id: ID! }',
        {
          entities: { Car: ({ id }) => ({ id, maker: { id: 'm' } }) },
        },
      ),
      subgraph('three', 'type Maker @key(fields: "id") { id: ID! name(lang: String): String }', {
        fields: { Maker: { name: ({ id }, { lang }) => `${id}-${lang}` } },
      }),
    ]);
    const answer = await query('{ a { maker { name(lang: "no") } } b { maker { name(lang: "th") } } }');
    expect(answer).toEqual({ data: { a: { maker: { name: 'm-no' } }, b: { maker: { name: 'm-th' } } } });
  });
});

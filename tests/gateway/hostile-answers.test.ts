import fc from 'fast-check';
import { type ExecutionResult, execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answering, federate, subgraph } from './subgraph-fixture.js';

const markets = subgraph(
  'markets',
  `type Query { countries: [Country!] thing: Thing node: Node }
   interface Node { id: ID! } union Thing = Country | Note enum Region { NORTH SOUTH }
   type Country implements Node @key(fields: "id") { id: ID! name: String! area: Float region: Region towns: [[String]] }
   type Note { text: String! }`,
);
const offers = subgraph(
  'offers',
  `type Country @key(fields: "id") { id: ID! offers: [Offer!]! count: Int! note: String }
   type Offer { price: Int car: Car } type Car { name: String! doors: Int }`,
);
const source = `{
  countries { id name area region towns offers { price car { name doors } } count note }
  thing { __typename ... on Country { id count } ... on Note { text } }
  node { __typename id ... on Country { name offers { price } } }
}`;
const document = parse(source);

const key = fc.constantFrom(
  'id',
  'name',
  'area',
  'region',
  'towns',
  'offers',
  'price',
  'car',
  'doors',
  'count',
  'note',
  '__typename',
  '__proto__',
  'constructor',
  'length',
  'countries',
  'thing',
  'node',
  '_entities',
  'text',
);
const leaf = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1.5,
  2 ** 40,
  '',
  'x',
  'NORTH',
  'Country',
  'Note',
  'Node',
  '__proto__',
  Number.NaN,
);

/** Answers that resemble what was asked for just enough to lead deep into the engine. */
const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    tie('object'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 8 })
    .map((entries) =>
      JSON.parse(`{${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`),
    ),
}));
const country = fc.record(
  {
    __typename: fc.oneof(fc.constant('Country'), value),
    id: fc.oneof(fc.constantFrom('NO', 'TH'), value),
    name: value,
    area: value,
    region: value,
    towns: value,
  },
  { requiredKeys: [] },
);
const offer = fc.record(
  {
    offers: fc.oneof(value, fc.array(fc.record({ price: value, car: value }), { maxLength: 3 })),
    count: value,
    note: value,
  },
  { requiredKeys: [] },
);
const error = fc.record(
  { message: value, path: fc.oneof(value, fc.array(fc.oneof(key, fc.nat(3)))), extensions: value },
  { requiredKeys: [] },
);
const answer = (data: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 1, arbitrary: value },
    {
      weight: 6,
      arbitrary: fc.record(
        { data, errors: fc.oneof(value, fc.array(error, { maxLength: 3 })) },
        { requiredKeys: ['data'] },
      ),
    },
  );

describe('whatever subgraphs answer', () => {
  it('clients get an answer that their schema allows, and the process lives', async () => {
    const root = answer(
      fc.oneof(
        value,
        fc.record(
          {
            countries: fc.oneof(value, fc.array(country, { maxLength: 3 })),
            thing: fc.oneof(value, country),
            node: fc.oneof(value, country),
          },
          { requiredKeys: [] },
        ),
      ),
    );
    const entities = answer(
      fc.oneof(
        value,
        fc.record({
          _entities: fc.array(offer, { maxLength: 4 }),
          _e0: fc.array(offer, { maxLength: 4 }),
          _e1: fc.oneof(value, fc.array(offer, { maxLength: 4 })),
        }),
      ),
    );
    let first: unknown;
    let second: unknown;
    const { gateway, query } = federate([markets, offers], {
      transports: {
        markets: answering(() => structuredClone(first)),
        offers: answering(() => structuredClone(second)),
      },
    });
    await fc.assert(
      fc.asyncProperty(root, entities, async (one, two) => {
        first = one;
        second = two;
        const result: ExecutionResult = await query(source);
        // The client's own executor finds nothing to correct in the data.
        const corrected = await execute({ schema: gateway.apiSchema, document, rootValue: result.data ?? {} });
        if (result.data) expect(JSON.parse(JSON.stringify(corrected))).toEqual({ data: result.data });
        else expect(result.errors?.length).toBeGreaterThan(0);
        expect(result.errors?.every((item) => typeof item.message === 'string')).not.toBe(false);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

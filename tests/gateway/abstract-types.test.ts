import { describe, expect, it } from 'vitest';
import { federate, subgraph } from './subgraph-fixture.js';

describe('interfaces and unions across subgraphs', () => {
  const media = [
    { __typename: 'Book', id: 'b1', title: 'Dune' },
    { __typename: 'Film', id: 'f1', title: 'Alien' },
  ];
  const library = subgraph(
    'library',
    `type Query { media: [Media!]! search: [Hit!]! }
     interface Media { id: ID! title: String }
     union Hit = Book | Film | Note
     type Book implements Media @key(fields: "id") { id: ID! title: String pages(unit: String): Int }
     type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
     type Note { text: String! }`,
    {
      fields: {
        Query: { media: () => media, search: () => [...media, { __typename: 'Note', text: 'hi' }] },
        Book: { pages: (_source, { unit }) => String(unit).length },
        Film: { minutes: () => 117 },
      },
    },
  );
  const shop = subgraph(
    'shop',
    `type Book @key(fields: "id") { id: ID! price: Int }
     type Film @key(fields: "id") { id: ID! price: Int! rental: Int }`,
    { entities: { Book: ({ id }) => ({ id, price: 5 }), Film: ({ id }) => ({ id, price: 7, rental: 2 }) } },
  );

  it('asks for each type what its own subgraph knows', async () => {
    const { query } = federate([library, shop]);
    expect(
      await query('{ search { ... on Book { title price } ... on Film { rental } ... on Note { text } } }'),
    ).toEqual({ data: { search: [{ title: 'Dune', price: 5 }, { rental: 2 }, { text: 'hi' }] } });
  });

  it('tells typenames under any alias, nested in fragments on interfaces', async () => {
    const { query } = federate([library, shop]);
    const source = `{ media { ...M ... on Media { kind: __typename ... on Book { ... on Media { id } book: __typename } } } }
      fragment M on Media { __typename title: __typename }`;
    expect(await query(source)).toEqual({
      data: {
        media: [
          { __typename: 'Book', title: 'Book', kind: 'Book', id: 'b1', book: 'Book' },
          { __typename: 'Film', title: 'Film', kind: 'Film' },
        ],
      },
    });
  });

  it('allows one response name to stand for different fields of different types', async () => {
    const { query } = federate([library, shop]);
    expect(await query('{ media { ... on Book { n: pages(unit: "abc") } ... on Film { n: minutes } } }')).toEqual({
      data: { media: [{ n: 3 }, { n: 117 }] },
    });
  });

  it('keeps the order of the selection, whatever the fragments', async () => {
    const { query } = federate([library, shop]);
    const answer = await query('{ media { ... on Book { price } title ... on Film { rental } id } }');
    expect(JSON.stringify(answer.data)).toBe(
      '{"media":[{"price":5,"title":"Dune","id":"b1"},{"title":"Alien","rental":2,"id":"f1"}]}',
    );
  });

  it('gives an empty object where no fragment applies', async () => {
    const { query } = federate([library, shop]);
    expect(await query('{ search { ... on Note { text } } }')).toEqual({ data: { search: [{}, {}, { text: 'hi' }] } });
  });
});

describe('@interfaceObject', () => {
  const catalog = subgraph(
    'catalog',
    `type Query { node(id: ID!): Node }
     interface Node @key(fields: "id") { id: ID! }
     type Car implements Node @key(fields: "id") { id: ID! doors: Int }
     type Bike implements Node @key(fields: "id") { id: ID! gears: Int }`,
    {
      fields: { Query: { node: (_source, { id }) => resolveNode(id) } },
      entities: { Node: ({ id }) => resolveNode(id) },
    },
  );
  // The fixture answers an entity by the typename it is asked for; an interface's entity says its own.
  function resolveNode(id: unknown) {
    return id === 'c' ? { __typename: 'Car', id, doors: 4 } : { __typename: 'Bike', id, gears: 21 };
  }
  const ratings = subgraph(
    'ratings',
    `type Query { best: [Node] }
     type Node @key(fields: "id") @interfaceObject { id: ID! stars: Int! }`,
    {
      fields: {
        Query: { best: () => [{ id: 'b' }, null, { id: 'c' }] },
        Node: { stars: ({ id }) => (id === 'c' ? 5 : 3) },
      },
    },
  );

  it('adds a field to every implementation', async () => {
    const { query } = federate([catalog, ratings]);
    expect(
      await query('{ c: node(id: "c") { stars ... on Car { doors } } b: node(id: "b") { ... on Bike { stars } } }'),
    ).toEqual({
      data: { c: { stars: 5, doors: 4 }, b: { stars: 3 } },
    });
  });

  it('finds the concrete type where the client wants to know it', async () => {
    const { query } = federate([catalog, ratings]);
    expect(await query('{ best { kind: __typename stars ... on Car { doors } } }')).toEqual({
      data: { best: [{ kind: 'Bike', stars: 3 }, null, { kind: 'Car', stars: 5, doors: 4 }] },
    });
  });

  it('does not ask for the concrete type where the client does not', async () => {
    const { query, requests } = federate([catalog, ratings]);
    expect(await query('{ best { id stars } }')).toEqual({
      data: { best: [{ id: 'b', stars: 3 }, null, { id: 'c', stars: 5 }] },
    });
    expect(requests).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { federate, subgraph } from './subgraph-fixture.js';

describe('a composed supergraph', () => {
  it('remembers that a field of an interface object is external', async () => {
    const users = [{ __typename: 'User', id: 'u1', name: 'Ada', age: 36 }];
    const { query, supergraphSdl } = federate([
      subgraph(
        'people',
        `type Query { users: [Named!]! }
         interface Named @key(fields: "id") { id: ID! name: String }
         type User implements Named @key(fields: "id") { id: ID! name: String age: Int }`,
        {
          fields: { Query: { users: () => users } },
          entities: { Named: ({ id }) => users.find((user) => user.id === id) },
        },
      ),
      subgraph(
        'logins',
        `type Query { latest: [Named] }
         type Named @key(fields: "id") @interfaceObject {
           id: ID! name: String @external login: String @requires(fields: "name")
         }`,
        {
          fields: {
            Query: { latest: () => [{ id: 'u1' }] },
            Named: { login: ({ name }) => (name ? `${String(name).toLowerCase()}@` : null) },
          },
        },
      ),
    ]);
    expect(supergraphSdl).toMatch(
      /name: String @join__field\(graph: PEOPLE\) @join__field\(graph: LOGINS, external: true\)/,
    );
    expect(await query('{ latest { name login } users { login } }')).toEqual({
      data: { latest: [{ name: 'Ada', login: 'ada@' }], users: [{ login: 'ada@' }] },
    });
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('gives a shareable field the type that includes the others (%s before %s)', async (...order) => {
    const book = { __typename: 'Book', id: 'b1', title: 'Dune' };
    const subgraphs = [
      subgraph(
        'a',
        `type Query { books: [Book!]! @shareable } type Book @key(fields: "id") { id: ID! title: String @shareable }
         union Media = Book | Song type Song { length: Int }`,
        { fields: { Query: { books: () => [book] } } },
      ),
      subgraph(
        'b',
        `type Query { books: [Media!]! @shareable } type Book @key(fields: "id") { id: ID! title: String @shareable }
         union Media = Book | Film type Film { minutes: Int }`,
        { fields: { Query: { books: () => [book] } } },
      ),
    ].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
    const { query, gateway } = federate(subgraphs);
    expect(String(gateway.apiSchema.getQueryType()?.getFields().books?.type)).toBe('[Media!]!');
    expect(await query('{ books { __typename ... on Book { title } ... on Film { minutes } } }')).toEqual({
      data: { books: [{ __typename: 'Book', title: 'Dune' }] },
    });
  });
});

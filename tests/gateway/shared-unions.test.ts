import { describe, expect, it } from 'vitest';
import { federate, subgraph } from './subgraph-fixture.js';

/**
 * A union below shareable fields, with members that only one subgraph knows. As the federation compatibility suite has it:
 * where several subgraphs can resolve the path, only the members that all of them know are asked for, so that the answer
 * does not depend on which of them the planner takes; the fields of the others are null.
 */
describe('a union with different members in different subgraphs', () => {
  const wrench = { __typename: 'Wrench', size: 13 };
  const drill = { __typename: 'Drill', watts: 600 };
  const saw = { __typename: 'Saw', teeth: 24 };

  const home = subgraph(
    'home',
    `type Query { garage: Garage }
     type Garage @key(fields: "id") { id: ID! box: Box @shareable }
     type Box @shareable { tools: [Tool!]! }
     union Tool = Wrench | Drill
     type Wrench @shareable { size: Int }
     type Drill { watts: Int }`,
    {
      fields: { Query: { garage: () => ({ id: 'g' }) }, Garage: { box: () => ({ tools: [wrench, drill] }) } },
    },
  );
  const work = subgraph(
    'work',
    `type Query { site: Site }
     type Site { tools: [Tool!]! }
     type Garage @key(fields: "id") { id: ID! box: Box @shareable lent: Box }
     type Box @shareable { tools: [Tool!]! }
     union Tool = Wrench | Saw
     type Wrench @shareable { size: Int }
     type Saw { teeth: Int }`,
    {
      fields: {
        Query: { site: () => ({ tools: [saw] }) },
        Garage: { box: () => ({ tools: [wrench, saw] }), lent: () => ({ tools: [wrench, saw] }) },
      },
    },
  );
  const tools = 'tools { __typename ... on Wrench { size } ... on Drill { watts } ... on Saw { teeth } }';

  it('asks for the common members where several subgraphs can resolve the path', async () => {
    const { query, requests } = federate([home, work]);
    expect(await query(`{ garage { box { ${tools} } } }`)).toEqual({
      data: { garage: { box: { tools: [wrench, { __typename: 'Drill', watts: null }] } } },
    });
    expect(requests).toHaveLength(1);
  });

  it('asks for all members of the one subgraph that can, also after a jump to it', async () => {
    const { query } = federate([home, work]);
    expect(await query(`{ site { ${tools} } garage { lent { ${tools} } } }`)).toEqual({
      data: { site: { tools: [saw] }, garage: { lent: { tools: [wrench, saw] } } },
    });
  });

  it('still tells the types of all members', async () => {
    const { query } = federate([home, work]);
    expect(await query('{ garage { box { tools { __typename ... on Saw { teeth } } } } }')).toEqual({
      data: { garage: { box: { tools: [{ __typename: 'Wrench' }, { __typename: 'Drill' }] } } },
    });
  });
});

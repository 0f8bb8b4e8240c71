import { buildSchema, type GraphQLResolveInfo, graphqlSync } from 'graphql';
import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../src/kernel/loaders/projection.js';
import { selectedFields, selectedNodeFields } from '../../../src/kernel/loaders/selected-fields.js';

const schema = buildSchema(`
  type Site { id: ID name: String city: String evses: [String] }
  type Edge { node: Site cursor: String }
  type Connection { nodes: [Site] edges: [Edge] totalCount: Int }
  type Query { sites: Connection }
`);

function infoOf(source: string): GraphQLResolveInfo {
  let seen: GraphQLResolveInfo | undefined;
  graphqlSync({
    schema,
    source,
    fieldResolver: (_root, _arguments, _context, info) => {
      seen ??= info;
      return null;
    },
  });
  if (seen === undefined) {
    throw new Error('the operation called no resolver');
  }
  return seen;
}

describe('selected fields', () => {
  it('are found through fragments and inline fragments', () => {
    const info = infoOf(
      '{ sites { ...page } } fragment page on Connection { totalCount ... on Connection { nodes { id } } }',
    );
    expect([...selectedFields(info)].sort()).toEqual(['nodes', 'totalCount']);
    expect([...selectedFields(info, 'nodes')]).toEqual(['id']);
  });

  it('of nodes are those asked through nodes and through edges', () => {
    const info = infoOf('{ sites { nodes { id alias: name } edges { cursor node { city } } } }');
    expect([...selectedNodeFields(info)].sort()).toEqual(['city', 'id', 'name']);
  });

  it('are none where nothing of the path is asked', () => {
    expect([...selectedFields(infoOf('{ sites { totalCount } }'), 'nodes')]).toEqual([]);
  });
});

describe('projection', () => {
  it('reads the stored fields behind the asked ones', () => {
    const sources = { id: [], coordinates: ['location'], country: [] };
    expect(projectionOf(new Set(['id', 'name', 'coordinates', 'country', '__typename']), sources, ['country'])).toEqual(
      {
        _id: 1,
        country: 1,
        name: 1,
        location: 1,
      },
    );
  });

  it('is not led astray by names that objects inherit', () => {
    expect(projectionOf(new Set(['constructor']), {}, [])).toEqual({ _id: 1, constructor: 1 });
  });
});

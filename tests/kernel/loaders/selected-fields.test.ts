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
    expect([...selectedFields(info)].sort()).toEqual(['nodes', 'nodes.id', 'totalCount']);
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

  it('reads of embedded documents what is asked for, and of all others everything', () => {
    const sources = { 'evses.maxPowerKW': ['evses.connectors.maxElectricPower'], totalPowerKW: ['evses.connectors'] };
    const embedded = new Set(['evses']);
    const asked = ['evses', 'evses.status', 'evses.maxPowerKW', 'evses.__typename', 'operator', 'operator.name'];
    expect(projectionOf(new Set(asked), sources, [], embedded)).toEqual({
      _id: 1,
      'evses.status': 1,
      'evses.connectors.maxElectricPower': 1,
      operator: 1,
    });
    expect(projectionOf(new Set(['evses', 'evses.__typename']), sources, [], embedded)).toEqual({ _id: 1, evses: 1 });
    // Never a path beside one that it is a part of: MongoDB refuses that.
    expect(projectionOf(new Set([...asked, 'totalPowerKW']), sources, [], embedded)).toEqual({
      _id: 1,
      'evses.status': 1,
      'evses.connectors': 1,
      operator: 1,
    });
  });

  it('is not led astray by names that objects inherit', () => {
    expect(projectionOf(new Set(['constructor']), {}, [])).toEqual({ _id: 1, constructor: 1 });
  });
});

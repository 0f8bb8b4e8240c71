import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { declareListSizes } from '../../../src/kernel/subgraph/list-sizes.js';

describe('declareListSizes', () => {
  it('names of every connection with `first` the lists that its page has', () => {
    const schema = buildSchema(`
      type Item { id: ID }
      type Edge { node: Item }
      type Page { nodes: [Item!]! edges: [Edge!]! totalCount: Int }
      type OnlyNodes { nodes: [Item!]! }
      type Query {
        page(first: Int = 20, after: String): Page!
        only(first: Int = 20): OnlyNodes
        whole: Page
        item(first: Int): Item
      }`);
    declareListSizes(schema);
    const lines = printSchemaWithDirectives(schema)
      .split('\n')
      .filter((line) => line.includes('@listSize'));
    expect(lines.map((line) => line.trim())).toEqual([
      expect.stringMatching(/^page\(.*sizedFields: \["nodes", "edges"\]/),
      expect.stringMatching(/^only\(.*sizedFields: \["nodes"\]/),
    ]);
    expect(lines[0]).toMatch(/slicingArguments: \["first"\]/);
    expect(lines[0]).toMatch(/requireOneSlicingArgument: false/);
  });
});

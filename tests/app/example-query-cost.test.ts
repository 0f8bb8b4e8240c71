import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildLocalGraph, localGateway } from '../../src/app/local-graph.js';
import type { OperationCost } from '../../src/gateway/guards/operation-cost.js';
import { readGuardConfiguration } from '../../src/guard-configuration.js';

const FOLDER = 'examples/queries';
const guards = readGuardConfiguration({});
const gateway = localGateway(await buildLocalGraph(), { guards });

/** The cost of an operation, which is not run. */
async function costOf(source: string): Promise<OperationCost> {
  let known: OperationCost | undefined;
  const { errors } = await gateway.execute({
    source,
    context: {},
    admit: (cost) => {
      known = cost;
      throw new GraphQLError('not run', { extensions: { code: 'NOT_RUN' } });
    },
  });
  if (known === undefined) {
    throw new Error(`the operation is refused: ${errors?.map(({ message }) => message).join(', ')}`);
  }
  return known;
}

describe('without a token', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.graphql')))(
    '%s is within limits and budget',
    async (name) => {
      const { cost } = await costOf(readFileSync(join(FOLDER, name), 'utf8'));
      expect(cost).toBeLessThanOrEqual(guards.budgets.everybody);
    },
  );

  it('introspection is within limits and budget', async () => {
    const { cost } = await costOf(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }));
    expect(cost).toBeLessThanOrEqual(guards.budgets.everybody);
  });

  it('a page is as dear as its `first`', async () => {
    const page = (first: number) => costOf(`{ countries(first: ${first}) { nodes { name } edges { node { name } } } }`);
    const [small, large] = [await page(10), await page(200)];
    // Nodes, edges and the nodes of edges: three objects a row, and a call of `node` for each edge.
    expect(large.typeCost - small.typeCost).toBe(3 * 190);
    expect(large.fieldCost - small.fieldCost).toBe(190);
  });

  it('the largest pages of everything are beyond the budget', async () => {
    const source =
      '{ countries(first: 200) { nodes { chargingLocations(first: 200) { nodes { evses { connectors { id } } } } } } }';
    expect((await costOf(source)).cost).toBeGreaterThan(guards.budgets.everybody);
  });
});

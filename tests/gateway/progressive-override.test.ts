import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ProgressiveOverrides } from '../../src/gateway/progressive-override.js';
import { federate, subgraph } from './subgraph-fixture.js';

/** Car.price moves from "old" (1) to "new" (2) by a label; labels came with version 2.7. */
function movingPrice(label: string, overridePercentage?: (context: unknown) => number) {
  const subgraphs = [
    subgraph('old', 'type Query { car: Car } type Car @key(fields: "id") { id: ID! price: Int }', {
      fields: { Query: { car: () => ({ id: 1, price: 1 }) } },
    }),
    subgraph('new', `type Car @key(fields: "id") { id: ID! price: Int @override(from: "old", label: "${label}") }`, {
      fields: { Car: { price: () => 2 } },
    }),
  ].map((one) => ({ ...one, sdl: one.sdl.replace('federation/v2.3', 'federation/v2.7') }));
  return federate(subgraphs, overridePercentage ? { overridePercentage } : {});
}

async function priceOf(federation: ReturnType<typeof movingPrice>): Promise<unknown> {
  const { data } = await federation.query('{ car { price } }');
  return (data as { car: { price: number } }).car.price;
}

describe('@override with a label', () => {
  it('asks the new subgraph for requests that drew less than the share, the old one for the others', async () => {
    let drawn = 0;
    const federation = movingPrice('percent(25)', () => drawn);
    const prices: unknown[] = [];
    for (drawn of [0, 24.9, 25, 99.9, 3]) prices.push(await priceOf(federation));
    expect(prices).toEqual([2, 2, 1, 1, 2]);
  });

  it('serves all requests alike where the share is none or all', async () => {
    const never = () => {
      throw new Error('nothing to draw for');
    };
    expect(await priceOf(movingPrice('percent(0)', never))).toBe(1);
    expect(await priceOf(movingPrice('percent(100)', never))).toBe(2);
  });

  it('splits requests by chance unless told', async () => {
    const federation = movingPrice('percent(50)');
    const prices = new Set<unknown>();
    // The chance that 60 fair coins all fall on one side is 2 to the power of -59.
    for (let request = 0; request < 60; request++) prices.add(await priceOf(federation));
    expect([...prices].sort()).toEqual([1, 2]);
  });

  it('leaves fields whose label nobody switches on where they were', async () => {
    expect(await priceOf(movingPrice('winter-release'))).toBe(1);
  });

  it('needs one plan for each share that a request can fall into', () => {
    const labels = ['percent(30)', 'percent(5.5)', 'percent(100)', 'percent(30)', 'other'];
    const fields = labels.map((label, index) => `f${index}: Int @join__field(graph: A, overrideLabel: "${label}")`);
    let drawn = 0;
    const overrides = ProgressiveOverrides.of(parse(`type Query { ${fields.join(' ')} }`), () => drawn);
    const percentages: unknown[] = [];
    for (drawn of [0, 5.4, 5.5, 29, 30, 99]) percentages.push(overrides?.percentage(undefined));
    expect(percentages).toEqual([0, 0, 5.5, 5.5, 30, 30]);
  });

  it('costs nothing where no field has a label', () => {
    expect(ProgressiveOverrides.of(parse('type Query { a: Int @join__field(graph: A) }'))).toBeUndefined();
  });
});

import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildWorld, randomFrom } from './differential-world.js';
import { OperationGenerator } from './operation-generator.js';
import { federate } from './subgraph-fixture.js';

/** Worlds are costly (each composes a supergraph), operations are cheap. */
const WORLDS = 4;
const OPERATIONS = 40;

async function compare(seed: number, fragile: number, next: (below: number) => number, operations: number) {
  const { merged, subgraphs } = buildWorld(randomFrom(seed), fragile);
  const { query, requests } = federate(subgraphs);
  for (let index = 0; index < operations; index++) {
    const source = new OperationGenerator(merged, next).operation();
    const document = parse(source);
    // The generator does not look out for fields that cannot be merged.
    if (validate(merged, document).length > 0) continue;
    const variableValues = { yes: next(2) === 0 };
    const expected = JSON.parse(JSON.stringify(await execute({ schema: merged, document, variableValues })));
    requests.length = 0;
    const answer = await query(source, variableValues);
    const hint = () =>
      [source, JSON.stringify(answer.errors), ...requests.map((request) => JSON.stringify(request))].join('\n');
    expect(answer.data, hint()).toEqual(expected.data);
    expect(JSON.stringify(answer.data), hint()).toBe(JSON.stringify(expected.data));
    if (fragile === 0) expect(answer.errors, hint()).toBeUndefined();
    else {
      // A merged schema stops at the first error that empties an object; the subgraphs report all of them.
      const paths = new Set(answer.errors?.map((error) => error.path?.join('.')));
      if (!expected.errors) expect(answer.errors, hint()).toBeUndefined();
      for (const error of expected.errors ?? []) expect(paths, hint()).toContain(error.path.join('.'));
    }
  }
}

describe('the federated path and one merged graphql-js schema', () => {
  it('give the same answer to generated operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.gen(), (seed, generate) =>
        compare(seed, 0, (below) => generate(fc.nat, { max: below - 1 }), OPERATIONS),
      ),
      { numRuns: WORLDS },
    );
  });

  it('give the same partial answer when fields fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.gen(), (seed, generate) =>
        compare(seed, 0.1, (below) => generate(fc.nat, { max: below - 1 }), OPERATIONS),
      ),
      { numRuns: WORLDS },
    );
  });
});

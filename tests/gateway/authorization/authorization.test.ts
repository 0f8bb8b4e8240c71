import type { ExecutionResult } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { AuthorizationOptions, Claims } from '../../../src/gateway/authorization/operation-authorization.js';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway } from '../../../src/gateway/gateway.js';
import type { SubgraphTransport } from '../../../src/gateway/subgraph-transport.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@requires", "@external", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy"])`;

const SDL = `${LINK}
  type Query {
    free: Int
    secret: Int @authenticated
    scoped: Int @requiresScopes(scopes: [["a", "b"], ["c"]])
    ruled: Int @policy(policies: [["p1", "p2"], ["p3"]])
    guarded: Int @authenticated @policy(policies: [["p4"]])
  }`;

/** A gateway over one subgraph that answers 1 for everything, and what it was prepared for and asked. */
function gatewayOf(authorization?: AuthorizationOptions) {
  const prepared: string[] = [];
  const asked: string[] = [];
  const transport: SubgraphTransport = {
    prepare(operation) {
      prepared.push(operation);
      return () => {
        asked.push(operation);
        return { data: Object.fromEntries((operation.match(/\w+(?=[ }])/g) ?? []).map((name) => [name, 1])) };
      };
    },
  };
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'one', sdl: SDL }]),
    transports: { one: transport },
    ...(authorization ? { authorization } : {}),
  });
  const execute = (source: string, context: unknown = {}): Promise<ExecutionResult> =>
    gateway.execute({ source, context });
  return { gateway, execute, prepared, asked };
}

const claims = (authenticated: boolean, ...scopes: string[]): Claims => ({ authenticated, scopes: new Set(scopes) });
const byContext = { claimsOf: (context: unknown) => context as Claims };
const codes = ({ errors }: ExecutionResult) =>
  errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code]);

describe('a gateway that is not told who asks', () => {
  it('refuses what is protected', async () => {
    const { execute, asked } = gatewayOf();
    const answer = await execute('{ free secret scoped ruled }');
    expect(answer.data).toEqual({ free: 1, secret: null, scoped: null, ruled: null });
    expect(codes(answer)).toEqual([
      ['secret', 'UNAUTHORIZED_FIELD'],
      ['scoped', 'UNAUTHORIZED_FIELD'],
      ['ruled', 'UNAUTHORIZED_FIELD'],
    ]);
    expect(asked.join()).not.toMatch(/secret|scoped|ruled/);
  });
});

describe('a gateway whose ways to find out fail', () => {
  const failure = new Error('the directory is down');

  it.each<[string, AuthorizationOptions]>([
    [
      'claimsOf throws',
      {
        claimsOf: () => {
          throw failure;
        },
      },
    ],
    [
      'policies throws',
      {
        claimsOf: () => claims(true),
        policies: () => {
          throw failure;
        },
      },
    ],
    ['policies rejects', { claimsOf: () => claims(true), policies: () => Promise.reject(failure) }],
  ])('answers nothing where %s', async (_name, options) => {
    const { execute, asked } = gatewayOf(options);
    const answer = await execute('{ free secret ruled }');
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      ['Internal error', 'INTERNAL'],
    ]);
    expect(asked).toEqual([]);
    // Where nothing is protected, nobody needs to know.
    expect((await execute('{ free }')).data).toEqual({ free: 1 });
  });
});

describe('policies', () => {
  it('are asked for once, with those that matter', async () => {
    const policies = vi.fn(async () => new Set(['p3']));
    const { execute } = gatewayOf({ claimsOf: () => claims(false), policies });
    const context = {};
    expect((await execute('{ free ruled guarded }', context)).data).toEqual({ free: 1, ruled: 1, guarded: null });
    // "p4" cannot help a caller who is not authenticated.
    expect(policies.mock.calls).toEqual([[['p1', 'p2', 'p3'], context]]);
  });

  it('are not asked for where the operation needs none', async () => {
    const policies = vi.fn(() => new Set<string>());
    const { execute } = gatewayOf({ claimsOf: () => claims(true), policies });
    await execute('{ free secret }');
    await execute('query ($no: Boolean = false) { free ruled @include(if: $no) }');
    expect(policies).not.toHaveBeenCalled();
  });

  it('may be decided at once', async () => {
    const { execute } = gatewayOf({ claimsOf: () => claims(true), policies: () => new Set(['p1', 'p2']) });
    expect(await execute('{ ruled guarded }')).toMatchObject({ data: { ruled: 1, guarded: null } });
  });

  it('that were not asked for do not count', async () => {
    const { execute } = gatewayOf({ claimsOf: () => claims(false), policies: () => new Set(['p3', 'p4', 'a', 'b']) });
    expect(await execute('{ guarded scoped ruled }')).toMatchObject({
      data: { guarded: null, scoped: null, ruled: 1 },
    });
  });
});

describe('plans', () => {
  it('are shared by callers between whom the operation makes no difference', async () => {
    const { execute, prepared } = gatewayOf(byContext);
    for (const caller of [
      claims(false, 'c'),
      claims(true, 'c', 'x'),
      claims(true, 'a', 'b'),
      claims(false, 'a', 'b', 'c'),
    ]) {
      expect((await execute('{ free scoped }', caller)).data).toEqual({ free: 1, scoped: 1 });
    }
    expect(prepared).toHaveLength(1);
  });

  it('are never shared by callers of whom one may see more', async () => {
    const { execute, prepared } = gatewayOf(byContext);
    const callers = [claims(true, 'c'), claims(false, 'c'), claims(true), claims(false)];
    // All at once, and in both orders: a plan that is still being made must not be shared either.
    const rounds = [...callers, ...callers.toReversed()];
    const answers = await Promise.all(rounds.map((caller) => execute('{ free secret scoped }', caller)));
    for (const [index, caller] of rounds.entries()) {
      expect(answers[index]?.data).toEqual({
        free: 1,
        secret: caller.authenticated ? 1 : null,
        scoped: caller.scopes.has('c') ? 1 : null,
      });
    }
    expect(prepared).toHaveLength(4);
  });

  it('have errors that belong to one answer each', async () => {
    const { execute } = gatewayOf(byContext);
    const [first, second] = [await execute('{ secret }', claims(false)), await execute('{ secret }', claims(false))];
    expect(first.errors?.[0]).not.toBe(second.errors?.[0]);
  });

  it('of operations that nothing protects do not ask who it is', async () => {
    const claimsOf = vi.fn(() => claims(true));
    const { execute } = gatewayOf({ claimsOf });
    await execute('{ free }');
    expect(claimsOf).not.toHaveBeenCalled();
  });
});

describe('a supergraph', () => {
  const gatewayOver = (directive: string, use: string) => {
    const sdl = composeSupergraph([
      { name: 'one', sdl: `${LINK} type Query { free: Int secret: Int @authenticated }` },
    ]);
    const changed = sdl.replace('@authenticated\n', `${use}\n`).replace(/@authenticated on .*/, directive);
    const link = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';
    return () =>
      createGateway({
        supergraphSdl: changed.replace(/schema @link/, `schema ${link} @link`),
        transports: { one: { prepare: () => () => ({ data: {} }) } },
      });
  };

  it.each([
    '@requiresScopes',
    '@requiresScopes(scopes: 7)',
    '@requiresScopes(scopes: [[null]])',
    '@requiresScopes(scope: "a")',
  ])('with the malformed %s is refused', (use) => {
    expect(gatewayOver('@requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION', use)).toThrow(
      '@requiresScopes on Query.secret has no scopes, or not as a list of lists of strings',
    );
  });
});

describe('composition', () => {
  const composed = (...sdls: string[]) =>
    composeSupergraph(sdls.map((sdl, index) => ({ name: `s${index}`, sdl: LINK + sdl })));

  it.each([
    ['an interface', 'interface I @authenticated { a: Int }'],
    ['a field of an interface', 'interface I { a: Int @requiresScopes(scopes: [["s"]]) }'],
  ])('refuses the directives on %s', (_name, declaration) => {
    expect(() => composed(`type Query { i: I } ${declaration} type T implements I { a: Int }`)).toThrow(
      /cannot be applied on interfaces/,
    );
  });

  it('refuses a field that requires more than it asks its caller for', () => {
    const owner = `type Query { t: T } type T @key(fields: "id") { id: ID! birth: String @authenticated }`;
    const age = (directive: string) =>
      `type T @key(fields: "id") { id: ID! birth: String @external age: Int @requires(fields: "birth") ${directive} }`;
    expect(() => composed(owner, age(''))).toThrow(/does not specify necessary @authenticated/);
    expect(composed(owner, age('@authenticated'))).toContain('age: Int');
  });
});

import fc from 'fast-check';
import {
  buildSchema,
  executeSync,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway } from '../../../src/gateway/gateway.js';
import { localTransport } from '../../../src/gateway/local-transport.js';

/** What a scope opens, by coordinate or type. All of the graph is nullable: bubbling is the business of other tests. */
const PROTECTED: Readonly<Record<string, string>> = {
  'Query.staff': 'staff',
  'Article.notes': 'notes',
  'Person.mail': 'mail',
  Memo: 'memo',
  Robot: 'robot',
};

const TYPES = `
  type Query { nodes: [Node] article: Article staff: [Actor] search: [Result] actor: Actor free: Int }
  interface Node { title: String notes: String author: Actor }
  interface Actor { name: String mail: String wrote: [Node] }
  type Article implements Node { title: String notes: String author: Actor words: Int }
  type Memo implements Node { title: String notes: String author: Actor }
  type Person implements Actor { name: String mail: String wrote: [Node] }
  type Robot implements Actor { name: String mail: String wrote: [Node] version: Int }
  union Result = Article | Memo | Person`;

const scopeOf = (element: string) => `@requiresScopes(scopes: [["${PROTECTED[element]}"]])`;
const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes"])
  ${TYPES.replace('staff: [Actor]', `staff: [Actor] ${scopeOf('Query.staff')}`)
    .replace(
      '{ title: String notes: String author: Actor words',
      `{ title: String notes: String ${scopeOf('Article.notes')} author: Actor words`,
    )
    .replace(
      'Person implements Actor { name: String mail: String',
      `Person implements Actor { name: String mail: String ${scopeOf('Person.mail')}`,
    )
    .replace('Memo implements Node', `Memo implements Node ${scopeOf('Memo')}`)
    .replace('Robot implements Actor', `Robot implements Actor ${scopeOf('Robot')}`)}`;

/** Data with cycles: every field that can be selected has a value. */
function rootValue(): Record<string, unknown> {
  const person: Record<string, unknown> = { __typename: 'Person', name: 'Ada', mail: 'ada@example.org' };
  const robot: Record<string, unknown> = { __typename: 'Robot', name: 'R2', mail: 'r2@example.org', version: 2 };
  const article = { __typename: 'Article', title: 'News', notes: 'draft', author: person, words: 100 };
  const memo = { __typename: 'Memo', title: 'Private', notes: 'secret', author: robot };
  person.wrote = [article, memo];
  robot.wrote = [memo];
  return {
    nodes: [article, memo],
    article,
    staff: [person, robot],
    search: [article, memo, person],
    actor: robot,
    free: 1,
  };
}

const ROOT = rootValue();
const SCHEMA = buildSchema(TYPES);
for (const field of Object.values(SCHEMA.getQueryType()?.getFields() ?? {})) field.resolve = () => ROOT[field.name];

/** A random selection set on a type, as text. Fragments only narrow from an abstract type to objects behind it. */
function selectionOn(schema: GraphQLSchema, typeName: string, depth: number): fc.Arbitrary<string> {
  const type = schema.getType(typeName);
  const choices: fc.Arbitrary<string>[] = [fc.constant('__typename')];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const leaf = !isObjectType(named) && !isInterfaceType(named) && !isUnionType(named);
      if (!leaf && depth === 0) continue;
      const alias = fc.constantFrom('', '', `x_${field.name}: `);
      const inner = leaf ? fc.constant('') : fc.constant(null).chain(() => selectionOn(schema, named.name, depth - 1));
      choices.push(fc.tuple(alias, inner).map(([prefix, selection]) => `${prefix}${field.name}${selection}`));
    }
  }
  if ((isInterfaceType(type) || isUnionType(type)) && depth > 0) {
    for (const { name } of schema.getPossibleTypes(type)) {
      const inner = fc.constant(null).chain(() => selectionOn(schema, name, depth - 1));
      choices.push(inner.map((selection) => `... on ${name} ${selection}`));
    }
  }
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 4 }).map((parts) => `{ ${parts.join(' ')} }`);
}

/** What may be seen, said as simply as can be: straight from the rule, on the operation as the client wrote it. */
function maySee(scopes: ReadonlySet<string>, typeName: string, fieldName: string): boolean {
  const open = (element: string) => PROTECTED[element] === undefined || scopes.has(PROTECTED[element]);
  const type = SCHEMA.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const objects = isObjectType(type) ? [type] : SCHEMA.getPossibleTypes(type);
  const returned = getNamedType(type.getFields()[fieldName]?.type);
  return (
    objects.every(({ name }) => open(name) && open(`${name}.${fieldName}`)) &&
    (!isObjectType(returned) || open(returned.name))
  );
}

/** The operation without what may not be seen. */
function naivelyFiltered(source: string, scopes: ReadonlySet<string>) {
  const typeInfo = new TypeInfo(SCHEMA);
  const typename: SelectionSetNode['selections'][number] = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: '_empty' },
    name: { kind: Kind.NAME, value: '__typename' },
  };
  return visit(
    parse(source),
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter({ name }) {
          const parent = typeInfo.getParentType()?.name ?? '';
          return name.value === '__typename' || maySee(scopes, parent, name.value) ? undefined : null;
        },
      },
      SelectionSet: {
        leave: (node) => (node.selections.length > 0 ? undefined : { ...node, selections: [typename] }),
      },
    }),
  );
}

/** Without nulls and placeholders: what somebody has learnt from an answer. */
function learnt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(learnt);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== '_empty' && inner !== null)
      .map(([key, inner]) => [key, learnt(inner)]),
  );
}

describe('generated operations of callers with generated scopes', () => {
  it('answer precisely what may be seen, and ask the subgraph for nothing else', async () => {
    const requested = new Set<string>();
    const transport = localTransport(SCHEMA);
    const gateway = createGateway({
      supergraphSdl: composeSupergraph([{ name: 'one', sdl: SDL }]),
      transports: {
        one: {
          ...transport,
          prepare(operation) {
            const prepared = transport.prepare(operation);
            return (variables, context, signal) => {
              for (const coordinate of coordinatesOf(operation)) requested.add(coordinate);
              return prepared(variables, context, signal);
            };
          },
        },
      },
      authorization: { claimsOf: (context) => ({ authenticated: true, scopes: context as ReadonlySet<string> }) },
    });
    const anyScopes = fc.uniqueArray(fc.constantFrom(...Object.values(PROTECTED))).map((names) => new Set(names));
    await fc.assert(
      fc.asyncProperty(selectionOn(SCHEMA, 'Query', 3), anyScopes, async (source, scopes) => {
        requested.clear();
        const answer = await gateway.execute({ source, context: scopes });
        const expected = executeSync({ schema: SCHEMA, document: naivelyFiltered(source, scopes) });
        expect(expected.errors).toBeUndefined();
        expect(learnt(JSON.parse(JSON.stringify(answer.data)))).toEqual(
          learnt(JSON.parse(JSON.stringify(expected.data))),
        );
        for (const coordinate of requested) {
          const [type = '', field = ''] = coordinate.split('.');
          expect([coordinate, maySee(scopes, type, field)]).toEqual([coordinate, true]);
        }
        expect(answer.errors?.map(({ extensions }) => extensions.code) ?? []).toEqual(
          (answer.errors ?? []).map(() => 'UNAUTHORIZED_FIELD'),
        );
      }),
      {
        numRuns: 300,
        // One field, refused by its interface and allowed by a fragment on one type: the answer is the fragment's alone.
        examples: [
          ['{ nodes { ... on Article { author { name } words } author { __typename name } } }', new Set<string>()],
        ],
      },
    );
  });
});

function coordinatesOf(operation: string): string[] {
  const coordinates: string[] = [];
  const typeInfo = new TypeInfo(SCHEMA);
  visit(
    parse(operation),
    visitWithTypeInfo(typeInfo, {
      Field({ name }) {
        if (name.value !== '__typename') coordinates.push(`${typeInfo.getParentType()?.name}.${name.value}`);
      },
    }),
  );
  return coordinates;
}

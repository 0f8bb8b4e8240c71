import { buildSchema, extendSchema, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { badUserInput } from '../errors/tripod-error.js';
import type { BuiltSubgraph } from '../subgraph/build-subgraph.js';
import { parseGlobalId } from './global-id.js';

const MAXIMUM_NODES = 200;

/** Names of the entity types of subgraphs that can be fetched by global id. */
export function nodeTypesOf(schemas: readonly GraphQLSchema[]): string[] {
  const names = schemas.flatMap((schema) =>
    Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'))
      .map((type) => type.name),
  );
  return [...new Set(names)].sort();
}

/**
 * A subgraph of two root fields, `node` and `nodes`: it reads the type from a global id and leaves everything else to
 * the subgraph that owns the type, through the key `id`. An id of no known type is null.
 */
export function buildNodeSubgraph(typeNames: readonly string[]): BuiltSubgraph {
  const types = typeNames.map(
    (name) => `type ${name} implements Node @key(fields: "id", resolvable: false) { id: ID! }`,
  );
  const known = new Set(typeNames);
  const body = `
"""An object that can be fetched again by its global id (Relay)."""
interface Node {
  """Global id: opaque, stable, unique over all types."""
  id: ID!
}

${types.join('\n\n')}

type Query {
  """Any object by its global id; null where there is no such object."""
  node(id: ID!): Node
  """Objects by their global ids (at most ${MAXIMUM_NODES}), in the order of the ids."""
  nodes(ids: [ID!]!): [Node]!
}
`;
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n${body}`;
  const schema = extendSchema(
    buildSchema(body, { assumeValidSDL: true }),
    parse('type _Service { sdl: String! } extend type Query { _service: _Service! }'),
  );
  const fields = schema.getQueryType()?.getFields() ?? {};
  const stubOf = (id: string): object | null => {
    const typeName = parseGlobalId(id)?.typeName;
    return typeName !== undefined && known.has(typeName) ? { __typename: typeName, id } : null;
  };
  if (fields.node && fields.nodes && fields._service) {
    fields.node.resolve = (_root, { id }: { id: string }) => stubOf(id);
    fields.nodes.resolve = (_root, { ids }: { ids: string[] }) => nodeStubs(ids, stubOf);
    fields._service.resolve = () => ({ sdl });
  }
  const node = schema.getType('Node');
  if (node && 'resolveType' in node) {
    node.resolveType = (value: { __typename: string }) => value.__typename;
  }
  return { name: 'nodes', sdl, schema };
}

function nodeStubs(ids: readonly string[], stubOf: (id: string) => object | null): (object | null)[] {
  if (ids.length > MAXIMUM_NODES) {
    throw badUserInput('ids', `must be at most ${MAXIMUM_NODES}`);
  }
  return ids.map(stubOf);
}

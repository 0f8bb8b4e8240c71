import {
  buildASTSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import type { SubgraphTransport } from '../../src/gateway/subgraph-transport.js';

export type Value = Record<string, unknown>;

export interface Subgraph {
  name: string;
  sdl: string;
  schema: GraphQLSchema;
}

export interface SubgraphResolvers {
  /** Field resolvers by type. */
  fields?: Record<string, Record<string, GraphQLFieldResolver<Value, unknown>>>;
  /** Reference resolvers by type; a type without one is resolved to its representation. */
  entities?: Record<string, (representation: Value) => unknown>;
}

const FEDERATION = `
  directive @link(url: String!, import: [String!]) repeatable on SCHEMA
  directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @requires(fields: String!) on FIELD_DEFINITION
  directive @provides(fields: String!) on FIELD_DEFINITION
  directive @external on OBJECT | FIELD_DEFINITION
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION
  directive @override(from: String!) on FIELD_DEFINITION
  directive @interfaceObject on OBJECT
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM
    | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
  directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR
    | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
  scalar _Any
`;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires",
  "@provides", "@external", "@shareable", "@override", "@interfaceObject", "@inaccessible", "@tag"])`;

/** A subgraph from its SDL (without the `@link`) and resolvers, with `_entities` for its entities. */
export function subgraph(name: string, sdl: string, resolvers: SubgraphResolvers = {}): Subgraph {
  const entities: string[] = [];
  let hasQuery = false;
  for (const definition of parse(sdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    if (definition.name.value === 'Query') hasQuery = true;
    if (definition.directives?.some((directive) => directive.name.value === 'key'))
      entities.push(definition.name.value);
  }
  const query = hasQuery ? '' : 'type Query { _unused: Boolean }';
  const union =
    entities.length === 0
      ? ''
      : `union _Entity = ${entities.join(' | ')} extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  const schema = buildASTSchema(parse([FEDERATION, sdl, query, union].join('\n')), { assumeValidSDL: true });
  for (const [typeName, fields] of Object.entries(resolvers.fields ?? {})) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type of ${name}`);
    for (const [fieldName, resolve] of Object.entries(fields)) {
      const field = type.getFields()[fieldName];
      if (!field) throw new Error(`${typeName} has no field ${fieldName}`);
      field.resolve = resolve;
    }
  }
  const entityField = schema.getQueryType()?.getFields()._entities;
  if (entityField) {
    entityField.resolve = (_source: unknown, { representations }: { representations?: Value[] }) =>
      (representations ?? []).map(async (representation) => {
        const typename = String(representation.__typename);
        const resolve = resolvers.entities?.[typename];
        const entity = resolve ? await resolve(representation) : representation;
        return typeof entity === 'object' && entity !== null ? { __typename: typename, ...entity } : null;
      });
  }
  return { name, sdl: `${LINK}\n${sdl}`, schema };
}

/** One subgraph request that a gateway made. */
interface RecordedRequest {
  subgraph: string;
  operation: string;
  variables: Record<string, unknown>;
}

export interface Federation {
  gateway: Gateway;
  supergraphSdl: string;
  /** Requests to subgraphs since the federation was made. */
  requests: RecordedRequest[];
  query(source: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** Composes subgraphs and puts a gateway over them; transports by name replace the local ones. */
export function federate(
  subgraphs: readonly Subgraph[],
  options: { transports?: Record<string, SubgraphTransport> } & Partial<Omit<GatewayOptions, 'transports'>> = {},
): Federation {
  const { transports: replaced = {}, ...rest } = options;
  const supergraphSdl =
    options.supergraphSdl ??
    composeSupergraph(subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `http://${name}.example` })));
  const requests: RecordedRequest[] = [];
  const transports: Record<string, SubgraphTransport> = {};
  for (const { name, schema } of subgraphs) {
    transports[name] = recorded(name, replaced[name] ?? localTransport(schema), requests);
  }
  const gateway = createGateway({ ...rest, supergraphSdl, transports });
  return {
    gateway,
    supergraphSdl,
    requests,
    // Through JSON, as clients see it.
    query: async (source, variables = {}) =>
      JSON.parse(JSON.stringify(await gateway.execute({ source, variables, context: {} }))) as ExecutionResult,
  };
}

/** A transport that answers every operation with the same made-up result. */
export function answering(answer: (variables: Record<string, unknown>) => unknown): SubgraphTransport {
  return { prepare: () => (variables) => answer(variables) as ExecutionResult };
}

function recorded(name: string, transport: SubgraphTransport, requests: RecordedRequest[]): SubgraphTransport {
  return {
    ...transport,
    prepare(operation) {
      const prepared = transport.prepare(operation);
      return (variables, context, signal) => {
        requests.push({ subgraph: name, operation, variables });
        return prepared(variables, context, signal);
      };
    },
  };
}

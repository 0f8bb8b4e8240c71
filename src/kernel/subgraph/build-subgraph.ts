import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  extendSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { ArgumentValidationError, type BuildSchemaOptions, buildSchema } from 'type-graphql';
import { argumentError } from '../errors/argument-errors.js';
import { TripodError } from '../errors/tripod-error.js';
import { type FieldNames, selectedFields } from '../loaders/selected-fields.js';
import type { RequestContext } from '../request-context.js';
import { declareListSizes } from './list-sizes.js';
import type { EntityDefinition, Representation, SubgraphDefinition } from './subgraph-definition.js';
import { validateArgument } from './validate-argument.js';

const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@tag", "@listSize", "@cost", "@authenticated", "@requiresScopes", "@policy"])';

/** type-graphql wants one wherever there are subscriptions; ours bring their own stream (`subscribe`), not topics. */
const NO_TOPICS: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => undefined,
  subscribe: (topic) => {
    throw new Error(`A subscription to the topic ${topic} needs a "subscribe" of its own`);
  },
};

/** A subgraph ready to serve: its Federation 2 SDL for composition and its executable schema with `_entities`. */
export interface BuiltSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/**
 * Builds a Federation 2 subgraph from type-graphql classes. `@key` and other directives come from the classes;
 * `_service` and `_entities` are added here, and the references of one type are resolved in one call.
 */
export async function buildSubgraph<Context extends RequestContext>(
  definition: SubgraphDefinition<Context>,
): Promise<BuiltSubgraph> {
  const schema = await buildSchema({
    resolvers: definition.resolvers as unknown as BuildSchemaOptions['resolvers'],
    orphanedTypes: [...definition.orphanedTypes] as unknown as NonNullable<BuildSchemaOptions['orphanedTypes']>,
    validateFn: validateArgument,
    pubSub: NO_TOPICS,
  });
  declareListSizes(schema);
  const sdl = `${FEDERATION_LINK}\n\n${withoutSchemaDefinition(printSchemaWithDirectives(lexicographicSortSchema(schema)))}\n`;
  const federated = extendSchema(schema, parse(federationFields(definition.entities)), { assumeValidSDL: true });
  attachFederationResolvers(federated, sdl, definition.entities);
  resolveAbstractTypesByName(federated);
  reshapeErrors(federated);
  return { name: definition.name, sdl, schema: federated };
}

function withoutSchemaDefinition(sdl: string): string {
  return sdl.replace(/^schema\s*\{[^}]*\}\s*/m, '').trim();
}

function federationFields(entities: readonly EntityDefinition<never>[]): string {
  const service = 'type _Service { sdl: String! }';
  if (entities.length === 0) {
    return `${service} extend type Query { _service: _Service! }`;
  }
  return `scalar _Any ${service} union _Entity = ${entities.map((entity) => entity.typeName).join(' | ')}
    extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }`;
}

function attachFederationResolvers<Context extends RequestContext>(
  schema: GraphQLSchema,
  sdl: string,
  entities: readonly EntityDefinition<Context>[],
): void {
  const fields = schema.getQueryType()?.getFields() ?? {};
  if (fields._service) {
    fields._service.resolve = () => ({ sdl });
  }
  if (fields._entities) {
    fields._entities.resolve = entitiesResolver(entities) as GraphQLFieldResolver<unknown, unknown>;
  }
}

function entitiesResolver<Context extends RequestContext>(
  entities: readonly EntityDefinition<Context>[],
): GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }> {
  const byType = new Map(entities.map((entity) => [entity.typeName, entity]));
  return async (_root, { representations }, context, info) => {
    const answers: (object | null | Error)[] = new Array(representations.length).fill(null);
    const groups = new Map<EntityDefinition<Context>, { positions: number[]; references: Representation[] }>();
    representations.forEach((value, position) => {
      const entity = isRepresentation(value) ? byType.get(value.__typename) : undefined;
      if (entity === undefined || !isRepresentation(value)) {
        answers[position] = new TripodError('BAD_USER_INPUT', 'This subgraph has no entity of that type.');
        return;
      }
      const group = groups.get(entity) ?? { positions: [], references: [] };
      group.positions.push(position);
      group.references.push(value);
      groups.set(entity, group);
    });
    await Promise.all(
      [...groups].map(async ([entity, { positions, references }]) => {
        const fields = fieldsOfType(info, entity.typeName);
        const objects = await entity.resolveReferences(references, fields, context);
        positions.forEach((position, index) => {
          const object = objects[index] ?? null;
          answers[position] =
            object === null || object instanceof Error
              ? object
              : Object.assign(object, { __typename: entity.typeName });
        });
      }),
    );
    return answers;
  };
}

function isRepresentation(value: unknown): value is Representation {
  return typeof value === 'object' && value !== null && typeof (value as Representation).__typename === 'string';
}

type ResolverInfo = Parameters<typeof selectedFields>[0];

const fieldsByType = new WeakMap<object, Map<string, FieldNames>>();

/** The fields asked of one entity type: those in `... on Type` and those outside of any type condition. */
function fieldsOfType(info: ResolverInfo, typeName: string): FieldNames {
  let known = fieldsByType.get(info.fieldNodes);
  if (known === undefined) {
    known = new Map();
    fieldsByType.set(info.fieldNodes, known);
  }
  let fields = known.get(typeName);
  if (fields === undefined) {
    const fieldNodes = info.fieldNodes.map((node) =>
      node.selectionSet ? { ...node, selectionSet: selectionOfType(node.selectionSet, typeName) } : node,
    );
    fields = selectedFields({ fieldNodes, fragments: info.fragments });
    known.set(typeName, fields);
  }
  return fields;
}

function selectionOfType(selectionSet: SelectionSetNode, typeName: string): SelectionSetNode {
  return {
    ...selectionSet,
    selections: selectionSet.selections.filter(
      (node) =>
        node.kind !== Kind.INLINE_FRAGMENT ||
        node.typeCondition === undefined ||
        node.typeCondition.name.value === typeName,
    ),
  };
}

/**
 * Values of interfaces and unions carry their `__typename`. type-graphql wraps type resolvers in promises, which the
 * compiled executor does not take.
 */
function resolveAbstractTypesByName(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      type.resolveType = (value: { __typename?: string }) => value.__typename;
    }
  }
}

/** class-validator's findings become BAD_USER_INPUT where they arise: at the resolver. */
function reshapeErrors(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    // Introspection types are the same objects in every schema of the process.
    const own = isObjectType(type) && !isIntrospectionType(type);
    for (const field of own ? Object.values(type.getFields()) : []) {
      const { resolve } = field;
      if (resolve !== undefined && field.args.length > 0) {
        field.resolve = async (...parameters) => {
          try {
            return await resolve(...parameters);
          } catch (error) {
            throw error instanceof ArgumentValidationError ? argumentError(error) : error;
          }
        };
      }
    }
  }
}

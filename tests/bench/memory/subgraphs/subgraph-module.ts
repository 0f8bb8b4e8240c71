import { buildASTSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';

type FieldResolvers = Readonly<Record<string, GraphQLFieldResolver<never, unknown, never>>>;

/** A subgraph over data in memory: its SDL, its resolvers and how references to its entities are resolved. */
export interface SubgraphModule {
  readonly name: string;
  /** Federation 2 SDL without `_service` and `_entities`. */
  readonly sdl: string;
  readonly resolvers: Readonly<Record<string, FieldResolvers>>;
  readonly entities: Readonly<Record<string, (reference: never) => object | null>>;
}

/** Sets the resolvers of a schema in place. Throws where the schema has no such field. */
export function attachResolvers(schema: GraphQLSchema, resolvers: SubgraphModule['resolvers']): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    for (const [fieldName, resolve] of Object.entries(fields)) {
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (field === undefined) {
        throw new Error(`The schema has no field ${typeName}.${fieldName}`);
      }
      field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}

/** The subgraph's executable schema, with `_service` and `_entities` by the Federation subgraph specification. */
export function federatedSchema({ sdl, resolvers, entities }: SubgraphModule): GraphQLSchema {
  const names = Object.keys(entities);
  const federation = `
    scalar _Any
    type _Service { sdl: String! }
    extend type Query { _service: _Service! }
    ${names.length === 0 ? '' : `union _Entity = ${names.join(' | ')} extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`}`;
  const query = sdl.includes('type Query') ? '' : 'type Query';
  const schema = buildASTSchema(parse(`${sdl}\n${query}\n${federation}`), { assumeValidSDL: true });
  attachResolvers(schema, resolvers);
  attachResolvers(schema, { Query: { _service: () => ({ sdl }) } });
  if (names.length > 0) {
    attachResolvers(schema, {
      Query: {
        _entities: (_root: unknown, { representations }: { representations: readonly { __typename: string }[] }) =>
          representations.map((reference) => {
            const entity = entities[reference.__typename]?.(reference as never);
            return entity ? { __typename: reference.__typename, ...entity } : null;
          }),
      },
    });
  }
  return schema;
}

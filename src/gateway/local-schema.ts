import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  type GraphQLAbstractType,
  GraphQLInterfaceType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  type GraphQLTypeResolver,
  GraphQLUnionType,
} from 'graphql';
import { withClassedDefaults } from './default-values.js';
import { coercedValue } from './recursive-inputs.js';

/**
 * A subgraph's schema made safe for graphql-jit, which reads properties without calling methods or awaiting promises,
 * does not await type resolvers, and loses the whole request where a type resolver throws.
 */
export interface CompilableSchema {
  readonly schema: GraphQLSchema;
  /** Counts the times that a type resolver gave a promise or threw: an answer made meanwhile must not be used. */
  readonly failures: { count: number };
  /** See `withClassedDefaults`. */
  readonly classedDefaults: ReadonlySet<string>;
}

/**
 * @param plainProperties true where every property that a field without a resolver reads is a plain value: no method, no
 *   promise. Such fields are then read directly, which is several times as fast.
 */
export function compilableSchema(schema: GraphQLSchema, plainProperties: boolean): CompilableSchema {
  const failures = { count: 0 };
  const mapped = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) =>
      field.resolve || plainProperties ? field : { ...field, resolve: defaultFieldResolver },
    [MapperKind.INTERFACE_TYPE]: (type) =>
      new GraphQLInterfaceType({ ...type.toConfig(), resolveType: safeTypeResolver(type, failures) }),
    [MapperKind.UNION_TYPE]: (type) =>
      new GraphQLUnionType({ ...type.toConfig(), resolveType: safeTypeResolver(type, failures) }),
  });
  const config = mapped.toConfig();
  return {
    schema: new GraphQLSchema({ ...config, types: [...config.types, coercedValue] }),
    failures,
    // mapSchema parses default values anew, so both count.
    classedDefaults: new Set([...withClassedDefaults(schema), ...withClassedDefaults(mapped)]),
  };
}

function safeTypeResolver(
  type: GraphQLAbstractType,
  failures: { count: number },
): GraphQLTypeResolver<unknown, unknown> {
  const resolve: GraphQLTypeResolver<unknown, unknown> = type.resolveType ?? resolveByTypename;
  return (value, context, info) => {
    let typename: unknown;
    try {
      typename = resolve(value, context, info, type);
    } catch {
      failures.count++;
      return undefined;
    }
    if (typeof typename === 'string' || typename === undefined) return typename;
    failures.count++;
    // The promise is of no use here, but nobody else will handle its rejection.
    Promise.resolve(typename).catch(() => undefined);
    return undefined;
  };
}

/** What graphql-js does by default, as far as it is synchronous. */
function resolveByTypename(
  value: unknown,
  context: unknown,
  info: GraphQLResolveInfo,
  type: GraphQLAbstractType,
): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const typename: unknown = (value as { __typename?: unknown }).__typename;
  if (typeof typename === 'string') return typename;
  for (const possible of info.schema.getPossibleTypes(type)) {
    const matches = possible.isTypeOf?.(value, context, info);
    if (matches === true) return possible.name;
    if (matches) throw new Error(`${possible.name} tells its type asynchronously`);
  }
  return undefined;
}

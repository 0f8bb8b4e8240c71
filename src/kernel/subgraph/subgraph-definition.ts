import type { FieldNames } from '../loaders/selected-fields.js';
import type { RequestContext } from '../request-context.js';

/** An entity reference as the gateway sends it: `__typename` and one of the entity's keys. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** How a subgraph finds the objects of one entity type. */
export interface EntityDefinition<Context extends RequestContext = RequestContext> {
  readonly typeName: string;
  /**
   * Called once for all references of the type in a request. One object, null (no such thing) or Error for each
   * reference, in their order.
   */
  resolveReferences(
    references: readonly Representation[],
    fields: FieldNames,
    context: Context,
  ): Promise<readonly (object | null | Error)[]> | readonly (object | null | Error)[];
}

/** The face of a subgraph: what `buildSubgraph` needs. */
export interface SubgraphDefinition<Context extends RequestContext = RequestContext> {
  readonly name: string;
  readonly resolvers: readonly [ResolverClass, ...ResolverClass[]];
  /** Object types that no root field returns, such as the stub of a type that another subgraph owns. */
  readonly orphanedTypes: readonly ResolverClass[];
  readonly entities: readonly EntityDefinition<Context>[];
}

/** A class decorated for type-graphql. */
// biome-ignore lint/complexity/noBannedTypes: type-graphql itself types classes as Function
export type ResolverClass = Function;

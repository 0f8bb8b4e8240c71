import type {
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
  InputRewrite,
  OutputRewrite,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';

/** One `_entities` field of a fetch. */
export interface EntityField {
  readonly responseKey: string;
  readonly variable: string;
  readonly paths: readonly (readonly FlattenNodePathSegment[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly InputRewrite[] | undefined;
  readonly outputRewrites: readonly OutputRewrite[] | undefined;
}

/** The operation around one or several `_entities` fields. */
export interface EntityOperation {
  readonly subgraph: string;
  readonly operation: string;
  readonly variableUsages: readonly string[] | undefined;
  readonly fields: readonly EntityField[];
}

/** A fetch that completes the entities at one path. */
export function flattenedFetch(node: FetchNode, path: readonly FlattenNodePathSegment[]): EntityOperation {
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    variableUsages: node.variableUsages,
    fields: [
      {
        responseKey: '_entities',
        variable: 'representations',
        paths: [path],
        requires: node.requires ?? [],
        inputRewrites: node.inputRewrites,
        outputRewrites: node.outputRewrites,
      },
    ],
  };
}

/** A fetch that completes entities at many paths in one request. */
export function batchedFetch(node: {
  serviceName: string;
  operation: string;
  variableUsages?: string[];
  entityBatch: { aliases: EntityBatchAlias[] };
}): EntityOperation {
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    variableUsages: node.variableUsages,
    fields: node.entityBatch.aliases.map((alias) => ({
      responseKey: alias.alias,
      variable: alias.representationsVariableName,
      paths: alias.paths,
      requires: alias.requires,
      inputRewrites: alias.inputRewrites,
      outputRewrites: alias.outputRewrites,
    })),
  };
}

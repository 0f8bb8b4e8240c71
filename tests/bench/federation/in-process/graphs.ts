import type { GraphQLSchema } from 'graphql';
import { subgraphSchemas, supergraphSdl } from '../../memory/graph.js';
import { TYPICAL } from '../../memory/operations.js';
import type { Operation } from '../../method/contestant.js';
import { parameter } from '../../method/parameter.js';
import { catalogueSchemas, catalogueSupergraph } from '../catalogue/graph.js';
import { REVIEWS_QUERY } from '../catalogue/operation.js';

/** What an engine is measured with. */
export interface EngineTask {
  readonly supergraphSdl: string;
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly operation: Operation;
}

/** The task that the process was started for, by the name of its operation. Throws where there is no such task. */
export function engineTask(): EngineTask {
  const name = parameter(0, 'name of the operation');
  switch (name) {
    case TYPICAL.name:
      return { supergraphSdl: supergraphSdl(), schemas: subgraphSchemas(), operation: TYPICAL };
    case REVIEWS_QUERY.name:
      return {
        supergraphSdl: catalogueSupergraph('http://127.0.0.1'),
        schemas: catalogueSchemas(),
        operation: REVIEWS_QUERY,
      };
    default:
      throw new RangeError(`No engine is measured with "${name}"`);
  }
}

import { type ExecutionResult, GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import type { GatewayRequest } from '../gateway/gateway.js';
import { compileLocalOperation, subscribeLocally } from '../gateway/local-operation.js';
import { compilableSchema } from '../gateway/local-schema.js';
import { mapStream } from '../gateway/subscription-stream.js';
import type { StreamedGraph } from '../http/subscriptions/stream-operations.js';

/** A single subgraph for the routes that stream: a gateway in another process subscribes to it there. */
export function streamedSubgraph(schema: GraphQLSchema): StreamedGraph {
  const compilable = compilableSchema(schema, false);
  return {
    operationType({ source, operationName }) {
      const operation = getOperationAST(parse(source, { noLocation: true }), operationName);
      if (!operation) {
        throw new GraphQLError('There is no such operation.', { extensions: { code: 'BAD_USER_INPUT' } });
      }
      return operation.operation;
    },
    execute: ({ source, variables = {}, context }) =>
      whenValid(schema, source, () => compileLocalOperation(schema, compilable, source)(variables, context)),
    subscribe: ({ source, variables = {}, context, eventContext, signal }: GatewayRequest) =>
      whenValid(schema, source, async () => {
        const events = await subscribeLocally(schema, source)(variables, context, signal, eventContext);
        return Symbol.asyncIterator in events ? mapStream(events, (event) => event, { signal }) : events;
      }),
  };
}

async function whenValid<Answer>(
  schema: GraphQLSchema,
  source: string,
  answer: () => Promise<Answer> | Answer,
): Promise<Answer | ExecutionResult> {
  try {
    const errors = validate(schema, parse(source));
    return errors.length > 0 ? { errors: errors.map(invalid) } : await answer();
  } catch (error) {
    if (error instanceof GraphQLError) {
      return { errors: [error] };
    }
    throw error;
  }
}

function invalid(error: GraphQLError): GraphQLError {
  error.extensions.code ??= 'GRAPHQL_VALIDATION_FAILED';
  return error;
}

import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  print,
  printSchema,
  separateOperations,
} from 'graphql';
import { coerceVariables } from './coerced-variables.js';
import type { Gateway, GatewayRequest } from './gateway.js';
import { gatewayError } from './gateway-errors.js';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './guards/document-limits.js';
import { localTransport } from './local-transport.js';
import { LruCache } from './lru-cache.js';
import {
  checkedDocument,
  DocumentError,
  type DocumentRules,
  parseDocument,
  selectOperation,
} from './operation-document.js';
import type { SubgraphTransport } from './subgraph-transport.js';
import { mapStream } from './subscription-stream.js';

const MAXIMUM_DOCUMENTS = 1_000;
/** The summed length of the kept documents' sources, in characters. */
const MAXIMUM_SOURCE_CHARACTERS = 16 * 1024 * 1024;

export interface ServedSubgraphOptions {
  /** Those of DEFAULT_DOCUMENT_LIMITS unless told. */
  readonly limits?: Partial<DocumentLimits>;
  /** False: introspection is refused, and errors suggest no names. True unless told. */
  readonly introspection?: boolean;
}

/** A document that has been found good. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly operations: Map<string | undefined, { readonly operation: OperationDefinitionNode; readonly text: string }>;
}

/**
 * One subgraph's schema, its `_service` and `_entities` included, for requests that come from another process. Nothing about
 * them is taken on trust: a gateway sends what it has planned, but anybody else may call too.
 */
export class ServedSubgraph implements Pick<Gateway, 'execute' | 'subscribe' | 'operationType'> {
  readonly #documents = new LruCache<KnownDocument>(MAXIMUM_DOCUMENTS, MAXIMUM_SOURCE_CHARACTERS);
  readonly #rules: DocumentRules;
  readonly #transport: SubgraphTransport;
  /** The schema with scalars and enums that leave values as they came: graphql-jit parses them itself. */
  readonly #plain: GraphQLSchema;

  constructor(
    private readonly schema: GraphQLSchema,
    { limits, introspection = true }: ServedSubgraphOptions = {},
  ) {
    this.#rules = { limits: { ...DEFAULT_DOCUMENT_LIMITS, ...limits }, introspection };
    this.#transport = localTransport(schema);
    this.#plain = buildSchema(printSchema(schema), { assumeValidSDL: true });
  }

  /** @throws DocumentError where `execute` would answer with errors */
  operationType(request: Pick<GatewayRequest, 'source' | 'operationName'>): OperationTypeNode {
    return this.#find(request).operation.operation;
  }

  /** Answers a query or mutation. Rejects only where the subgraph itself fails unexpectedly. */
  async execute(request: GatewayRequest): Promise<ExecutionResult> {
    return this.#whenGood(request, (text, variables) =>
      this.#transport.prepare(text)(variables, request.context, request.signal),
    );
  }

  /** Starts a subscription: a stream of answers, or one answer that says why there is none. */
  async subscribe(request: GatewayRequest): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
    const { context, signal, eventContext } = request;
    return this.#whenGood(request, async (text, variables) => {
      const prepared = this.#transport.prepareSubscription?.(text);
      if (prepared === undefined) {
        throw gatewayError('BAD_USER_INPUT', 'This subgraph has no subscriptions.');
      }
      const events = await prepared(variables, context, signal, eventContext);
      return Symbol.asyncIterator in events ? mapStream(events, withGraphqlErrors, { signal }) : events;
    });
  }

  /** Does what is to be done with the text of the operation and its variables, defaults included, or answers with what is wrong with the request. */
  async #whenGood<Answer>(
    request: GatewayRequest,
    run: (text: string, variables: Record<string, unknown>) => Promise<Answer> | Answer,
  ): Promise<Answer | ExecutionResult> {
    try {
      const { operation, text } = this.#find(request);
      const hideSuggestions = !this.#rules.introspection;
      coerceVariables(this.schema, operation, request.variables, { hideSuggestions });
      const answer = await run(text, coerceVariables(this.#plain, operation, request.variables, { hideSuggestions }));
      return isResult(answer) ? withGraphqlErrors(answer) : answer;
    } catch (error) {
      if (error instanceof DocumentError) return { errors: error.errors };
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }

  #find({ source, document, operationName }: Pick<GatewayRequest, 'source' | 'document' | 'operationName'>) {
    let known = this.#documents.get(source);
    if (known === undefined) {
      const parsed = document ?? parseDocument(source, this.#rules);
      known = { document: checkedDocument(this.schema, parsed, this.#rules), operations: new Map() };
      this.#documents.set(source, known, source.length);
    }
    let found = known.operations.get(operationName);
    if (found === undefined) {
      const operation = selectOperation(known.document, operationName);
      if (this.schema.getRootType(operation.operation) == null) {
        throw gatewayError('GRAPHQL_VALIDATION_FAILED', `This subgraph has no ${operation.operation}.`);
      }
      found = { operation, text: operationText(known.document, source, operation) };
      known.operations.set(operationName, found);
    }
    return found;
  }
}

/** The source of the operation that was chosen. Gateways send one at a time, and that is not printed again. */
function operationText(document: DocumentNode, source: string, { name }: OperationDefinitionNode): string {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const separate = operations.length === 1 ? undefined : separateOperations(document)[name?.value ?? ''];
  return separate === undefined ? source : print(separate);
}

function isResult(answer: unknown): answer is ExecutionResult {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}

/** The errors that graphql-jit makes pass for those of graphql-js, but may have no extensions. */
function withGraphqlErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error: GraphQLError) => {
    if ((error.extensions as unknown) !== undefined) return error;
    const { message, path, originalError } = error;
    return new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  });
  return { ...result, errors };
}

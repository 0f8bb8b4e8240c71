import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { compilesWithin } from './compiled-size.js';
import { hoistLiterals } from './hoist-literals.js';
import type { CompilableSchema } from './local-schema.js';
import { precoerceRecursiveInputs } from './recursive-inputs.js';
import type { PreparedOperation, PreparedSubscription } from './subgraph-transport.js';
import { mapStream } from './subscription-stream.js';

/** Beyond this size an operation takes longer to compile than it gains. */
const MAXIMUM_COMPILED_FIELDS = 10_000;

/**
 * Compiles an operation on a schema in this process.
 *
 * @returns the compiled operation, or one that graphql-js interprets where graphql-jit could not do it rightly
 */
export function compileLocalOperation(
  schema: GraphQLSchema,
  compilable: CompilableSchema,
  operation: string,
): PreparedOperation {
  const document = parse(operation, { noLocation: true });
  const interpreted: PreparedOperation = (variableValues, contextValue) =>
    execute({ schema, document, variableValues, contextValue });
  // A mutation cannot be run again should a type turn out to be resolved asynchronously.
  if (isMutation(document) && touchesAbstractType(schema, document)) return interpreted;
  if (!compilesWithin(schema, document, MAXIMUM_COMPILED_FIELDS)) return interpreted;
  const hoisted = hoistLiterals(schema, compilable.classedDefaults, document);
  if (!hoisted) return interpreted;
  const { document: compilableDocument, coerce } = precoerceRecursiveInputs(schema, hoisted.document);
  const compiled = compileQuery(compilable.schema, compilableDocument);
  if (!isCompiledQuery(compiled)) return interpreted;

  const { query } = compiled;
  const { values } = hoisted;
  const hasValues = Object.keys(values).length > 0;
  const { failures } = compilable;
  let reliable = true;
  return (variables, context, signal) => {
    if (!reliable) return interpreted(variables, context, signal);
    const before = failures.count;
    const checked = (result: ExecutionResult): Promise<ExecutionResult> | ExecutionResult => {
      if (failures.count === before) return result;
      reliable = false;
      return interpreted(variables, context, signal);
    };
    let inputs = hasValues ? { ...variables, ...values } : variables;
    if (coerce) {
      const { errors, coerced } = coerce(inputs);
      if (errors) return { errors };
      inputs = { ...inputs, ...coerced };
    }
    const result = query(undefined, context, inputs);
    return result instanceof Promise ? result.then(checked) : checked(result);
  };
}

/** Makes a subscription on a schema in this process ready; graphql-js runs it. */
export function subscribeLocally(schema: GraphQLSchema, operation: string): PreparedSubscription {
  const document = parse(operation, { noLocation: true });
  return async (variableValues, contextValue, _signal, eventContext = () => contextValue) => {
    const events = await createSourceEventStream({ schema, document, variableValues, contextValue });
    if (!(Symbol.asyncIterator in events)) return events;
    return mapStream<unknown, ExecutionResult>(events, (rootValue) =>
      execute({ schema, document, rootValue, variableValues, contextValue: eventContext() }),
    );
  };
}

function isMutation(document: DocumentNode): boolean {
  return document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'mutation',
  );
}

function touchesAbstractType(schema: GraphQLSchema, document: DocumentNode): boolean {
  const typeInfo = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      SelectionSet() {
        if (isAbstractType(typeInfo.getParentType())) found = true;
      },
    }),
  );
  return found;
}

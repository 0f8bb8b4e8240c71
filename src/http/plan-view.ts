import type { HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Gateway } from '../gateway/gateway.js';
import { DocumentError } from '../gateway/operation-document.js';
import { type Caller, requireScope } from '../kernel/caller.js';

/** Who may see plans: they tell how the graph is divided among its subgraphs. */
const PLAN_SCOPE = 'internal';

/** Whether a request to the graph asks for the plan of its operation (`?plan`, `?plan=1`). */
export function asksForPlan({ search }: HTTPGraphQLRequest): boolean {
  return search.includes('plan') && new URLSearchParams(search).has('plan');
}

/** An answer that is ready to be sent as JSON. */
export interface PlanAnswer {
  readonly status: number;
  readonly body: { readonly plan: unknown } | { readonly errors: readonly GraphQLFormattedError[] };
}

export interface PlanViewOptions {
  readonly gateway: Pick<Gateway, 'plan'>;
  /** Rejects where the caller cannot be made out, or asks too often. */
  readonly caller: () => Promise<Caller>;
  readonly format: (error: GraphQLError) => GraphQLFormattedError;
}

/**
 * Answers with the query plan of the operation that a request holds, in the planner's JSON; null where no subgraph is
 * needed. The operation is not run. Rejects with what is not the request's fault.
 */
export async function planAnswer(request: HTTPGraphQLRequest, options: PlanViewOptions): Promise<PlanAnswer> {
  try {
    requireScope(await options.caller(), PLAN_SCOPE);
    return { status: 200, body: { plan: planOf(options.gateway, request) } };
  } catch (error) {
    const errors = error instanceof DocumentError ? error.errors : error instanceof GraphQLError ? [error] : undefined;
    if (errors === undefined) {
      throw error;
    }
    return { status: statusOf(errors), body: { errors: errors.map(options.format) } };
  }
}

function planOf(gateway: Pick<Gateway, 'plan'>, request: HTTPGraphQLRequest): unknown {
  const { query, operationName, variables } = fieldsOf(request);
  if (typeof query !== 'string') {
    throw badRequest('"query" must be the text of a document');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw badRequest('"operationName" must be a text');
  }
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw badRequest('"variables" must be an object');
  }
  return gateway.plan(query, operationName ?? undefined, variables ?? undefined) ?? null;
}

function statusOf(errors: readonly GraphQLError[]): number {
  const [error] = errors;
  const { status } = (error?.extensions.http ?? {}) as { status?: unknown };
  if (typeof status === 'number') {
    return status;
  }
  return STATUSES[String(error?.extensions.code)] ?? 400;
}

const STATUSES: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, INTERNAL: 500 };

function fieldsOf({ method, search, body }: HTTPGraphQLRequest): Record<string, unknown> {
  if (method !== 'GET') {
    if (!isRecord(body)) {
      throw badRequest('the body must be an object with "query"');
    }
    return body;
  }
  const parameters = new URLSearchParams(search);
  return {
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: parsed(parameters.get('variables')),
  };
}

function parsed(text: string | null): unknown {
  if (text === null) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('"variables" must be JSON');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

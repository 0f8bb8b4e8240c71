import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { shownParseError } from './guards/parse-error.js';

/** Where unexpected errors are written whole, since callers see only a mask. */
export type ErrorLog = (message: string, error: unknown, requestId?: string) => void;

/**
 * Which errors are shown as they are: `listed`, those with a code meant for callers; `all`, also any other error of a
 * subgraph, whatever its code: the choice over subgraphs of others, whose codes nobody here can list.
 */
export type ShownErrors = 'listed' | 'all';

/** Codes that Apollo Server and the gateway give to errors of the caller's making, and the one we show for each. */
const SHOWN_CODES: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_REQUEST',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHORIZED_FIELD: 'UNAUTHORIZED_FIELD',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  COUNTRY_UNAVAILABLE: 'COUNTRY_UNAVAILABLE',
  SUBGRAPH_UNAVAILABLE: 'SUBGRAPH_UNAVAILABLE',
  SLOW_CONSUMER: 'SLOW_CONSUMER',
  EVENTS_LOST: 'EVENTS_LOST',
  NO_EXCHANGE_RATE: 'NO_EXCHANGE_RATE',
  POLICY_NOT_COMPUTABLE: 'POLICY_NOT_COMPUTABLE',
  SUBSCRIPTION_LIMIT: 'SUBSCRIPTION_LIMIT',
  TOKEN_LIMIT: 'TOKEN_LIMIT',
  DEPTH_LIMIT: 'DEPTH_LIMIT',
  ALIAS_LIMIT: 'ALIAS_LIMIT',
  ROOT_FIELD_LIMIT: 'ROOT_FIELD_LIMIT',
  DIRECTIVE_LIMIT: 'DIRECTIVE_LIMIT',
  FIELD_LIMIT: 'FIELD_LIMIT',
  FIELD_PAIR_LIMIT: 'FIELD_PAIR_LIMIT',
  COST_LIMIT: 'COST_LIMIT',
  RATE_LIMITED: 'RATE_LIMITED',
  REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  REQUEST_CANCELLED: 'REQUEST_CANCELLED',
  PERSISTED_QUERY_NOT_FOUND: 'PERSISTED_QUERY_NOT_FOUND',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PERSISTED_QUERY_NOT_SUPPORTED',
};

/**
 * The one shape of errors: message, path, locations, `extensions.code` and what else the code brings. Errors of any
 * other kind are logged whole and shown as INTERNAL; stack traces never leave.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: ErrorLog,
  shownErrors: ShownErrors = 'listed',
): GraphQLFormattedError {
  const { stacktrace: _stacktrace, exception: _exception, code, ...details } = formatted.extensions ?? {};
  if (code === 'GRAPHQL_PARSE_FAILED') {
    return shownParseError(formatted);
  }
  if (code === 'INTERNAL_SERVER_ERROR' && isRefusal(error)) {
    return { ...formatted, extensions: { code: 'BAD_REQUEST', ...details } };
  }
  const shown = typeof code === 'string' && Object.hasOwn(SHOWN_CODES, code) ? SHOWN_CODES[code] : undefined;
  if (shown !== undefined) {
    return { ...formatted, extensions: { code: shown, ...details } };
  }
  if (shownErrors === 'all' && isSubgraphError(error)) {
    return { ...formatted, extensions: code === undefined ? details : { code, ...details } };
  }
  const unexpected = error instanceof GraphQLError && error.originalError ? error.originalError : error;
  log('unexpected error', unexpected, typeof details.requestId === 'string' ? details.requestId : undefined);
  return {
    message: 'Internal error. It has been logged under the request id.',
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    extensions: { code: 'INTERNAL', ...(details.requestId === undefined ? {} : { requestId: details.requestId }) },
  };
}

/** Apollo Server refuses some requests without a code, but with a status of the caller's making. */
function isRefusal(error: unknown): boolean {
  const { http } = error instanceof GraphQLError ? error.extensions : { http: undefined };
  const { status } = (http ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}

/** Errors of subgraphs arrive as data; what this process itself has thrown stands behind a GraphQL error or is none. */
function isSubgraphError(error: unknown): boolean {
  return (
    error instanceof GraphQLError && (error.originalError === undefined || error.originalError instanceof GraphQLError)
  );
}

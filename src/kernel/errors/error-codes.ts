/** Every `extensions.code` that callers can meet. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'COUNTRY_UNAVAILABLE'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SLOW_CONSUMER'
  | 'EVENTS_LOST'
  | 'NO_EXCHANGE_RATE'
  | 'POLICY_NOT_COMPUTABLE'
  | 'INTERNAL';

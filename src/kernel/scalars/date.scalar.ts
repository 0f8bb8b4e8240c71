import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isLocalDate } from './local-date.js';

/** A local date. Kept as its ISO 8601 text, which orders as dates do and knows no time zone. */
export const GraphQLLocalDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Local date of the market, ISO 8601: YYYY-MM-DD.',
  serialize: (value) => localDate(value),
  parseValue: (value) => localDate(value),
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) {
      throw new GraphQLError('Date must be a string: YYYY-MM-DD', { nodes: node });
    }
    return localDate(node.value);
  },
});

function localDate(value: unknown): string {
  if (typeof value === 'string' && isLocalDate(value)) {
    return value;
  }
  throw new GraphQLError(`Date must be an existing day, YYYY-MM-DD: ${JSON.stringify(value)?.slice(0, 40)}`);
}

import { Decimal } from 'decimal.js';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const DECIMAL_TEXT = /^-?\d{1,24}(\.\d{1,18})?$/;

/** More digits than a double holds exactly can only have been damaged on the way here. */
const EXACT_DIGITS_OF_A_DOUBLE = 15;

/**
 * Exact decimal number. Written as a string ("0.0499") so that no client reads it as a float; accepted as a string,
 * or as a number of at most 15 significant digits.
 */
export const GraphQLDecimal = new GraphQLScalarType<Decimal, string>({
  name: 'Decimal',
  description: 'Exact decimal number as a string: at most 24 digits before and 18 after the point.',
  serialize: (value) => decimalText(value),
  parseValue: (value) => parseDecimal(value),
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) {
      return parseText(node.value);
    }
    throw new GraphQLError('Decimal must be a string or a number', { nodes: node });
  },
});

function parseDecimal(value: unknown): Decimal {
  if (typeof value === 'string') {
    return parseText(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    const parsed = parseText(String(value));
    if (parsed.precision() > EXACT_DIGITS_OF_A_DOUBLE) {
      throw new GraphQLError('Decimal with more than 15 digits must be sent as a string');
    }
    return parsed;
  }
  throw new GraphQLError('Decimal must be a string such as "1234.50"');
}

function parseText(text: string): Decimal {
  if (!DECIMAL_TEXT.test(text)) {
    throw new GraphQLError(
      `Decimal must have at most 24 digits before and 18 after the point, without exponent: "${text.slice(0, 60)}"`,
    );
  }
  return new Decimal(text);
}

/** Plain notation of a Decimal, a Decimal128 or a number; no exponent. */
function decimalText(value: unknown): string {
  const text = String(value);
  if (DECIMAL_TEXT.test(text)) {
    return text;
  }
  const decimal = new Decimal(text);
  if (!decimal.isFinite()) {
    throw new GraphQLError('Decimal is not a finite number');
  }
  return decimal.toFixed();
}

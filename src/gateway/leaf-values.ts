import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Marks a value that its type does not allow. */
export const INVALID: unique symbol = Symbol('invalid leaf value');

/** Checks one value that is not null; returns it (an id as a string), null where it is hidden, or {@link INVALID}. */
export type LeafCheck = (value: unknown) => unknown;

const MAXIMUM_INT = 2 ** 31 - 1;
const MINIMUM_INT = -(2 ** 31);

const builtIn: Readonly<Record<string, LeafCheck>> = {
  Int: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value <= MAXIMUM_INT && value >= MINIMUM_INT
      ? value
      : INVALID,
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : INVALID),
  String: (value) => (typeof value === 'string' ? value : INVALID),
  Boolean: (value) => (typeof value === 'boolean' ? value : INVALID),
  // Subgraphs in other languages send integers for ids; the specification's answer is a string.
  ID: (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : INVALID),
};

/**
 * The check for a leaf type: built-in scalars by the specification's result coercion, without its conversions, since
 * subgraphs have serialised the value already; enums by the API schema's values: a value that is hidden from clients is
 * silently null.
 * @returns undefined for custom scalars, whose serialised value passes through as it is
 */
export function leafCheck(type: GraphQLLeafType): LeafCheck | undefined {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map((value) => value.name));
    return (value) => (values.has(value) ? value : typeof value === 'string' ? null : INVALID);
  }
  return Object.hasOwn(builtIn, type.name) ? builtIn[type.name] : undefined;
}

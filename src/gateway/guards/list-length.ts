import { type ArgumentNode, type GraphQLArgument, type GraphQLError, Kind, type ValueNode } from 'graphql';
import { gatewayError } from '../gateway-errors.js';
import type { ListSize } from './cost-directives.js';
import { evaluate, type Quantity, type Variables } from './quantity.js';

/**
 * The length that `@listSize` gives a list for the arguments of one field (section 8 of the IBM specification): the largest
 * slicing argument that has a value, by the operation or by the schema's default; else `assumedSize`; else the fallback.
 *
 * @throws GraphQLError with BAD_USER_INPUT, now or when the variables are known, where the directive requires exactly one
 *   slicing argument and the field has none or several
 */
export function listLength(
  coordinate: string,
  listSize: ListSize,
  definitions: readonly GraphQLArgument[],
  nodes: readonly ArgumentNode[] | undefined,
  fallback: number,
): Quantity {
  const { slicingArguments, requireOneSlicingArgument, assumedSize = fallback } = listSize;
  if (slicingArguments.length === 0) return assumedSize;
  const sizes = slicingArguments.map((path) => sliceSize(path, definitions, nodes));
  const length = (variables: Variables): number => {
    let given = 0;
    let most = 0;
    for (const size of sizes) {
      const value = typeof size === 'function' ? size(variables) : size;
      if (value === undefined) continue;
      given++;
      most = Math.max(most, value);
    }
    if (requireOneSlicingArgument && given !== 1) throw notOneSlicingArgument(coordinate, slicingArguments);
    return given === 0 ? assumedSize : most;
  };
  return sizes.some((size) => typeof size === 'function') ? length : length({});
}

/** The value of one slicing argument: a number, unknown until the variables are, or undefined where it has none. */
type SliceSize = number | undefined | ((variables: Variables) => number | undefined);

function sliceSize(
  path: string,
  definitions: readonly GraphQLArgument[],
  nodes: readonly ArgumentNode[] | undefined,
): SliceSize {
  const [name = '', ...inner] = path.split('.');
  const fallback = numberAt(definitions.find((definition) => definition.name === name)?.defaultValue, inner);
  const node = nodes?.find((argument) => argument.name.value === name);
  return node ? literalSize(node.value, inner, fallback) : fallback;
}

function literalSize(value: ValueNode, path: readonly string[], fallback: number | undefined): SliceSize {
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    // A variable without value leaves the argument its default; null is a value, and no length.
    return (variables) => (variables[name] === undefined ? fallback : numberAt(variables[name], path));
  }
  const [step, ...rest] = path;
  if (step === undefined) return value.kind === Kind.INT ? Number(value.value) : undefined;
  if (value.kind !== Kind.OBJECT) return undefined;
  const field = value.fields.find((candidate) => candidate.name.value === step);
  return field ? literalSize(field.value, rest, undefined) : undefined;
}

function numberAt(value: unknown, path: readonly string[]): number | undefined {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[step];
  }
  return typeof inner === 'number' ? inner : undefined;
}

function notOneSlicingArgument(coordinate: string, names: readonly string[]): GraphQLError {
  return gatewayError('BAD_USER_INPUT', `${coordinate} needs exactly one of the arguments ${names.join(', ')}.`);
}

/** A length with which a list is counted: never negative. */
export function countedLength(length: Quantity): Quantity {
  return typeof length === 'number' ? Math.max(0, length) : (variables) => Math.max(0, evaluate(length, variables));
}

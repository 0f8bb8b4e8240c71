import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';

/** What `@listSize` says of the length of a field's list, or of the lists in the object that it returns. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments whose value is the length; a dot leads into input objects. */
  readonly slicingArguments: readonly string[];
  /** Fields of the returned object that have the length; empty where it is the field itself. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** The weights and list sizes of a supergraph, by schema coordinates: `Type`, `Type.field`, `Type.field(argument:)`. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/**
 * Reads `@cost` and `@listSize` (https://ibm.github.io/graphql-specs/cost-spec.html, sections 7 and 8) as composition has
 * put them into a supergraph, under whatever names its `@link` gives them. A weight may be an Int, as Federation 2.9
 * declares it, or a number in a String, as the IBM specification does; any other is an error of the schema.
 */
export function readCostDirectives(supergraph: DocumentNode): CostDirectives {
  const names = directiveNames(supergraph);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const weigh = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const directive = directives?.find(({ name }) => name.value === names.cost);
    if (directive) weights.set(coordinate, weightOf(directive, coordinate));
  };
  const weighInputs = (owner: string, inputs: readonly InputValueDefinitionNode[] | undefined) => {
    for (const input of inputs ?? []) weigh(`${owner}(${input.name.value}:)`, input.directives);
  };
  for (const definition of supergraph.definitions) {
    switch (definition.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
        weigh(definition.name.value, definition.directives);
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        for (const field of definition.fields ?? []) {
          weigh(`${definition.name.value}.${field.name.value}`, field.directives);
        }
        break;
      case Kind.DIRECTIVE_DEFINITION:
        weighInputs(`@${definition.name.value}`, definition.arguments);
        break;
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        weigh(definition.name.value, definition.directives);
        for (const field of definition.fields ?? []) {
          const coordinate = `${definition.name.value}.${field.name.value}`;
          weigh(coordinate, field.directives);
          weighInputs(coordinate, field.arguments);
          const listSize = field.directives?.find(({ name }) => name.value === names.listSize);
          if (listSize) listSizes.set(coordinate, listSizeOf(listSize));
        }
        break;
    }
  }
  return { weights, listSizes };
}

/** The names under which the two directives go in this supergraph. */
function directiveNames(supergraph: DocumentNode): { cost: string; listSize: string } {
  const names = { cost: 'cost', listSize: 'listSize' };
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      const { url, as, import: imports } = argumentsOf(directive.arguments);
      if (directive.name.value !== 'link' || typeof url !== 'string' || !/\/cost\/v\d/.test(url)) continue;
      if (typeof as === 'string') {
        names.cost = as;
        names.listSize = `${as}__listSize`;
      }
      for (const entry of Array.isArray(imports) ? (imports as unknown[]) : []) rename(names, entry);
    }
  }
  return names;
}

function rename(names: { cost: string; listSize: string }, entry: unknown): void {
  const { name, as = name } = (typeof entry === 'string' ? { name: entry } : (entry ?? {})) as Record<string, unknown>;
  if (typeof as !== 'string') return;
  if (name === '@cost') names.cost = as.replace(/^@/, '');
  if (name === '@listSize') names.listSize = as.replace(/^@/, '');
}

function weightOf(directive: ConstDirectiveNode, coordinate: string): number {
  const { weight } = argumentsOf(directive.arguments);
  const number = typeof weight === 'string' && weight.trim() !== '' ? Number(weight) : weight;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new Error(`The @cost of ${coordinate} has a weight that is no number: ${String(weight)}`);
  }
  return number;
}

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = argumentsOf(directive.arguments);
  return {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : undefined,
    slicingArguments: strings(slicingArguments),
    sizedFields: strings(sizedFields),
    requireOneSlicingArgument: requireOneSlicingArgument !== false,
  };
}

function argumentsOf(nodes: readonly ArgumentNode[] | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (nodes ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value as ConstValueNode)]),
  );
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

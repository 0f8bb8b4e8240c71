import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';

const ALIASES = ['a', 'id', 'name', 'constructor', '__proto__', 'price', 'email', '_entities', '_internal_qp_alias_0'];

/** Chooses an integer in [0, below). */
export type Choose = (below: number) => number;

/** Generates operations over a schema: aliases, arguments, fragments, conditions, meta fields, all at random. */
export class OperationGenerator {
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choose: Choose,
  ) {}

  /** The operation declares `$yes: Boolean!`, `$no: Boolean = false`, `$n: Int = 1` and uses them or not. */
  operation(): string {
    const root = this.schema.getQueryType();
    if (!root) throw new Error('The schema has no query type');
    const selection = this.#selectionSet(root, 4);
    const uses = [...this.#fragments, selection].join('\n');
    const variables = ['$yes: Boolean!', '$no: Boolean = false', '$n: Int = 1'].filter((definition) =>
      uses.includes(`${definition.split(':')[0]}`),
    );
    const header = variables.length > 0 ? `query (${variables.join(', ')})` : 'query';
    return [`${header} ${selection}`, ...this.#fragments].join('\n');
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + this.choose(4);
    for (let index = 0; index < count; index++) parts.push(this.#selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const kind = this.choose(12);
    if (kind === 0 && type !== this.schema.getQueryType()) return `${this.#alias('t')}__typename`;
    if (depth > 0 && kind <= 3) return this.#fragment(type, depth);
    if (isUnionType(type)) return depth > 0 ? this.#fragment(type, depth) : '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const field = fields.length > 0 ? fields[this.choose(fields.length)] : undefined;
    return field ? this.#field(field, depth) : '__typename';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((argument) => {
      if (!isNonNullType(argument.type) && this.choose(2) === 0) return [];
      if (isNonNullType(argument.type) && argument.defaultValue !== undefined && this.choose(2) === 0) return [];
      return [`${argument.name}: ${this.#value(argument.type, argument.name)}`];
    });
    const named = getNamedType(field.type);
    const selection = isCompositeType(named) ? ` ${this.#selectionSet(named, depth - 1)}` : '';
    const list = args.length > 0 ? `(${args.join(', ')})` : '';
    return `${this.#alias(field.name, args.length > 0)}${field.name}${list}${this.#condition()}${selection}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const candidates = Object.values(this.schema.getTypeMap()).filter(
      (candidate): candidate is GraphQLCompositeType =>
        isCompositeType(candidate) && !candidate.name.startsWith('__') && overlaps(this.schema, candidate, type),
    );
    const on = candidates[this.choose(candidates.length)] ?? type;
    const selection = this.#selectionSet(on, depth - 1);
    if (this.choose(3) > 0) return `... on ${on.name}${this.#condition()} ${selection}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${on.name} ${selection}`);
    return `...${name}${this.#condition()}`;
  }

  /** Now and then an alias that is the name of another field or of something inherited; mostly none or a fresh one. */
  #alias(name: string, fresh = false): string {
    const kind = this.choose(8);
    if (kind === 0) return `${ALIASES[this.choose(ALIASES.length)]}: `;
    return fresh || kind === 1 ? `${name}_${this.#aliases++}: ` : '';
  }

  #condition(): string {
    if (this.choose(4) > 0) return '';
    const value = ['$yes', '$no', 'true', 'false'][this.choose(4)];
    return ` @${this.choose(2) === 0 ? 'skip' : 'include'}(if: ${value})`;
  }

  #value(type: GraphQLInputType, name: string): string {
    if (isNonNullType(type)) return this.#value(type.ofType, name);
    if (isListType(type)) return `[${this.#value(type.ofType, name)}]`;
    if (isEnumType(type)) return type.getValues()[this.choose(type.getValues().length)]?.name ?? 'null';
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(() => this.choose(2) === 0);
      return `{ ${fields.map((field) => `${field.name}: ${this.#value(field.type, field.name)}`).join(', ')} }`;
    }
    if (type.name === 'ID') return `"${['p0', 'p1', 'm0', 'none'][this.choose(4)]}"`;
    if (type.name === 'String') return ['"USD"', '"EUR"', '"a \\"b\\" \\n"'][this.choose(3)] ?? '""';
    return this.choose(3) === 0 && name !== 'min' && name !== 'limit' ? '$n' : String(this.choose(4));
  }
}

function overlaps(schema: GraphQLSchema, one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
  const possible = (type: GraphQLCompositeType) =>
    'getFields' in type && !('resolveType' in type) ? [type] : schema.getPossibleTypes(type as never);
  return possible(one).some((type) => possible(other).includes(type));
}

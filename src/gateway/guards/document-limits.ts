/** How large a client's document may be. Every limit is inclusive and holds for the whole document unless it says otherwise. */
export interface DocumentLimits {
  /** Lexical tokens; counted by the parser, which stops there. */
  readonly tokens: number;
  /** Nesting of fields, fragments spread, and of lists and objects in a literal. */
  readonly depth: number;
  /** Fields with an alias. */
  readonly aliases: number;
  /** Fields at the root of one operation, fragments spread. */
  readonly rootFields: number;
  /** Directives. */
  readonly directives: number;
  /** Fields of all operations, fragments counted as often as they are spread. */
  readonly fields: number;
  /**
   * Pairs of fields that share a response key, and of fragments that are spread into one object. Validation compares the
   * two of each pair, arguments and subfields included: without a limit, `{ a a a ... }` costs the square of its length.
   */
  readonly fieldPairs: number;
}

/** Room for the introspection query of GraphiQL (depth 15) and for large dashboards; far below what harms. */
export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = {
  tokens: 10_000,
  depth: 20,
  aliases: 100,
  rootFields: 50,
  directives: 50,
  fields: 10_000,
  fieldPairs: 10_000,
};

/**
 * A part of a supergraph's API for one group of clients, chosen by `@tag`. The rules are those of schema contracts as
 * GraphOS and Hive have them:
 *
 * - Without included tags everything is in it, except what carries an excluded tag.
 * - With included tags, a field of an object or interface, and a union, is in it where it carries one of them. A tag on an
 *   object or interface stands for one on each of its fields. Inputs, enums, scalars and arguments need no included tag.
 * - What carries an excluded tag is out, whatever else it carries.
 * - A type without fields or members, an enum without values, is out.
 */
export interface Contract {
  readonly includedTags: ReadonlySet<string>;
  readonly excludedTags: ReadonlySet<string>;
  /** Whether types that no field of the contract leads to are out, unless they carry an included tag. */
  readonly hideUnreachableTypes: boolean;
}

/** A contract that leaves no schema: each problem names the element. */
export class ContractError extends Error {
  override readonly name = 'ContractError';

  constructor(readonly problems: readonly string[]) {
    super(`The contract leaves no valid schema: ${problems.join('; ')}`);
  }
}

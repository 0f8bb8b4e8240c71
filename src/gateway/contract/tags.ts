import { type ConstDirectiveNode, Kind } from 'graphql';
import type { Contract } from './contract.js';

/** A definition that may carry tags. */
interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Reads tags, and holds them against a contract. */
export class Tags {
  constructor(
    /** What `@tag` is called in the supergraph. */
    private readonly directive: string,
    private readonly contract: Contract,
  ) {}

  /** Whether an element carries an excluded tag. */
  exclude(element: Tagged): boolean {
    return this.#of(element).some((tag) => this.contract.excludedTags.has(tag));
  }

  /** Whether one of the elements carries an included tag. */
  include(...elements: readonly Tagged[]): boolean {
    return elements.some((element) => this.#of(element).some((tag) => this.contract.includedTags.has(tag)));
  }

  /** Whether the contract asks for included tags, and none of the elements has one. */
  lack(...elements: readonly Tagged[]): boolean {
    return this.contract.includedTags.size > 0 && !this.include(...elements);
  }

  #of({ directives = [] }: Tagged): string[] {
    return directives.flatMap(({ name, arguments: given = [] }) => {
      if (name.value !== this.directive) return [];
      const tag = given.find((argument) => argument.name.value === 'name')?.value;
      return tag?.kind === Kind.STRING ? [tag.value] : [];
    });
  }
}

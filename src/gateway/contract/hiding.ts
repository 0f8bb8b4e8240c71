import { type ConstDirectiveNode, Kind } from 'graphql';

/** Which elements are hidden, under the name that `@inaccessible` has in a supergraph. */
export class Hiding {
  readonly #directive: ConstDirectiveNode;

  constructor(private readonly name: string) {
    this.#directive = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } };
  }

  has({ directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean {
    return directives.some(({ name }) => name.value === this.name);
  }

  mark<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(node: Node): Node {
    return this.has(node) ? node : { ...node, directives: [...(node.directives ?? []), this.#directive] };
  }
}

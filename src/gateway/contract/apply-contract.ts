import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from 'graphql';
import { linkedSpecifications } from '../linked-specifications.js';
import { checkContract } from './check-contract.js';
import type { Contract } from './contract.js';
import { Hiding } from './hiding.js';
import { reachableTypes } from './reachable-types.js';
import { Tags } from './tags.js';

/**
 * Marks everything that a contract leaves out as `@inaccessible`, beside what is so already. The supergraph stays whole for
 * planning: hidden keys and required fields are still fetched, as they are for any inaccessible element.
 *
 * @throws ContractError where what is left is no schema
 */
export function applyContract(supergraph: DocumentNode, contract: Contract): DocumentNode {
  const linked = linkedSpecifications(supergraph);
  const hide = new Hiding(linked.get('inaccessible') ?? 'inaccessible');
  const tags = new Tags(linked.get('tag') ?? 'tag', contract);
  const isOfSpecification = (name: string): boolean => linked.has(name.split('__')[0] ?? '') && name.includes('__');

  let definitions: DefinitionNode[] = supergraph.definitions.map((definition) =>
    isTypeDefinitionNode(definition) && !isOfSpecification(definition.name.value)
      ? filtered(definition, tags, hide)
      : definition,
  );
  definitions = withoutEmptyUnions(definitions, hide);
  if (contract.hideUnreachableTypes) {
    const reachable = reachableTypes(definitions, hide);
    definitions = definitions.map((definition) =>
      isTypeDefinitionNode(definition) &&
      !reachable.has(definition.name.value) &&
      !isOfSpecification(definition.name.value) &&
      !tags.include(definition)
        ? hide.mark(definition)
        : definition,
    );
  }
  checkContract(definitions, hide);
  return { ...supergraph, definitions };
}

function filtered(type: TypeDefinitionNode, tags: Tags, hide: Hiding): TypeDefinitionNode {
  const markExcluded = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: Node): Node =>
    tags.exclude(node) ? hide.mark(node) : node;
  const allHidden = (parts: readonly { readonly directives?: readonly ConstDirectiveNode[] }[] = []): boolean =>
    parts.length > 0 && parts.every((part) => hide.has(part));

  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = type.fields?.map((field) => {
        const marked = { ...field, arguments: field.arguments?.map(markExcluded) ?? [] };
        return tags.exclude(field) || tags.lack(field, type) ? hide.mark(marked) : marked;
      });
      const left = { ...type, fields: fields ?? [] };
      return tags.exclude(type) || allHidden(fields) ? hide.mark(left) : left;
    }
    case Kind.UNION_TYPE_DEFINITION:
      return tags.exclude(type) || tags.lack(type) ? hide.mark(type) : type;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = type.fields?.map(markExcluded) ?? [];
      const left = { ...type, fields };
      return tags.exclude(type) || allHidden(fields) ? hide.mark(left) : left;
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = type.values?.map(markExcluded) ?? [];
      const left = { ...type, values };
      return tags.exclude(type) || allHidden(values) ? hide.mark(left) : left;
    }
    default:
      return markExcluded(type);
  }
}

/** A union is out where all its members are. */
function withoutEmptyUnions(definitions: readonly DefinitionNode[], hide: Hiding): DefinitionNode[] {
  const hidden = new Set(
    definitions.flatMap((definition) =>
      isTypeDefinitionNode(definition) && hide.has(definition) ? [definition.name.value] : [],
    ),
  );
  return definitions.map((definition) =>
    definition.kind === Kind.UNION_TYPE_DEFINITION && definition.types?.every(({ name }) => hidden.has(name.value))
      ? hide.mark(definition)
      : definition,
  );
}

import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, Kind, type NamedTypeNode, visit } from 'graphql';

/** The schema that clients see: the supergraph without its federation machinery and without what is `@inaccessible`. */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  return buildASTSchema(withoutHiddenReferences(transformSupergraphToPublicSchema(supergraph)), {
    assumeValidSDL: true,
  });
}

/** The transformation leaves the names of hidden types in unions and `implements` clauses. */
function withoutHiddenReferences(document: DocumentNode): DocumentNode {
  const defined = new Set<string>();
  for (const definition of document.definitions) {
    if ('name' in definition && definition.name) defined.add(definition.name.value);
  }
  const visible = (references: readonly NamedTypeNode[] | undefined) =>
    references?.filter((reference) => defined.has(reference.name.value)) ?? [];
  return visit(document, {
    [Kind.UNION_TYPE_DEFINITION]: (node) => ({ ...node, types: visible(node.types) }),
    [Kind.OBJECT_TYPE_DEFINITION]: (node) => ({ ...node, interfaces: visible(node.interfaces) }),
    [Kind.INTERFACE_TYPE_DEFINITION]: (node) => ({ ...node, interfaces: visible(node.interfaces) }),
  });
}

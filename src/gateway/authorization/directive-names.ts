import type { DocumentNode } from 'graphql';
import { linkedSpecifications } from '../linked-specifications.js';

/** What the authorization directives are called in one supergraph. */
export interface DirectiveNames {
  readonly authenticated: DirectiveName;
  readonly requiresScopes: DirectiveName;
  readonly policy: DirectiveName;
}

export interface DirectiveName {
  readonly name: string;
  /** Whether an `@link` says so. Without one the name alone is a guess: somebody's own directive may be called the same. */
  readonly isLinked: boolean;
}

/** Finds the directives by the specifications that a supergraph links. */
export function directiveNames(supergraph: DocumentNode): DirectiveNames {
  const linked = linkedSpecifications(supergraph);
  const nameOf = (specification: string): DirectiveName => {
    const name = linked.get(specification);
    return { name: name ?? specification, isLinked: name !== undefined };
  };
  return {
    authenticated: nameOf('authenticated'),
    requiresScopes: nameOf('requiresScopes'),
    policy: nameOf('policy'),
  };
}

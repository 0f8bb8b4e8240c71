import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { DocumentLimits } from './document-limits.js';
import { limitError } from './limit-error.js';

/**
 * Checks what can be seen without following fragments: nesting, aliases and directives as they are written.
 * @throws GraphQLError with DEPTH_LIMIT, ALIAS_LIMIT or DIRECTIVE_LIMIT
 */
export function checkSyntaxLimits(document: DocumentNode, limits: DocumentLimits): void {
  const counter = new SyntaxCounter(limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      for (const { defaultValue, directives } of definition.variableDefinitions ?? []) {
        counter.directives(directives);
        if (defaultValue) counter.value(defaultValue, 1);
      }
    }
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) {
      counter.directives(definition.directives);
      counter.selections(definition.selectionSet, 1);
    }
  }
}

class SyntaxCounter {
  #aliases = 0;
  #directives = 0;

  constructor(private readonly limits: DocumentLimits) {}

  /** @param depth of the fields of this selection set; inline fragments add none, but cannot nest without end either */
  selections(set: SelectionSetNode, depth: number, nesting = depth): void {
    if (depth > this.limits.depth || nesting > 4 * this.limits.depth) throw this.#tooDeep();
    for (const selection of set.selections) {
      this.directives(selection.directives);
      if (selection.kind === Kind.FIELD) {
        if (selection.alias && ++this.#aliases > this.limits.aliases) {
          throw limitError('ALIAS_LIMIT', `The document has more than ${this.limits.aliases} aliases.`, {
            limit: this.limits.aliases,
          });
        }
        this.#arguments(selection.arguments);
        if (selection.selectionSet) this.selections(selection.selectionSet, depth + 1, nesting + 1);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.selections(selection.selectionSet, depth, nesting + 1);
      }
    }
  }

  directives(directives: readonly (DirectiveNode | ConstDirectiveNode)[] | undefined): void {
    if (directives === undefined || directives.length === 0) return;
    this.#directives += directives.length;
    if (this.#directives > this.limits.directives) {
      throw limitError('DIRECTIVE_LIMIT', `The document has more than ${this.limits.directives} directives.`, {
        limit: this.limits.directives,
      });
    }
    for (const directive of directives) this.#arguments(directive.arguments);
  }

  value(value: ValueNode, depth: number): void {
    if (depth > this.limits.depth) throw this.#tooDeep();
    if (value.kind === Kind.LIST) {
      for (const item of value.values) this.value(item, depth + 1);
    } else if (value.kind === Kind.OBJECT) {
      for (const field of value.fields) this.value(field.value, depth + 1);
    }
  }

  #arguments(nodes: readonly ArgumentNode[] | undefined): void {
    for (const { value } of nodes ?? []) {
      if (value.kind === Kind.LIST || value.kind === Kind.OBJECT) this.value(value, 1);
    }
  }

  #tooDeep(): GraphQLError {
    return limitError('DEPTH_LIMIT', `The document is nested deeper than ${this.limits.depth} levels.`, {
      limit: this.limits.depth,
    });
  }
}

import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { gatewayError } from './gateway-errors.js';

/**
 * `@skip` and `@include` are decided before an operation is planned: one plan per combination of the variables' values
 * that has been asked for. A field that is left out is then neither planned nor fetched, wherever the directive stands.
 */

const NO_CONDITIONS: ReadonlyMap<string, boolean> = new Map();

/** The variables of an operation that its `@skip` and `@include` directives use, in a stable order. */
export function conditionVariables(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
  const declared = new Set(operation.variableDefinitions?.map((definition) => definition.variable.name.value));
  const used = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = conditionValue(directive);
      if (value?.kind === Kind.VARIABLE && declared.has(value.name.value)) used.add(value.name.value);
    },
  });
  return [...used].sort();
}

/** Values of condition variables, out of coerced variables. */
export function conditionValues(
  names: readonly string[],
  variables: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, boolean> {
  if (names.length === 0) return NO_CONDITIONS;
  const values = new Map<string, boolean>();
  for (const name of names) {
    const value = variables[name];
    if (typeof value !== 'boolean') {
      throw gatewayError(
        'BAD_USER_INPUT',
        `Variable "$${name}" of @skip or @include must be a Boolean that is not null.`,
      );
    }
    values.set(name, value);
  }
  return values;
}

/** A short name for one combination of values. */
export function conditionKey(values: ReadonlyMap<string, boolean>): string {
  if (values.size === 0) return '';
  let key = '';
  for (const value of values.values()) key += value ? '1' : '0';
  return key;
}

/** Whether a selection stays, by its own `@skip` and `@include`. */
export function isIncluded(selection: SelectionNode, conditions: ReadonlyMap<string, boolean>): boolean {
  for (const directive of selection.directives ?? []) {
    const value = conditionValue(directive);
    if (value === undefined) continue;
    const holds = value.kind === Kind.VARIABLE ? conditions.get(value.name.value) === true : literal(value);
    if (holds === (directive.name.value === 'skip')) return false;
  }
  return true;
}

export function isConditionDirective(directive: DirectiveNode): boolean {
  return directive.name.value === 'skip' || directive.name.value === 'include';
}

function conditionValue(directive: DirectiveNode) {
  if (!isConditionDirective(directive)) return undefined;
  return directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
}

function literal(value: { kind: Kind; value?: unknown }): boolean {
  return value.kind === Kind.BOOLEAN && value.value === true;
}

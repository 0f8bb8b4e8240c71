import { Kind, type OperationDefinitionNode, print, type ValueNode, visit } from 'graphql';
import { isConditionDirective } from './conditions.js';
import type { OperationTree, Selection } from './selection-tree.js';

/** Variables that the planner declares itself in the operations that it sends to subgraphs. */
const PLANNER_VARIABLE = /^(representations$|__batch_reps_|_client_)/;

/** The name under which a client's variable travels, so that it never meets one of the planner's own. */
function travelVariable(name: string): string {
  return PLANNER_VARIABLE.test(name) ? `_client_${name}` : name;
}

/** The inverse of {@link travelVariable}. */
export function clientVariable(name: string): string {
  return name.startsWith('_client_') ? name.slice('_client_'.length) : name;
}

/**
 * Prints the part of an operation that subgraphs must answer.
 *
 * @returns undefined where nothing is left, as in `{ __typename }` or `{ __schema { ... } }`
 */
export function plannerOperation(tree: OperationTree, operation: OperationDefinitionNode): string | undefined {
  const fields = tree.selections.filter((selection) => selection.kind === 'field' && !selection.refused);
  if (fields.length === 0) return undefined;
  const definitions = (operation.variableDefinitions ?? []).map((definition) => {
    const type = print(definition.type);
    const value = definition.defaultValue ? ` = ${print(definition.defaultValue)}` : '';
    return `$${travelVariable(definition.variable.name.value)}: ${type}${value}`;
  });
  const variables = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return `${tree.kind}${variables} ${printSelections(fields)}`;
}

function printSelections(selections: readonly Selection[]): string {
  const parts: string[] = [];
  let typename = false;
  for (const selection of selections) {
    switch (selection.kind) {
      case 'typename':
        // Never under the client's alias: the engine itself reads `__typename` to tell types apart.
        typename = true;
        break;
      case 'fragment':
        // Which objects are of the type must be known even where nothing of them may be seen.
        if (selection.selections.every(isRefused)) typename = true;
        else parts.push(`... on ${selection.type.name} ${printSelections(selection.selections)}`);
        break;
      case 'field':
        if (!selection.refused) parts.push(printField(selection));
        break;
    }
  }
  // A selection set that conditions or refusals have emptied still asks whether the object is there.
  if (typename || parts.length === 0) parts.unshift('__typename');
  return `{ ${parts.join(' ')} }`;
}

function isRefused(selection: Selection): boolean {
  if (selection.kind === 'fragment') return selection.selections.every(isRefused);
  return selection.kind === 'field' && selection.refused === true;
}

function printField({ key, node, selections }: Selection & { kind: 'field' }): string {
  const name = node.name.value;
  const alias = key === name ? '' : `${key}: `;
  const args = node.arguments?.map((argument) => `${argument.name.value}: ${printValue(argument.value)}`) ?? [];
  const directives = (node.directives ?? [])
    .filter((directive) => !isConditionDirective(directive))
    .map((directive) => ` ${print(directive)}`);
  return (
    alias +
    name +
    (args.length > 0 ? `(${args.join(', ')})` : '') +
    directives.join('') +
    (selections ? ` ${printSelections(selections)}` : '')
  );
}

function printValue(value: ValueNode): string {
  return print(
    visit(value, {
      Variable(variable) {
        const name = travelVariable(variable.name.value);
        return { ...variable, name: { kind: Kind.NAME, value: name } };
      },
    }),
  );
}

import { CompiledEntityField } from './entity-field.js';
import type { EntityOperation } from './entity-operation.js';
import type { EntitySelection } from './entity-selection.js';
import type { Step } from './execution-state.js';
import { pickVariables } from './fetch-variables.js';
import type { PlanContext } from './plan-context.js';
import { askSubgraph } from './subgraph-answer.js';

/**
 * Compiles an entity fetch: collect the entities, ask for each distinct representation once, merge what comes back into
 * every place where its entity stands.
 */
export function compileEntityFetch(entityOperation: EntityOperation, plan: PlanContext): Step {
  const { subgraph, operation } = entityOperation;
  const transport = plan.transport(subgraph);
  const prepared = transport.prepare(operation);
  const pick = pickVariables(entityOperation.variableUsages);
  const fields = entityOperation.fields.map(
    (field) => new CompiledEntityField(field, operation, transport.isExact === true, plan),
  );
  return (state) => {
    const variables = pick(state.variables);
    const selections: EntitySelection[] = [];
    let empty = true;
    for (const field of fields) {
      const selection = field.select(state);
      selections.push(selection);
      variables[field.variable] = selection.representations;
      if (selection.representations.length > 0) empty = false;
    }
    if (empty) return undefined;
    return askSubgraph(subgraph, prepared, variables, state, (answer) => {
      for (const [index, field] of fields.entries()) {
        const selection = selections[index];
        if (selection) field.receive(state, selection, answer, fields.length === 1);
      }
    });
  };
}

import { clientVariable } from './planner-operation.js';

/** Compiles the choice of the client's variables that a fetch uses; variables without a value stay away. */
export function pickVariables(
  usages: readonly string[] | undefined | null,
): (variables: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  if (!usages || usages.length === 0) return () => ({});
  const names = usages.map((travelName) => ({ travelName, clientName: clientVariable(travelName) }));
  return (variables) => {
    const picked: Record<string, unknown> = {};
    for (const { travelName, clientName } of names) {
      if (Object.hasOwn(variables, clientName)) picked[travelName] = variables[clientName];
    }
    return picked;
  };
}

import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * A fragment that spreads itself, directly or through others; undefined where there is none. Every check that follows
 * fragments needs this one first: also those of graphql-js run out of stack on long cycles.
 */
export function cyclicFragment(document: DocumentNode): FragmentDefinitionNode | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const remaining = new Map<string, ReadonlySet<string>>();
  for (const [name, { selectionSet }] of fragments) {
    const spreads = new Set<string>();
    collectSpreads(selectionSet, spreads);
    remaining.set(name, new Set([...spreads].filter((spread) => fragments.has(spread))));
  }
  // Kahn's algorithm: fragments that spread nothing that is left are taken away; what stays is on a cycle or leads to one.
  const spreadBy = new Map<string, string[]>();
  for (const [name, spreads] of remaining) {
    for (const spread of spreads) spreadBy.set(spread, [...(spreadBy.get(spread) ?? []), name]);
  }
  const open = new Map([...remaining].map(([name, spreads]) => [name, spreads.size]));
  const done = [...open].filter(([, count]) => count === 0).map(([name]) => name);
  for (let name = done.pop(); name !== undefined; name = done.pop()) {
    open.delete(name);
    for (const parent of spreadBy.get(name) ?? []) {
      const count = (open.get(parent) ?? 0) - 1;
      open.set(parent, count);
      if (count === 0) done.push(parent);
    }
  }
  for (const [name, spreads] of remaining) {
    if (open.has(name) && [...spreads].some((spread) => open.has(spread))) return fragments.get(name);
  }
  return undefined;
}

function collectSpreads(selectionSet: SelectionSetNode, spreads: Set<string>): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) spreads.add(selection.name.value);
    else if (selection.selectionSet) collectSpreads(selection.selectionSet, spreads);
  }
}

import { distance } from 'fastest-levenshtein';

/** `; did you mean "name"?` for the name that a misspelt one is nearest to; nothing where there is none. */
export function likelyOf(name: string, names: readonly string[]): string {
  const [likely] = [...names].sort((left, right) => distance(name, left) - distance(name, right));
  return likely === undefined ? '' : `; did you mean "${likely}"?`;
}

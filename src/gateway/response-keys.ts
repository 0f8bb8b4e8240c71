/**
 * Response keys that clients may write but that must not appear in the tree in which answers are merged: names that
 * every JavaScript object inherits (`__proto__`, `constructor`), names that the planner makes up itself, and aliases that
 * are the name of some other field, since later fetches read keys and required fields under their names (`id: name`
 * would put a name where the id is looked for). They travel under an escaped name and are turned back in the answer.
 */
const ESCAPE = '_client_';
const PLANNER_ALIAS = '_internal_qp_alias';

/**
 * The key under which a client's response key travels.
 * @param fieldName the field that it stands for
 * @param fieldNames all field names of the supergraph
 */
export function travelKey(clientKey: string, fieldName: string, fieldNames: ReadonlySet<string>): string {
  const unsafe =
    clientKey in Object.prototype ||
    (clientKey !== fieldName && (clientKey === '__typename' || fieldNames.has(clientKey))) ||
    clientKey.startsWith(PLANNER_ALIAS) ||
    clientKey.startsWith(ESCAPE);
  return unsafe ? ESCAPE + clientKey : clientKey;
}

/** Sets an own property whatever its name: plain assignment to `__proto__` would set the prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/**
 * Response keys that clients may write but that must not appear in the tree in which answers are merged: names that
 * every JavaScript object inherits (`__proto__`, `constructor`), names that the planner makes up itself, and
 * `__typename` as the alias of another field. They travel under an escaped name and are turned back in the answer.
 */
const ESCAPE = '_client_';
const PLANNER_ALIAS = '_internal_qp_alias';

/** The key under which a client's response key travels. */
export function travelKey(clientKey: string): string {
  const unsafe =
    clientKey in Object.prototype ||
    clientKey === '__typename' ||
    clientKey.startsWith(PLANNER_ALIAS) ||
    clientKey.startsWith(ESCAPE);
  return unsafe ? ESCAPE + clientKey : clientKey;
}

/** The inverse of {@link travelKey}, for error paths. */
export function clientKey(travelKey: string): string {
  return travelKey.startsWith(ESCAPE) ? travelKey.slice(ESCAPE.length) : travelKey;
}

/** Sets an own property whatever its name: plain assignment to `__proto__` would set the prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

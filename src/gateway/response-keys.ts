/**
 * Response keys that clients may write but that must not appear in the tree in which answers are merged: names that
 * every JavaScript object inherits (`__proto__`, `constructor`), names that the planner makes up itself, and aliases that
 * are the name of some other field, since later fetches read keys and required fields under their names (`id: name`
 * would put a name where the id is looked for). They travel under an escaped name and are turned back in the answer.
 */
const ESCAPE = '_client_';
const PLANNER_ALIAS = '_internal_qp_alias';

/** What the keys of the tree must stay clear of, in one supergraph. */
export interface KeyRules {
  /** All field names, hidden ones included. */
  readonly fieldNames: ReadonlySet<string>;
  /** Fields that a client may want with other arguments than some `@requires` does. */
  readonly requiredWithArguments: ReadonlySet<string>;
}

/**
 * The key under which a client's response key travels.
 * @param fieldName the field that it stands for
 */
export function travelKey(clientKey: string, fieldName: string, rules: KeyRules): string {
  const unsafe =
    clientKey in Object.prototype ||
    (clientKey === fieldName
      ? rules.requiredWithArguments.has(fieldName)
      : clientKey === '__typename' || rules.fieldNames.has(clientKey)) ||
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

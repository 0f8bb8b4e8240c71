const last = new WeakMap<object, Promise<unknown>>();

/**
 * Does work for a resource one after the other within this process. Transactions that need the same document would
 * otherwise refuse each other, and try again and again; those of other processes still do.
 */
export function inTurn<Value>(resource: object, work: () => Promise<Value>): Promise<Value> {
  const turn = (last.get(resource) ?? Promise.resolve()).then(work, work);
  last.set(
    resource,
    turn.catch(() => undefined),
  );
  return turn;
}

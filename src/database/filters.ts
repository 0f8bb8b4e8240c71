type Filter = Record<string, unknown>;

/** One filter that demands all of the given ones; empty ones are left out. */
export function allOf(filters: readonly Filter[]): Filter {
  const parts = filters.filter((filter) => Object.keys(filter).length > 0);
  const merged: Filter = {};
  const clashing: Filter[] = [];
  for (const part of parts) {
    if (Object.keys(part).some((key) => Object.hasOwn(merged, key))) {
      clashing.push(part);
    } else {
      Object.assign(merged, part);
    }
  }
  return clashing.length === 0 ? merged : { $and: [merged, ...clashing] };
}

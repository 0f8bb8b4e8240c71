/** A reproducible stream of pseudo-random numbers. Demonstration data must be the same on every machine and in every build. */
export interface RandomStream {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [minimum, maximum]. */
  integer(minimum: number, maximum: number): number;
  /** One element of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** True with the given probability in [0, 1]. */
  chance(probability: number): boolean;
}

/** 32-bit FNV-1a hash of a text, to turn a name into a seed (http://www.isthe.com/chongo/tech/comp/fnv/). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The Mulberry32 generator, seeded by a name. Every generator and country has its own name, so that a change in one
 * leaves the others as they were.
 */
export function createRandomStream(name: string): RandomStream {
  let state = hashText(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    integer: (minimum, maximum) => minimum + Math.floor(next() * (maximum - minimum + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError(`Stream "${name}" cannot pick from an empty list`);
      return item;
    },
  };
}

/** The items in an order that depends only on the name and on each item's key. */
export function shuffledByKey<Item>(name: string, items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item), rank: hashText(`${name}:${keyOf(item)}`) }))
    .sort((left, right) => left.rank - right.rank || (left.key < right.key ? -1 : 1))
    .map((entry) => entry.item);
}

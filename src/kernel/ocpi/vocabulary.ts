import { registerEnumType } from 'type-graphql';

/** The value of a word that the vocabulary does not know, where OCPI has no value of its own for that. */
const OTHER = 'OTHER';

/** A closed list of words of OCPI, shown as a GraphQL enum. Stored is what the source wrote. */
export interface Vocabulary<Word extends string> {
  /** The enum, for `@Field(() => ...)` and `@IsEnum(...)`. */
  readonly members: Readonly<Record<Word, Word>>;
  /** Words with a meaning of their own: all members except OTHER. */
  readonly known: ReadonlySet<string>;
  /** Shown for a stored word that is not known. */
  readonly fallback: Word;
}

export type WordOf<V> = V extends Vocabulary<infer Word> ? Word : never;

/** Registers an enum whose values are the keys of `meanings`, each described by its text. */
export function vocabulary<Word extends string>(options: {
  name: string;
  description: string;
  meanings: Readonly<Record<Word, string>>;
  fallback: NoInfer<Word>;
}): Vocabulary<Word> {
  const words = Object.keys(options.meanings) as Word[];
  const members = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  registerEnumType(members, {
    name: options.name,
    description: options.description,
    valuesConfig: Object.fromEntries(words.map((word) => [word, { description: options.meanings[word] }])) as Record<
      Word,
      { description: string }
    >,
  });
  return { members, known: new Set(words.filter((word) => word !== OTHER)), fallback: options.fallback };
}

/** The enum value of a stored word; null where nothing is stored. */
export function shownAs<Word extends string>(vocabulary: Vocabulary<Word>, stored: string): Word;
export function shownAs<Word extends string>(vocabulary: Vocabulary<Word>, stored: string | null): Word | null;
export function shownAs<Word extends string>(vocabulary: Vocabulary<Word>, stored: string | null): Word | null {
  if (stored === null) {
    return null;
  }
  return vocabulary.known.has(stored) ? (stored as Word) : vocabulary.fallback;
}

/** The source's own word where the vocabulary does not know it, else null. */
export function sourceWord(vocabulary: Vocabulary<string>, stored: string | null): string | null {
  return stored === null || vocabulary.known.has(stored) ? null : stored;
}

/**
 * MongoDB condition on a stored word: shown as any of the asked values. The fallback stands for its own word and for
 * every word outside of the vocabulary, but not for a missing one.
 */
export function shownAsAny<Word extends string>(
  vocabulary: Vocabulary<Word>,
  asked: readonly Word[],
): Record<string, unknown> {
  return asked.includes(vocabulary.fallback)
    ? { $nin: [null, ...[...vocabulary.known].filter((word) => !asked.includes(word as Word))] }
    : { $in: [...asked] };
}

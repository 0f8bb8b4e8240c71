/** A sign of life. */
export interface AliveMessage {
  readonly kind: 'alive';
}

/** What a process tells of the database that it has filled. */
export interface LoadedMessage {
  readonly kind: 'loaded';
  readonly seconds: number;
  /** Resident memory of the process with the whole database in it, in MiB; above that of the empty one. */
  readonly mebibytes: number;
}

/** How long the answers to one question took, in milliseconds. */
export interface AnswersMessage {
  readonly kind: 'answers';
  readonly question: string;
  readonly milliseconds: readonly number[];
  /** Sites that the middle one of the answers found in all; null where it was not asked. */
  readonly found: number | null;
}

export interface DoneMessage {
  readonly kind: 'done';
}

export type SearchMessage = AliveMessage | LoadedMessage | AnswersMessage | DoneMessage;

/** A sign of life. */
interface AliveMessage {
  readonly kind: 'alive';
}

/** What a process that has imported a file tells of it. */
export interface ImportedMessage {
  readonly kind: 'imported';
  readonly read: number;
  readonly created: number;
  readonly rejected: number;
  readonly seconds: number;
  /** Resident memory when everything was loaded and connected, and at its highest. */
  readonly idleBytes: number;
  readonly peakBytes: number;
}

export type MemoryMessage = AliveMessage | ImportedMessage;

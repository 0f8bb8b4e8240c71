/** What the cost of ownership in so many countries took, in milliseconds for one question each. */
export interface OwnershipMessage {
  readonly kind: 'ownership';
  readonly countries: number;
  readonly milliseconds: readonly number[];
  /** Database commands of one question. */
  readonly commands: number;
}

/** White spots of Germany, beside a hand-written answer: round by round, in milliseconds. */
export interface WhiteSpotsMessage {
  readonly kind: 'white spots';
  /** Through the gateway, reading included. */
  readonly request: readonly number[];
  /** Driver calls for the same columns, and a pass over them. */
  readonly handWritten: readonly number[];
  /** The pure function of the insight over arrays in memory. */
  readonly pure: readonly number[];
  /** The hand-written pass over the same arrays. */
  readonly pass: readonly number[];
  readonly towns: number;
  readonly workshops: number;
  /** Charging units of the register and others: what the sites with direct current are found among. */
  readonly sites: number;
  readonly spots: number;
}

export interface DoneMessage {
  readonly kind: 'done';
}

export type InsightsMessage = OwnershipMessage | WhiteSpotsMessage | DoneMessage;

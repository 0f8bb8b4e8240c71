/** What previews of one country cost, in milliseconds for one preview each. */
export interface PreviewsMessage {
  readonly kind: 'previews';
  /** Products of the country, each of which was quoted. */
  readonly products: number;
  readonly milliseconds: readonly number[];
  /** From the first command sent to the last reply read. */
  readonly databaseMilliseconds: readonly number[];
  /** Of the same offers alone: schedules, totals and rates, without graph and database. */
  readonly arithmeticMilliseconds: readonly number[];
  /** Commands of one preview, by name and collection. */
  readonly commands: readonly string[];
}

/** Quotes with schedule, stored one after the other. */
export interface StoredMessage {
  readonly kind: 'stored';
  readonly milliseconds: readonly number[];
}

export interface DoneMessage {
  readonly kind: 'done';
}

export type QuotesMessage = PreviewsMessage | StoredMessage | DoneMessage;

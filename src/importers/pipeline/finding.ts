/** What is wrong with one field of one record. */
export interface Finding {
  /** Path of the field in the record ("evses.0.connectors.1.standard"); null where the record as a whole is meant. */
  readonly field: string | null;
  /** Upper case, stable, for machines: "MISSING_FIELD", "NOT_A_NUMBER". */
  readonly code: string;
  /** For people: what is wrong, with the value at fault. */
  readonly message: string;
}

/** Longest piece of a source's value that is repeated in a message. */
const SHOWN_CHARACTERS = 80;

/** A value of the source for a message: quoted, on one line, and cut where it is long. */
export function shown(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).replace(/\s+/g, ' ');
  return text.length > SHOWN_CHARACTERS ? `"${text.slice(0, SHOWN_CHARACTERS)}…"` : `"${text}"`;
}

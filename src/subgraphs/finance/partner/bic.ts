import { isISO31661Alpha2 } from 'class-validator';

/** Party prefix (4), country (2), party suffix (2), branch (3, may be left out). */
const BIC = /^[0-9A-Z]{4}([A-Z]{2})[0-9A-Z]{2}(?:[0-9A-Z]{3})?$/;

/** Kosovo has no code of ISO 3166-1; the registration authority of ISO 9362 (Swift) uses this one. */
const KOSOVO = 'XK';

/** True for a Business Identifier Code of ISO 9362 (8 or 11 characters) whose country exists. */
export function isBic(text: string): boolean {
  const country = BIC.exec(text)?.[1];
  return country !== undefined && (country === KOSOVO || isISO31661Alpha2(country));
}

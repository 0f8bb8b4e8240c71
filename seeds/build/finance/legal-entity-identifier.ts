/** The characters as numbers, A = 10 to Z = 35, joined, modulo 97 (ISO/IEC 7064, MOD 97-10). */
function remainder97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Completes the first 18 characters of a legal entity identifier with its two check digits (ISO 17442). */
export function completeLegalEntityIdentifier(base: string): string {
  if (!/^[0-9A-Z]{18}$/.test(base)) throw new RangeError(`"${base}" is not 18 characters of 0-9 and A-Z`);
  return `${base}${String(98 - remainder97(`${base}00`)).padStart(2, '0')}`;
}

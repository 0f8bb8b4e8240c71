const LEI = /^[0-9A-Z]{18}[0-9]{2}$/;

/**
 * True for a Legal Entity Identifier of ISO 17442: 18 letters or digits and two check digits, of which the whole,
 * with A = 10 to Z = 35, leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).
 */
export function isLei(text: string): boolean {
  return LEI.test(text) && remainder97(text) === 1;
}

function remainder97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  }
  return remainder;
}

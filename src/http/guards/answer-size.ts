/**
 * The error body that takes the place of an answer beyond the limit; undefined where the answer may go.
 * @param text JSON
 */
export function oversizedAnswer(text: string, maximumBytes: number | undefined): string | undefined {
  // A UTF-16 unit takes one to three bytes of UTF-8, so most answers need not be measured.
  if (maximumBytes === undefined || text.length * 3 <= maximumBytes || Buffer.byteLength(text) <= maximumBytes) {
    return undefined;
  }
  const message = `The answer is larger than ${maximumBytes} bytes: ask for fewer rows with "first", or for fewer fields.`;
  return JSON.stringify({ errors: [{ message, extensions: { code: 'ANSWER_TOO_LARGE', limit: maximumBytes } }] });
}

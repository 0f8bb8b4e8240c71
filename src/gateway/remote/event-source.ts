/** One event of a stream of server-sent events. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events (WHATWG HTML, section 9.2.6) out of chunks of text, however these are cut.
 *
 * @throws RangeError where one event is longer than allowed
 */
export async function* readEvents(
  chunks: AsyncIterable<string>,
  maximumCharacters: number,
): AsyncGenerator<ServerSentEvent, void, void> {
  let rest = '';
  let event = '';
  let data: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    // A carriage return at the end of a chunk may be the first half of a line's end.
    const text = rest + chunk;
    const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(complete.length);
    for (const line of lines) {
      length += line.length;
      if (length > maximumCharacters) throw new RangeError('an event is too long');
      if (line === '') {
        if (event !== '' || data.length > 0) yield { event: event || 'message', data: data.join('\n') };
        event = '';
        data = [];
        length = 0;
        continue;
      }
      const colon = line.indexOf(':');
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (name === 'event') event = value;
      else if (name === 'data') data.push(value);
    }
    if (length + rest.length > maximumCharacters) throw new RangeError('an event is too long');
  }
}

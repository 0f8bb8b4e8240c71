import { ImportError } from './import-error.js';

/** One JSON value of a file with many. */
export interface JsonElement {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Its text, not yet parsed. */
  readonly text: string;
  /** How many lists and objects lie within each other in it, itself included. */
  readonly depth: number;
}

/** No record of any format is nested deeper: what is, would overflow those who walk through it. */
export const DEEPEST_NESTING = 100;

export interface JsonElementsOptions {
  readonly name: string;
  /** Member of an object at the top whose list holds the elements: "features", "data". */
  readonly listsIn: readonly string[];
  /** Longest element in characters. */
  readonly limit?: number;
}

/** Longest element unless told: a hundred times the largest site of any register. */
const ELEMENT_LIMIT = 8_000_000;

/** Open brackets outside of elements, such as in the rest of an envelope, that are remembered. */
const MOST_OPEN = 100_000;

/**
 * Streams the elements of a JSON file: the members of a list at the top, the members of a list in an object at the top
 * (an envelope), or values one after the other (NDJSON, or a single object). Looks at brackets and strings only: what
 * is within an element is for the caller to parse, so that one damaged element costs itself only.
 * @throws ImportError NOT_THE_FORMAT where the brackets do not match or the file is cut short; RECORD_TOO_LONG
 */
export async function* jsonElements(
  pieces: AsyncIterable<string>,
  options: JsonElementsOptions,
): AsyncGenerator<JsonElement> {
  const scanner = new Scanner(options);
  for await (const piece of pieces) {
    yield* scanner.take(piece);
  }
  yield* scanner.end();
}

/** By code: 1 for blanks, 2 for what gives a file its structure, 0 for what values are made of. */
const KINDS = new Uint8Array(128);
for (const blank of ' \n\r\t') KINDS[blank.charCodeAt(0)] = 1;
for (const mark of '",:[]{}') KINDS[mark.charCodeAt(0)] = 2;

/** The pieces of a value that is being read. */
class Scanner {
  private readonly limit: number;
  private stack: string[] = [];
  /** Depth at which elements stand: 0 for values at the top, 1 within a list at the top, 2 within one in an envelope. */
  private elementDepth = 0;
  /** True behind the list of an envelope: the rest of it is read over. */
  private readsOver = false;
  private inString = false;
  private escaped = false;
  private line = 1;
  /** The next line feed of the piece that is not yet counted, and the next backslash; its end where there is none. */
  private nextFeed = 0;
  private nextEscape = 0;
  private text = '';
  private started = false;
  private deepest = 0;
  private startLine = 1;
  private lastString = '';
  private stringStart = 0;
  private key = '';

  constructor(private readonly options: JsonElementsOptions) {
    this.limit = options.limit ?? ELEMENT_LIMIT;
  }

  *take(piece: string): Generator<JsonElement> {
    let from = 0;
    this.nextFeed = placeOf(piece, '\n', 0);
    this.nextEscape = placeOf(piece, '\\', 0);
    for (let at = 0; at < piece.length; at += 1) {
      if (this.inString) {
        at = this.endOfString(piece, at);
        if (at === piece.length) break;
        this.inString = false;
        if (this.started && this.stack.length === 1) {
          this.lastString = (this.text + piece.slice(from, at)).slice(this.stringStart);
        }
        continue;
      }
      const character = piece.charCodeAt(at);
      const kind = character < 128 ? KINDS[character] : 0;
      if (kind === 0 && this.started) continue;
      if (kind === 1) {
        if (this.started && this.stack.length === 0 && this.elementDepth === 0) {
          yield* this.finish(piece.slice(from, at));
        }
        continue;
      }
      const atElement = this.stack.length === this.elementDepth && !this.readsOver;
      if (!this.started && atElement && character !== 44 && character !== 93) {
        if (character === 91 && this.elementDepth === 0) {
          this.stack.push('[');
          this.elementDepth = 1;
          continue;
        }
        this.started = true;
        this.count(piece, at);
        this.deepest = 0;
        this.startLine = this.line;
        this.text = '';
        from = at;
      }
      switch (character) {
        case 34:
          this.inString = true;
          this.stringStart = this.text.length + (at + 1 - from);
          break;
        case 58:
          if (this.stack.length === 1) this.key = this.lastString;
          break;
        case 44:
          if (atElement && this.started) {
            yield* this.finish(piece.slice(from, at));
          }
          break;
        case 91:
          this.open('[');
          if (
            this.started &&
            this.elementDepth === 0 &&
            this.stack.length === 2 &&
            this.options.listsIn.includes(this.key)
          ) {
            this.elementDepth = 2;
            this.started = false;
            this.text = '';
          }
          break;
        case 123:
          this.open('{');
          break;
        case 93:
        case 125: {
          if (atElement && this.started && this.elementDepth > 0) yield* this.finish(piece.slice(from, at));
          const opened = this.stack.pop();
          if (opened !== (character === 93 ? '[' : '{')) {
            this.count(piece, at);
            throw this.broken('a bracket closes that was never opened');
          }
          if (this.elementDepth > 0 && this.stack.length < this.elementDepth) {
            this.readsOver = this.stack.length > 0;
            if (this.stack.length === 0) {
              this.elementDepth = 0;
              this.readsOver = false;
            }
          } else if (this.started && this.stack.length === 0) {
            yield* this.finish(piece.slice(from, at + 1));
          }
          break;
        }
        default:
      }
    }
    this.count(piece, piece.length);
    if (this.started) {
      this.text += piece.slice(from);
      this.checkLength();
    } else {
      this.text = '';
    }
  }

  /** Where the string that `at` is in ends: its quotation mark, or the end of the piece. */
  private endOfString(piece: string, at: number): number {
    let start = at;
    if (this.escaped) {
      this.escaped = false;
      start += 1;
    }
    for (;;) {
      const end = placeOf(piece, '"', start);
      if (this.nextEscape < start) this.nextEscape = placeOf(piece, '\\', start);
      if (this.nextEscape >= end) return end;
      start = this.nextEscape + 2;
      if (start > piece.length) {
        this.escaped = true;
        return piece.length;
      }
    }
  }

  /** Counts the lines up to a place of the piece. */
  private count(piece: string, end: number): void {
    while (this.nextFeed < end) {
      this.line += 1;
      this.nextFeed = placeOf(piece, '\n', this.nextFeed + 1);
    }
  }

  private open(bracket: string): void {
    if (this.stack.length >= MOST_OPEN && !this.started) throw this.broken('brackets lie too deep within each other');
    this.stack.push(bracket);
    this.deepest = Math.max(this.deepest, this.stack.length - this.elementDepth);
  }

  *end(): Generator<JsonElement> {
    if (this.inString || this.stack.length > 0) throw this.broken('it ends in the middle');
    if (this.started) yield* this.finish('');
  }

  private *finish(rest: string): Generator<JsonElement> {
    this.text += rest;
    this.checkLength();
    const element = { line: this.startLine, text: this.text.trim(), depth: this.deepest };
    this.started = false;
    this.text = '';
    this.key = '';
    yield element;
  }

  private checkLength(): void {
    if (this.text.length > this.limit) {
      throw new ImportError(
        'RECORD_TOO_LONG',
        `${this.options.name}, line ${this.startLine}: a record is longer than ${this.limit} characters`,
        this.startLine,
      );
    }
  }

  private broken(reason: string): ImportError {
    return new ImportError(
      'NOT_THE_FORMAT',
      `${this.options.name}, line ${this.line}: is not whole JSON: ${reason}`,
      this.line,
    );
  }
}

/** Where a character is at or behind a place; the end of the text where there is none. */
function placeOf(text: string, character: string, from: number): number {
  const place = text.indexOf(character, from);
  return place === -1 ? text.length : place;
}

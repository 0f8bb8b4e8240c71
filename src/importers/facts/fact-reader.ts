import { isLocalDate } from '../../kernel/scalars/local-date.js';
import type { PassportDocument } from '../../subgraphs/compliance/battery-passport/parts/document.type.js';
import { isJsonObject, type JsonObject } from '../json/json-records.js';
import { type Finding, shown } from '../pipeline/finding.js';
import { isPlaceholder } from './placeholder.js';

/** What a reader and those of the objects within have in common. */
interface Reading {
  readonly warnings: Finding[];
  /** Paths that have been read, kept or not. */
  readonly read: Set<string>;
}

/** Bounds of a number, and how many of our units one of the source's is. */
export interface NumberOptions {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly factor?: number;
}

export const NOT_NEGATIVE: NumberOptions = { minimum: 0 };
export const PERCENT: NumberOptions = { minimum: 0, maximum: 100 };
export const CELSIUS: NumberOptions = { minimum: -100, maximum: 300 };

/**
 * Reads one object of a source, field by field, by path ("voltage.min"). What is missing, a placeholder, of the wrong type or out
 * of bounds comes back as null; all but what is missing with a warning.
 */
export class FactReader {
  private constructor(
    private readonly value: JsonObject,
    private readonly prefix: string,
    private readonly reading: Reading,
  ) {}

  static of(object: JsonObject): FactReader {
    return new FactReader(object, '', { warnings: [], read: new Set() });
  }

  get warnings(): readonly Finding[] {
    return this.reading.warnings;
  }

  /** The object at a path, empty where there is none. */
  at(path: string): FactReader {
    const value = this.find(path);
    if (value === undefined || value === null) return new FactReader({}, `${this.prefix}${path}.`, this.reading);
    if (!isJsonObject(value)) this.wrongType(path, value, 'an object');
    return new FactReader(isJsonObject(value) ? value : {}, `${this.prefix}${path}.`, this.reading);
  }

  has(path: string): boolean {
    const value = this.find(path);
    return value !== undefined && value !== null;
  }

  /** The objects of a list. */
  items(path: string): FactReader[] {
    const value = this.find(path);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.wrongType(path, value, 'a list');
      return [];
    }
    if (value.length === 0) this.mark(path);
    return value.flatMap((item, at) => {
      if (isJsonObject(item)) return [new FactReader(item, `${this.prefix}${path}.${at}.`, this.reading)];
      this.wrongType(`${path}.${at}`, item, 'an object');
      return [];
    });
  }

  text(path: string): string | null {
    const value = this.leaf(path);
    if (value === null) return null;
    if (typeof value !== 'string') return this.wrongType(path, value, 'a text');
    const text = value.trim();
    if (text === '') return null;
    if (isPlaceholder(text)) return this.placeholder(path, text);
    return text.length > 2_000 ? this.warn(path, 'TOO_LONG', 'is longer than 2,000 characters') : text;
  }

  texts(path: string): string[] {
    const value = this.find(path);
    if (value === undefined || value === null) return [];
    if (typeof value === 'string') return [this.text(path)].filter((text) => text !== null);
    if (!Array.isArray(value)) {
      this.wrongType(path, value, 'a list of texts');
      return [];
    }
    if (value.length === 0) this.mark(path);
    return value.map((_, at) => this.text(`${path}.${at}`)).filter((text) => text !== null);
  }

  number(path: string, { minimum, maximum, factor = 1 }: NumberOptions = {}): number | null {
    const value = this.leaf(path);
    if (value === null) return null;
    if (typeof value !== 'number') return this.wrongType(path, value, 'a number');
    if (isPlaceholder(value)) return this.placeholder(path, value);
    const number = Number((value * factor).toPrecision(15));
    if ((minimum !== undefined && number < minimum) || (maximum !== undefined && number > maximum)) {
      return this.warn(path, 'OUT_OF_RANGE', `${shown(value)} cannot be: ${boundsText(minimum, maximum)}`);
    }
    return number;
  }

  flag(path: string): boolean | null {
    const value = this.leaf(path);
    return value === null || typeof value === 'boolean' ? value : this.wrongType(path, value, 'true or false');
  }

  /** YYYY-MM-DD, of a date or of a date with time. */
  date(path: string): string | null {
    const value = this.text(path);
    if (value === null) return null;
    const date = value.slice(0, 10);
    if (!isLocalDate(date) || !/^(T|$)/.test(value.slice(10))) {
      return this.warn(path, 'INVALID_DATE', `${shown(value)} is no date`);
    }
    return isPlaceholder(date) ? this.placeholder(path, value) : date;
  }

  instant(path: string): Date | null {
    const value = this.text(path);
    if (value === null) return null;
    const instant = new Date(value);
    return /^\d{4}-\d\d-\d\dT/.test(value) && isLocalDate(value.slice(0, 10)) && !Number.isNaN(instant.getTime())
      ? instant
      : this.warn(path, 'INVALID_DATE', `${shown(value)} is no instant`);
  }

  /** One of the members, by the source's words in lower case. */
  oneOf<Member>(path: string, members: Readonly<Record<string, Member>>): Member | null {
    const value = this.text(path);
    if (value === null) return null;
    return members[value.toLowerCase()] ?? this.warn(path, 'UNKNOWN_VALUE', `${shown(value)} is no known value`);
  }

  /** Business partner number of Catena-X: BPN, a letter of its kind, 12 capital letters and digits. */
  partnerNumber(path: string): string | null {
    const value = this.text(path);
    if (value === null || /^BPN[LSA][0-9A-Z]{12}$/.test(value)) return value;
    return this.warn(path, 'INVALID_IDENTIFIER', `${shown(value)} is no business partner number`);
  }

  /** Documents of a list, without those whose place is a placeholder. */
  documents(path: string, names = { header: 'header', content: 'content' }): PassportDocument[] {
    return this.items(path).flatMap((item) => {
      const content = item.text(names.content);
      const header = item.text(names.header);
      const contentType = item.text('contentType') ?? item.text('type');
      item.text('category');
      return content === null ? [] : [{ header, content, contentType: contentType ?? 'URL' }];
    });
  }

  /** A document of which there is the address alone. */
  link(path: string): PassportDocument[] {
    const content = this.text(path);
    return content === null ? [] : [{ header: null, content, contentType: 'URL' }];
  }

  /** Warns of what is not kept: everything that has not been read. */
  warnOfTheRest(): void {
    this.warnOfUnread(this.value, this.prefix);
  }

  warn(path: string, code: string, message: string): null {
    const field = `${this.prefix}${path}`;
    this.reading.warnings.push({ field, code, message: `${field}: ${message}` });
    return null;
  }

  private placeholder(path: string, value: unknown): null {
    return this.warn(path, 'PLACEHOLDER', `${shown(value)} stands in the place of a fact, and is left out`);
  }

  private wrongType(path: string, value: unknown, expected: string): null {
    this.mark(path);
    return this.warn(path, 'INVALID_FIELD', `must be ${expected}, and is ${shown(value)}`);
  }

  private leaf(path: string): unknown {
    this.mark(path);
    return this.find(path) ?? null;
  }

  private mark(path: string): void {
    this.reading.read.add(`${this.prefix}${path}`);
  }

  private find(path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>(
        (value, key) =>
          isJsonObject(value) || Array.isArray(value)
            ? Object.hasOwn(value, key)
              ? (value as Record<string, unknown>)[key]
              : undefined
            : undefined,
        this.value,
      );
  }

  private warnOfUnread(value: unknown, prefix: string): void {
    for (const [key, inner] of Object.entries(value as object)) {
      const path = `${prefix}${key}`;
      if (this.reading.read.has(path) || inner === null) continue;
      const within = [...this.reading.read].some((read) => read.startsWith(`${path}.`));
      if (within && typeof inner === 'object') this.warnOfUnread(inner, `${path}.`);
      else {
        this.reading.warnings.push({
          field: path,
          code: 'FIELD_NOT_KEPT',
          message: `${path} has no place here`,
        });
      }
    }
  }
}

function boundsText(minimum: number | undefined, maximum: number | undefined): string {
  if (maximum === undefined) return `it must be ${minimum} or more`;
  return minimum === undefined ? `it must be ${maximum} or less` : `it must be between ${minimum} and ${maximum}`;
}

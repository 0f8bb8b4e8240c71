import type { Finding } from '../pipeline/finding.js';

/** One row of a table, one feature of a GeoJSON file, or one object of a list in a cell. */
export interface MappedRow {
  /** The value under a name, null where it is empty; undefined where the source has no such column. */
  value(name: string): unknown;
  /** The value at a position, from 1; undefined where the row is shorter. */
  valueAt(position: number): unknown;
}

/** What a value of a mapping is calculated from. */
export interface Scope {
  /** Where columns are read: the row, or within `each` the member. */
  readonly row: MappedRow;
  /** The row of the file, also within `each`. */
  readonly fileRow: MappedRow;
  /** All rows of the record, where rows are grouped; else the one. */
  readonly rows: readonly MappedRow[];
  /** Number of the record's first row in the file, from 1, header and preamble left out. */
  readonly rowNumber: number;
  /** The member within `each`. */
  readonly item: unknown;
  /** The number that stands for {n} within `repeat`; null outside of it. */
  readonly repetition: number | null;
  /** Position of the member, copy, row or repetition, from 1; null outside of them. */
  readonly index: number | null;
  readonly findings: FindingSink;
}

/** A value of a mapping, ready to be calculated; null and undefined are "no value". */
export type Expression = (scope: Scope) => unknown;

/** Collects what is wrong with a record. */
export class FindingSink {
  readonly warnings: Finding[] = [];
  readonly rejections: Finding[] = [];

  warn(finding: Finding): void {
    this.warnings.push(finding);
  }

  reject(finding: Finding): void {
    this.rejections.push(finding);
  }
}

/** An object as a row: members by name, by dotted path ("address.city"), or all of it as the one column "". */
export class ObjectRow implements MappedRow {
  constructor(private readonly object: unknown) {}

  value(name: string): unknown {
    if (typeof this.object !== 'object' || this.object === null) return undefined;
    if (Object.hasOwn(this.object, name)) return emptyAsNull((this.object as Record<string, unknown>)[name]);
    let value: unknown = this.object;
    for (const part of name.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
      value = (value as Record<string, unknown>)[part];
    }
    return emptyAsNull(value);
  }

  valueAt(position: number): unknown {
    return Array.isArray(this.object) ? emptyAsNull(this.object[position - 1]) : undefined;
  }
}

function emptyAsNull(value: unknown): unknown {
  return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;
}

import { localDateOf } from '../../kernel/scalars/local-date.js';
import { draftFindings } from '../pipeline/accept-drafts.js';
import type { SourceItem } from '../pipeline/import-format.js';
import type { CompiledMapping } from './compile-mapping.js';
import { FindingSink, type MappedRow, type Scope } from './scope.js';

/** A row with its place in the file. */
export interface PlacedRow {
  readonly row: MappedRow;
  readonly line: number;
  readonly raw: string;
  /** From 1. */
  readonly rowNumber: number;
}

function scopeOf(rows: readonly PlacedRow[], findings: FindingSink): Scope {
  const [first] = rows;
  if (first === undefined) throw new Error('A record has at least one row');
  return {
    row: first.row,
    fileRow: first.row,
    rows: rows.map(({ row }) => row),
    rowNumber: first.rowNumber,
    item: null,
    repetition: null,
    index: null,
    findings,
  };
}

/** True for a row that is no record. */
export function isSkippedRow({ skips }: CompiledMapping, row: PlacedRow): boolean {
  return skips?.(scopeOf([row], new FindingSink())) ?? false;
}

/** The key by which a row belongs to a record with others; null where it stands for itself. */
export function groupKeyOf({ groupKey }: CompiledMapping, row: PlacedRow): string | null {
  const key = groupKey?.(scopeOf([row], new FindingSink()));
  return key === null || key === undefined ? null : String(key);
}

/**
 * The draft of the rows of one record, or why there is none.
 * @param country that of `--country`; that of the mapping where null
 */
export function applyMapping(mapping: CompiledMapping, rows: readonly PlacedRow[], country: string | null): SourceItem {
  const findings = new FindingSink();
  const scope = scopeOf(rows, findings);
  const { document, record, draftSchema } = mapping;
  const recordId = mapping.recordId?.(scope);
  const place = {
    line: rows[0]?.line ?? 0,
    recordId: recordId === null || recordId === undefined ? null : String(recordId).slice(0, 200),
    raw: rows.map(({ raw }) => raw).join('\n'),
  };
  const fields = withoutNulls((record(scope) ?? {}) as Record<string, unknown>);
  const { system, licence, date, confidence = 'HIGH' } = document.source;
  const draft = {
    ...fields,
    country: fields.country ?? country ?? document.country ?? null,
    source: {
      system,
      licence,
      recordId: place.recordId,
      fetchedAt: date ?? localDateOf(new Date()),
      confidence,
      ...(fields.source as object | undefined),
    },
  };
  const named = new Set(findings.rejections.map(({ field }) => field));
  const [first, ...rest] = [
    ...findings.rejections,
    ...draftFindings(draftSchema, draft).filter(({ field }) => !named.has(field)),
  ];
  if (first !== undefined) return { ...place, rejections: [first, ...rest] };
  return { ...place, target: document.target, value: draft, warnings: findings.warnings };
}

/** Fields without a value are left out: the target knows what that means. */
function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}

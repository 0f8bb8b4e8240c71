import type { Finding } from './finding.js';

/** A rejected record, by field. */
export interface ReportedRejection {
  readonly line: number;
  readonly recordId: string | null;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

/** What an import did; the JSON of `--report`. read = created + updated + unchanged + rejected. */
export interface ImportReport {
  /** Records read from the file. */
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** What the mapping says is no record of this import, such as sums; not among those read. */
  readonly skipped: number;
  /** Warnings, of which a record may have several. */
  readonly warnings: number;
  /** One entry a finding of a rejected record; at most 1000, all of them are in quarantine. */
  readonly rejections: readonly ReportedRejection[];
  /** How often each code of warning occurred. */
  readonly warningCounts: Readonly<Record<string, number>>;
  /** The first warnings, to look at. */
  readonly warningSamples: readonly ReportedRejection[];
}

/** Rejections that a report spells out: more are a wrong mapping, and would not fit into memory or a document. */
const MAXIMUM_REPORTED = 1_000;

/** Warnings that a report spells out, of each code. */
const WARNING_SAMPLES = 3;

const COUNTS = ['read', 'created', 'updated', 'unchanged', 'rejected', 'skipped', 'warnings'] as const;

/** A report in the making. */
export class ReportBuilder {
  private readonly counts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0, warnings: 0 };
  private readonly rejections: ReportedRejection[] = [];
  private readonly warningCounts: Record<string, number> = {};
  private readonly warningSamples: ReportedRejection[] = [];

  /** @param before report of the part of the file that an interrupted run has done */
  constructor(before: ImportReport | null = null) {
    if (before === null) return;
    for (const count of COUNTS) this.counts[count] = before[count];
    this.rejections.push(...before.rejections);
    Object.assign(this.warningCounts, before.warningCounts);
    this.warningSamples.push(...before.warningSamples);
  }

  add(
    place: { readonly line: number; readonly recordId: string | null },
    outcome: 'created' | 'updated' | 'unchanged' | 'rejected',
    rejections: readonly Finding[],
    warnings: readonly Finding[],
  ): void {
    this.counts.read += 1;
    this.counts[outcome] += 1;
    for (const finding of rejections) {
      if (this.rejections.length < MAXIMUM_REPORTED) this.rejections.push(entryOf(place, finding));
    }
    for (const finding of warnings) {
      this.counts.warnings += 1;
      const seen = (this.warningCounts[finding.code] ?? 0) + 1;
      this.warningCounts[finding.code] = seen;
      if (seen <= WARNING_SAMPLES) this.warningSamples.push(entryOf(place, finding));
    }
  }

  skip(): void {
    this.counts.skipped += 1;
  }

  get rejected(): number {
    return this.counts.rejected;
  }

  report(): ImportReport {
    return {
      ...this.counts,
      rejections: [...this.rejections],
      warningCounts: { ...this.warningCounts },
      warningSamples: [...this.warningSamples],
    };
  }
}

function entryOf(
  { line, recordId }: { readonly line: number; readonly recordId: string | null },
  { field, code, message }: Finding,
): ReportedRejection {
  return { line, recordId, field, code, message };
}

import type { ConfidenceLevel } from '../../kernel/provenance/provenance.record.js';

/** A mapping document, valid by its schema. */
export interface MappingDocument {
  readonly name: string;
  readonly title?: string;
  readonly target: string;
  readonly country?: string;
  readonly source: {
    readonly system: string;
    readonly licence: string;
    readonly attribution?: string;
    readonly date?: string;
    readonly confidence?: ConfidenceLevel;
  };
  readonly file?: {
    readonly format?: 'table' | 'geojson';
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly quote?: string | null;
    readonly header?: { readonly line?: number; readonly with?: readonly string[]; readonly names?: readonly string[] };
    readonly decimal?: '.' | ',';
    readonly thousands?: string | null;
    readonly empty?: readonly string[];
  };
  readonly skipIf?: object;
  readonly group?: { readonly by: unknown };
  readonly recordId?: unknown;
  readonly record: Readonly<Record<string, unknown>>;
}

import type { MappedRow } from '../mapping/scope.js';

/** A column name as it is compared: whatever its case, its blanks and the marks that people cannot see. */
function keyOf(name: string): string {
  return name
    .replace(/[\u200b\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** The columns of a table by name. A name that occurs again is `Name #2`. */
export class TableColumns {
  private readonly positions = new Map<string, number>();

  constructor(
    readonly names: readonly string[],
    private readonly emptyWords: ReadonlySet<string>,
  ) {
    names.forEach((name, at) => {
      let key = keyOf(name);
      for (let occurrence = 2; this.positions.has(key); occurrence += 1) key = `${keyOf(name)} #${occurrence}`;
      if (key !== '') this.positions.set(key, at);
    });
  }

  has(name: string): boolean {
    return this.positions.has(keyOf(name));
  }

  row(cells: readonly string[]): MappedRow {
    return {
      value: (name) => {
        const at = this.positionOf(name);
        return at === undefined ? undefined : this.cell(cells[at]);
      },
      valueAt: (position) => this.cell(cells[position - 1]),
    };
  }

  private readonly known = new Map<string, number | undefined>();

  /** Names of a mapping are looked up for every row: each is brought into its comparable form once. */
  private positionOf(name: string): number | undefined {
    if (!this.known.has(name)) this.known.set(name, this.positions.get(keyOf(name)));
    return this.known.get(name);
  }

  private cell(cell: string | undefined): string | null {
    const text = cell?.trim() ?? '';
    return text === '' || this.emptyWords.has(text.toLowerCase()) ? null : text;
  }
}

/** True where the cells are the line of column names that has all of these. */
export function hasNames(cells: readonly string[], names: readonly string[]): boolean {
  const own = new Set(cells.map(keyOf));
  return names.every((name) => own.has(keyOf(name)));
}

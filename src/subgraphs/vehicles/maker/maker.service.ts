import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { type MakerRecord, makerModel } from './maker.model.js';
import type { Maker } from './maker.type.js';
import { MAKER_FIELD_SOURCES, makerView } from './maker.view.js';

const makerBySlug: LoaderDefinition<DataContext, string, Maker | null> = {
  name: 'vehicles.makerBySlug',
  keyText: (slug) => slug,
  load: async (slugs, { fields }, { database }) => {
    const keys = slugs.map((id) => ({ id }));
    const rows = await findByKey(database, makerModel, keys, projectionOf(fields, MAKER_FIELD_SOURCES, []));
    return rows.map((row) => (row === null || row instanceof Error ? row : makerView(row)));
  },
};

/** The maker of that slug, or null. */
export function findMaker(context: DataContext, slug: string, fields: FieldNames): Promise<Maker | null> {
  return context.loaders.load(makerBySlug, slug, { arguments: undefined, fields }, context);
}

/** Makers in the order of their slugs. */
export async function listMakers(
  { database }: DataContext,
  { first, after }: PageArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<Maker>> {
  const projection = projectionOf(asked.fields, MAKER_FIELD_SOURCES, []);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, makerModel, null, { filter: {}, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, makerModel, null, {}) : null,
  ]);
  return pageOf<MakerRecord, Maker>({
    rows,
    first,
    after,
    totalCount,
    view: makerView,
    positionOf: (row) => [row._id],
  });
}

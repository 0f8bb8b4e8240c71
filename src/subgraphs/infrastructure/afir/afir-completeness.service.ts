import type { DataContext } from '../../../database/data-context.js';
import type { Database } from '../../../database/database.js';
import { perCountry } from '../../../database/per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { PUBLISHED } from '../location/charging-location.filter.js';
import { chargingLocationModel } from '../location/charging-location.model.js';
import type { AfirCompleteness, AfirDataKindName } from './afir-completeness.type.js';
import { AFIR_FIELDS } from './afir-fields.js';

/** Number of points of a country, and of those with each field filled. */
type FilledCounts = Readonly<Record<string, number>>;

const PLACES = 6;

const countsOfCountry: LoaderDefinition<DataContext, string, FilledCounts> = {
  name: 'infrastructure.afirCompletenessOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) => filledCounts(database, countries),
};

/** How complete the mandatory data of a country's points are; those of many countries are counted together. */
export async function afirCompleteness(context: DataContext, country: string): Promise<AfirCompleteness> {
  const request = { arguments: undefined, fields: new Set<string>() };
  const counts = await context.loaders.load(countsOfCountry, country, request, context);
  const points = counts.points ?? 0;
  const share = (filled: number): number | null => (points === 0 ? null : Number((filled / points).toFixed(PLACES)));
  const fields = AFIR_FIELDS.map(({ name, kind, legalReference }) => ({
    field: name,
    kind: kind as AfirDataKindName,
    legalReference,
    filled: counts[name] ?? 0,
    share: share(counts[name] ?? 0),
  }));
  return { points, fields, share: share(fields.reduce((sum, { filled }) => sum + filled, 0) / AFIR_FIELDS.length) };
}

/** One aggregation a cluster. */
function filledCounts(database: Database, countries: readonly string[]): Promise<(FilledCounts | Error)[]> {
  const sums = AFIR_FIELDS.flatMap(({ name, isFilled }) =>
    isFilled === null ? [] : [[name, { $sum: { $cond: [isFilled, 1, 0] } }] as const],
  );
  return perCountry(database, countries, async (cluster, group) => {
    const rows = await database
      .model(chargingLocationModel, cluster)
      .aggregate<{ _id: string } & Record<string, number>>([
        { $match: { country: { $in: [...group] }, ...PUBLISHED, access: { $ne: 'PRIVATE' } } },
        { $unwind: '$evses' },
        { $match: { 'evses.status': { $nin: ['PLANNED', 'REMOVED'] } } },
        { $group: { _id: '$country', points: { $sum: 1 }, ...Object.fromEntries(sums) } },
      ])
      .exec();
    const byCountry = new Map<string, FilledCounts>(rows.map(({ _id, ...counts }) => [_id, counts as FilledCounts]));
    return new Map(group.map((country) => [country, byCountry.get(country) ?? {}]));
  });
}

import type { DataContext } from '../../../database/data-context.js';
import type { Database } from '../../../database/database.js';
import { perCountry } from '../../../database/per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type SiteFigures, withoutDuplicates } from '../density/linked-sites.js';
import { PUBLISHED } from '../location/charging-location.filter.js';
import { chargingLocationModel } from '../location/charging-location.model.js';
import type { AfirCompleteness, AfirDataKindName } from './afir-completeness.type.js';
import { AFIR_FIELDS } from './afir-fields.js';

/** Number of points, and of those with each field filled. */
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

/** Counts of all sites of one source without links, or of one that is linked to others. */
interface FilledRow extends SiteFigures {
  readonly country: string;
  readonly counts: FilledCounts;
}

/** One aggregation a cluster. The records of one site in several sources count once: those with the most points. */
function filledCounts(database: Database, countries: readonly string[]): Promise<(FilledCounts | Error)[]> {
  const sums = AFIR_FIELDS.flatMap(({ name, isFilled }) =>
    isFilled === null ? [] : [[name, { $sum: { $cond: [isFilled, 1, 0] } }] as const],
  );
  const linked = { $gt: [{ $size: { $ifNull: ['$links', []] } }, 0] };
  return perCountry(database, countries, async (cluster, group) => {
    const rows = await database
      .model(chargingLocationModel, cluster)
      .aggregate<FilledRow>([
        { $match: { country: { $in: [...group] }, ...PUBLISHED, access: { $ne: 'PRIVATE' } } },
        { $unwind: '$evses' },
        { $match: { 'evses.status': { $nin: ['PLANNED', 'REMOVED'] } } },
        {
          $group: {
            _id: {
              country: '$country',
              system: '$provenance.source.system',
              site: { $cond: [linked, '$_id', null] },
            },
            links: { $first: { $ifNull: ['$links.locationId', []] } },
            points: { $sum: 1 },
            ...Object.fromEntries(sums),
          },
        },
        { $replaceWith: { $mergeObjects: ['$_id', { links: '$links', counts: '$$ROOT' }] } },
        { $unset: ['counts._id', 'counts.links'] },
      ])
      .exec();
    return new Map(group.map((country) => [country, folded(rows.filter((row) => row.country === country))]));
  });
}

function folded(rows: readonly FilledRow[]): FilledCounts {
  const filled = ({ points = 0, ...fields }: FilledCounts) => [
    points,
    Object.values(fields).reduce((a, b) => a + b, 0),
  ];
  const { kept } = withoutDuplicates(rows, ({ counts }) => filled(counts));
  const sums: Record<string, number> = {};
  for (const { counts } of kept) {
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

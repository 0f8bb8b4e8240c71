import type { Database } from './database.js';
import { allOf } from './filters.js';
import type { ModelDefinition } from './model-definition.js';
import { perCountry } from './per-country.js';

/**
 * All rows of each of many countries, for collections with few rows a country, or for few fields of many rows: one query a
 * cluster. A country whose cluster is down comes back as COUNTRY_UNAVAILABLE. A projection must leave `country` in.
 */
export function rowsPerCountry<RecordType extends { country: string }>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  countries: readonly string[],
  filter: Record<string, unknown>,
  sort: Record<string, 1 | -1>,
  projection: Record<string, unknown> = {},
): Promise<(RecordType[] | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const rows = await database
      .model(definition, cluster)
      .find(allOf([{ country: { $in: group } }, filter]) as never, projection)
      .sort(sort)
      .lean<RecordType[]>();
    const byCountry = new Map<string, RecordType[]>(group.map((country) => [country, []]));
    for (const row of rows) {
      byCountry.get(row.country)?.push(row);
    }
    return byCountry;
  });
}

import { countryUnavailable } from '../kernel/errors/tripod-error.js';
import type { Database } from './database.js';
import { unreachableCause } from './unavailable.js';

/**
 * Asks each cluster once for its share of the countries, all clusters in parallel. One answer for each country, in
 * their order; the countries of a cluster that is down get COUNTRY_UNAVAILABLE, the others their answer.
 */
export async function perCountry<Value>(
  database: Database,
  countries: readonly string[],
  ask: (cluster: string, countries: readonly string[]) => Promise<Map<string, Value>>,
): Promise<(Value | Error)[]> {
  const answers = new Map<string, Value | Error>();
  await Promise.all(
    [...database.clusters.groupByCluster(countries)].map(async ([cluster, group]) => {
      try {
        for (const [country, value] of await ask(cluster, group)) {
          answers.set(country, value);
        }
      } catch (error) {
        const cause = unreachableCause(error);
        if (cause === null) {
          throw error;
        }
        for (const country of group) {
          answers.set(country, countryUnavailable(country, cause));
        }
      }
    }),
  );
  return countries.map((country) => answers.get(country) ?? new Error(`No answer for ${country}`));
}

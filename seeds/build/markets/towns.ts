import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { readSourceTable } from '../source-files.js';

const SOURCE: DataSource = { system: 'GeoNames', licence: 'CC-BY-4.0', fetchedAt: '2024-12-31' };

/** Towns of at least 15,000 people. GeoNames writes quotation marks as ordinary characters. */
export function buildTowns(dataDirectory: string): TownRecord[] {
  const format = { delimiter: '\t', quoted: false };
  return readSourceTable(dataDirectory, 'markets/geonames_towns_15000.tsv', format).map((row) => {
    const geonameId = row.text('geonameid');
    return {
      _id: geonameId,
      geonameId,
      country: row.text('country'),
      name: row.text('name'),
      asciiName: row.text('asciiname'),
      location: { type: 'Point', coordinates: [row.number('longitude'), row.number('latitude')] },
      population: row.number('population'),
      admin1: row.optional('admin1'),
      timeZone: row.text('timezone'),
      featureCode: row.text('feature_code'),
      provenance: sourcedFrom(SOURCE, geonameId),
    };
  });
}

import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { fleetStatisticModel } from './fleet-statistic.model.js';
import type { FleetPowertrain, FleetStatistic } from './fleet-statistic.type.js';

export interface FleetYears {
  readonly fromYear: number;
  readonly toYear: number;
}

const fleetOfCountry: LoaderDefinition<DataContext, string, FleetStatistic[], FleetYears> = {
  name: 'markets.fleetOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: { fromYear, toYear } }, { database }) => {
    const years = { year: { $gte: fromYear, $lte: toYear } };
    const rows = await rowsPerCountry(database, fleetStatisticModel, countries, years, { year: -1, powertrain: 1 });
    return rows.map((answer) =>
      answer instanceof Error
        ? answer
        : answer.map((row) => ({
            ...row,
            powertrain: row.powertrain as FleetPowertrain,
            provenance: provenanceView(row.provenance),
          })),
    );
  },
};

/** Fleet statistics of a country, latest year first. */
export function fleetStatistics(context: DataContext, country: string, years: FleetYears): Promise<FleetStatistic[]> {
  return context.loaders.load(fleetOfCountry, country, { arguments: years, fields: new Set() }, context);
}

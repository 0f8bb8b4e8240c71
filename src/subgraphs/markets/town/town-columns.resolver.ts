import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { Country } from '../country/country.type.js';
import { type TownRecord, townModel } from './town.model.js';
import { TownColumns } from './town-columns.type.js';

@ArgsType()
class TownColumnsArguments {
  @Field(() => Int, { defaultValue: 0, description: 'Only towns with at least as many inhabitants.' })
  @Min(0)
  @Max(100_000_000)
  minPopulation!: number;
}

const columnsOfCountry: LoaderDefinition<DataContext, string, TownColumns, number> = {
  name: 'markets.townColumnsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: minPopulation }, { database }) => {
    const filter = minPopulation > 0 ? { population: { $gte: minPopulation } } : {};
    const fields = { country: 1, name: 1, population: 1, location: 1 } as const;
    const rows = await rowsPerCountry(database, townModel, countries, filter, { population: -1, _id: 1 }, fields);
    return rows.map((answer) => (answer instanceof Error ? answer : columnsOf(answer)));
  },
};

function columnsOf(towns: readonly TownRecord[]): TownColumns {
  return {
    geonameIds: towns.map(({ _id }) => _id),
    names: towns.map(({ name }) => name),
    populations: towns.map(({ population }) => population),
    latitudes: towns.map(({ location }) => location.coordinates[1]),
    longitudes: towns.map(({ location }) => location.coordinates[0]),
  };
}

@Resolver(() => Country)
export class CountryTownColumnsResolver {
  @Directive('@cost(weight: 200)')
  @FieldResolver(() => TownColumns, {
    nullable: true,
    description:
      'All towns of the country of at least 15,000 inhabitants, as columns; null while the data of the country is out of reach.',
  })
  townColumns(
    @Root() country: Country,
    @Args(() => TownColumnsArguments) { minPopulation }: TownColumnsArguments,
    @Ctx() context: DataContext,
  ): Promise<TownColumns> {
    const request = { arguments: minPopulation, fields: new Set<string>() };
    return context.loaders.load(columnsOfCountry, country.code, request, context);
  }
}

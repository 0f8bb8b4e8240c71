import { IsOptional, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import { PlaceColumns, placeColumns } from '../../../kernel/geo/place-columns.type.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { CountryExtension } from '../country/country.type.js';
import { locationCondition } from './charging-location.filter.js';
import { ChargingLocationFilter } from './charging-location.inputs.js';
import { chargingLocationModel } from './charging-location.model.js';

@ArgsType()
class ChargingLocationColumnsArguments {
  @Field(() => ChargingLocationFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: ChargingLocationFilter | null;
}

const columnsOfCountry: LoaderDefinition<DataContext, string, PlaceColumns, Readonly<Record<string, unknown>>> = {
  name: 'infrastructure.locationColumnsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: filter }, { database }) => {
    const fields = { country: 1, location: 1 } as const;
    const rows = await rowsPerCountry(database, chargingLocationModel, countries, filter, { _id: 1 }, fields);
    return rows.map((answer) =>
      answer instanceof Error ? answer : placeColumns('ChargingLocation', answer, ({ _id }) => _id),
    );
  },
};

@Resolver(() => CountryExtension)
export class CountryChargingLocationColumnsResolver {
  @Directive('@cost(weight: 200)')
  @FieldResolver(() => PlaceColumns, {
    nullable: true,
    description:
      "All charging sites of the country that meet the conditions, as columns. Null while the country's data is out of reach.",
  })
  chargingLocationColumns(
    @Root() country: CountryExtension,
    @Args(() => ChargingLocationColumnsArguments) { filter }: ChargingLocationColumnsArguments,
    @Ctx() context: DataContext,
  ): Promise<PlaceColumns> {
    const request = { arguments: locationCondition(filter), fields: new Set<string>() };
    return context.loaders.load(columnsOfCountry, country.code, request, context);
  }
}

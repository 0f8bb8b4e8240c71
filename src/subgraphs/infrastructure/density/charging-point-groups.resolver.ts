import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAs } from '../../../kernel/ocpi/vocabulary.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { kilowatts } from '../location/power.js';
import { CONNECTOR_FORMATS, POWER_TYPES } from '../ocpi/connector-vocabularies.js';
import { ChargingPointGroup } from './charging-point-group.type.js';
import { type PointGroup, pointGroups } from './point-groups.js';

const groupsOfCountry: LoaderDefinition<DataContext, string, readonly PointGroup[], string> = {
  name: 'infrastructure.pointGroupsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: asOf }, { database }) => pointGroups(database, countries, asOf),
};

@Resolver(() => CountryExtension)
export class CountryChargingPointGroupsResolver {
  @Directive('@cost(weight: 50)')
  @FieldResolver(() => [ChargingPointGroup], {
    nullable: true,
    description:
      "The points of `chargingDensity` by their connectors, most points first: what cars of a port and a voltage find. Null, with an error, while the country's data is out of reach.",
  })
  async chargingPointGroups(
    @Root() country: CountryExtension,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
    asOf: string | null | undefined,
    @Ctx() context: DataContext,
  ): Promise<ChargingPointGroup[]> {
    const request = { arguments: asOf ?? context.today, fields: new Set<string>() };
    const groups = await context.loaders.load(groupsOfCountry, country.code, request, context);
    return groups.map(view);
  }
}

function view({ points, connectors }: PointGroup): ChargingPointGroup {
  return {
    points,
    connectors: connectors.map(({ standard, format, powerType, maxVoltage, maxElectricPower }) => ({
      standard: shownAs(CONNECTOR_TYPES, standard),
      format: shownAs(CONNECTOR_FORMATS, format),
      powerType: shownAs(POWER_TYPES, powerType),
      maxVoltage,
      maxPowerKW: kilowatts(maxElectricPower),
    })),
  };
}

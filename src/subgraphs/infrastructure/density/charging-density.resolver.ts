import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension, FleetStatisticReference } from '../country/country.type.js';
import { chargingDensity } from './charging-density.service.js';
import { ChargingDensity } from './charging-density.type.js';

/** The arguments of `Country.fleet` in markets: an external field has the same ones. */
@ArgsType()
class FleetArguments {
  @Field(() => Int, { defaultValue: 2000 })
  fromYear!: number;

  @Field(() => Int, { defaultValue: 2100 })
  toYear!: number;
}

@Resolver(() => CountryExtension)
export class CountryChargingDensityResolver {
  @Directive('@external')
  @FieldResolver(() => [FleetStatisticReference], { nullable: true })
  fleet(
    @Root() country: CountryExtension,
    @Args(() => FleetArguments) _years: FleetArguments,
  ): FleetStatisticReference[] | null {
    return country.fleet ?? null;
  }

  @Directive('@requires(fields: "fleet { year powertrain stock provenance { source { system } } }")')
  @Directive('@cost(weight: 50)')
  @FieldResolver(() => ChargingDensity, {
    nullable: true,
    description:
      "Public charge points on a day, held against the fleet and against Regulation (EU) 2023/1804, Article 3. Null, with an error, while the country's data is out of reach.",
  })
  chargingDensity(
    @Root() country: CountryExtension,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
    asOf: string | null | undefined,
    @Ctx() context: DataContext,
  ): Promise<ChargingDensity> {
    return chargingDensity(context, country, asOf ?? context.today);
  }
}

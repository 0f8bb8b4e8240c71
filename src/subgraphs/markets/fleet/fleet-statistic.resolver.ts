import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { Country } from '../country/country.type.js';
import { fleetStatistics } from './fleet-statistic.service.js';
import { FleetStatistic } from './fleet-statistic.type.js';

@ArgsType()
export class FleetArguments {
  @Field(() => Int, { defaultValue: 2000 })
  @Min(2000)
  @Max(2100)
  fromYear!: number;

  @Field(() => Int, { defaultValue: 2100 })
  @Min(2000)
  @Max(2100)
  toYear!: number;
}

@Resolver(() => Country)
export class CountryFleetResolver {
  @FieldResolver(() => [FleetStatistic], {
    nullable: true,
    description: 'Electric cars by year and powertrain, latest year first; null while the data is out of reach.',
  })
  fleet(
    @Root() country: Country,
    @Args(() => FleetArguments) { fromYear, toYear }: FleetArguments,
    @Ctx() context: DataContext,
  ): Promise<FleetStatistic[]> {
    return fleetStatistics(context, country.code, { fromYear, toYear });
  }
}

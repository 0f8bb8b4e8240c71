import { Max, Min } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { Country } from '../country/country.type.js';
import { listTowns } from './town.service.js';
import { Town } from './town.type.js';

const TownConnection = connectionType('Town', () => Town);

@ArgsType()
export class TownsArguments extends PageArguments {
  @Field(() => Int, { defaultValue: 0, description: 'Only towns with at least as many inhabitants.' })
  @Min(0)
  @Max(100_000_000)
  minPopulation!: number;
}

@Resolver(() => Country)
export class CountryTownsResolver {
  @FieldResolver(() => TownConnection, {
    nullable: true,
    description:
      'Towns of at least 15,000 inhabitants, largest first; null while the data of the country is out of reach.',
  })
  towns(
    @Root() country: Country,
    @Args(() => TownsArguments) { first, after, minPopulation }: TownsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Town>> {
    return listTowns(
      context,
      country.code,
      { first, after: after ?? null, minPopulation },
      { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') },
    );
  }
}

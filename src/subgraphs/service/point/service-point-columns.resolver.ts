import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsEnum, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { PlaceColumns } from '../../../kernel/geo/place-columns.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { pointCondition, pointSearch } from './search/point-search.js';
import { ServiceCapabilityCode } from './service-capability-code.js';
import { ServicePointStatus } from './service-point.type.js';
import { pointColumnsOfCountry } from './service-point-columns.service.js';

@ArgsType()
class ServicePointColumnsArguments {
  @Field(() => [ServiceCapabilityCode], {
    nullable: true,
    description: 'Only workshops that have all of these, each with a certificate valid on `asOf`.',
  })
  @IsOptional()
  @ArrayMaxSize(Object.keys(ServiceCapabilityCode).length)
  @ArrayUnique()
  @IsEnum(ServiceCapabilityCode, { each: true })
  capabilities?: ServiceCapabilityCode[] | null;

  @Field(() => [ServicePointStatus], { defaultValue: [ServicePointStatus.OPEN] })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsEnum(ServicePointStatus, { each: true })
  status!: ServicePointStatus[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which certificates count; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver(() => CountryExtension)
export class CountryServicePointColumnsResolver {
  @Directive('@cost(weight: 200)')
  @FieldResolver(() => PlaceColumns, {
    nullable: true,
    description:
      "All workshops of the country that meet the conditions, as columns. Null while the country's data is out of reach.",
  })
  servicePointColumns(
    @Root() country: CountryExtension,
    @Args(() => ServicePointColumnsArguments) conditions: ServicePointColumnsArguments,
    @Ctx() context: DataContext,
  ): Promise<PlaceColumns> {
    const search = pointSearch(conditions, context.today);
    return pointColumnsOfCountry(context, country.code, pointCondition(search, search.asOf));
  }
}

import { ArrayMaxSize, ArrayUnique, IsEnum, IsISO31661Alpha2, IsOptional } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { ServiceNetworkKind } from './service-network.type.js';

/** Arguments of `Country.serviceNetworks`. */
@ArgsType()
export class CountryServiceNetworksArguments extends PageArguments {
  @Field(() => [ServiceNetworkKind], { nullable: true, description: 'Only networks of any of these kinds.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsEnum(ServiceNetworkKind, { each: true })
  kinds?: ServiceNetworkKind[] | null;
}

/** Arguments of the root field `serviceNetworks`. */
@ArgsType()
export class ServiceNetworksArguments extends CountryServiceNetworksArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

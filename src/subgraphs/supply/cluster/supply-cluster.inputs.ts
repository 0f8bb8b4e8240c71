import { IsISO31661Alpha2, IsOptional, Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@ArgsType()
export class SupplyClustersArguments extends PageArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'Only clusters that supply bases of this country.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'UN M49 code of a region.' })
  @IsOptional()
  @Matches(/^\d{3}$/, { message: 'must be a code of UN M49 such as "035"' })
  region?: string | null;
}

import { IsISO31661Alpha2, IsOptional } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@ArgsType()
export class CountryCertificatesArguments extends PageArguments {
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Only certificates whose `validTo` lies before this day, those that have lapsed among them.',
  })
  @IsOptional()
  expiringBefore?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Only certificates in force on this day.' })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class CertificatesArguments extends CountryCertificatesArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

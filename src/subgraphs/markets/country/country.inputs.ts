import {
  ArrayMaxSize,
  IsISO4217CurrencyCode,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

@InputType({ description: 'Countries that meet every given condition.' })
export class CountryFilter {
  @Field(() => [GraphQLCountryCode], { nullable: true, description: 'At most 250 codes.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @IsISO31661Alpha2({ each: true })
  codes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'UN M49 code of a region or sub-region, e.g. "150".' })
  @IsOptional()
  @Matches(/^\d{3}$/, { message: 'must be a UN M49 code of three digits' })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Trade region of which the country is a member today, e.g. "EU27".',
  })
  @IsOptional()
  @Matches(/^[A-Z0-9]{2,20}$/, { message: 'must be the code of a trade region such as EU27' })
  tradeRegion?: string | null;

  @Field(() => GraphQLCurrencyCode, { nullable: true })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string | null;
}

@ArgsType()
export class CountriesArguments extends PageArguments {
  @Field(() => CountryFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: CountryFilter | null;
}

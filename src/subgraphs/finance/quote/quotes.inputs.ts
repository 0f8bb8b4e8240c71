import { ArrayMaxSize, ArrayUnique, IsISO31661Alpha2, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { WORD } from './quote-preview.inputs.js';

@InputType({ description: 'All of these.' })
export class QuoteFilter {
  @Field(() => GraphQLCountryCode, { nullable: true })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => [ID], { nullable: true, description: 'For any of these offers; at most 200.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Matches(WORD, { each: true })
  offerIds?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only those that have not expired.' })
  live!: boolean;
}

@ArgsType()
export class QuotesArguments extends PageArguments {
  @Field(() => QuoteFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: QuoteFilter | null;
}

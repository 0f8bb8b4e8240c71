import { ArrayMaxSize, IsEnum, IsISO31661Alpha2, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { MoneyInput } from '../../../kernel/money/money.input.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { MAKER_SLUG } from '../maker/maker-slug.js';
import { AssemblyForm, OfferStatus } from './market-offer.type.js';

@InputType({ description: 'Offers that meet every given condition; lists mean any of their members.' })
export class MarketOfferFilter {
  @Field(() => [OfferStatus], {
    nullable: true,
    description: 'As they stand on the day of the list. Without it only offers that hold on that day are listed.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsEnum(OfferStatus, { each: true })
  statuses?: OfferStatus[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of makers, at most 100.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @Matches(MAKER_SLUG, { each: true, message: 'must be slugs of makers, such as "byd"' })
  makers?: string[] | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      "Highest list price with value added tax, in the market's currency. Nothing is converted: offers in another " +
      'currency do not match.',
  })
  @IsOptional()
  @ValidateNested()
  maxListPrice?: MoneyInput | null;

  @Field(() => [AssemblyForm], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsEnum(AssemblyForm, { each: true })
  assemblyForms?: AssemblyForm[] | null;
}

/** Arguments of `Country.offers`. */
@ArgsType()
export class CountryOffersArguments extends PageArguments {
  @Field(() => MarketOfferFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: MarketOfferFilter | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which the offer holds; default today.' })
  @IsOptional()
  asOf?: string | null;
}

/** Arguments of the root field `offers`. */
@ArgsType()
export class OffersArguments extends CountryOffersArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

/** Arguments of `VehicleVariant.offers`. */
@ArgsType()
export class VariantOffersArguments extends PageArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which the offer holds; default today.' })
  @IsOptional()
  asOf?: string | null;
}

/** Arguments of `MarketOffer.status`. */
@ArgsType()
export class OfferStatusArguments {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

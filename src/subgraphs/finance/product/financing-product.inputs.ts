import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsEnum,
  IsISO4217CurrencyCode,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { FinancingKind } from './financing-product.enums.js';
import { IsPositiveAmount } from './positive-amount.js';

@InputType({ description: 'Financing products that meet every given condition.' })
export class FinancingProductFilter {
  @Field(() => [FinancingKind], { nullable: true })
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(Object.keys(FinancingKind).length)
  @IsEnum(FinancingKind, { each: true })
  kinds?: FinancingKind[] | null;

  @Field(() => ID, { nullable: true, description: 'Global id or key of the partner.' })
  @IsOptional()
  @Matches(/^\S{1,300}$/u, { message: 'must be the id of a finance partner' })
  partnerId?: string | null;

  @Field(() => GraphQLCurrencyCode, { nullable: true })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: "Amount to be financed, in the product's currency: lies within its least and greatest amount.",
  })
  @IsOptional()
  @IsPositiveAmount()
  amount?: Decimal | null;

  @Field(() => Int, {
    nullable: true,
    description: 'A term on offer: within the range, whole steps from the shortest.',
  })
  @IsOptional()
  @Min(1)
  @Max(1200)
  termMonths?: number | null;
}

@ArgsType()
export class CountryFinancingProductsArguments extends PageArguments {
  @Field(() => FinancingProductFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: FinancingProductFilter | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Day on which the products are on offer; default today.',
  })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class FinancingProductsArguments extends CountryFinancingProductsArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

@ArgsType()
export class PartnerProductsArguments extends PageArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Day on which the products are on offer; default today.',
  })
  @IsOptional()
  asOf?: string | null;
}

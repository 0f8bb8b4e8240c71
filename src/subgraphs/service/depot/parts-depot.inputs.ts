import { IsISO31661Alpha2, IsOptional, Matches, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

/** Arguments of `Country.partsDepots`. */
@ArgsType()
export class CountryDepotsArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only depots in a customs warehouse or free zone, or (false) not.',
  })
  @IsOptional()
  bonded?: boolean | null;
}

/** Arguments of the root field `partsDepots`. */
@ArgsType()
export class DepotsArguments extends CountryDepotsArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'Only depots that deliver to this country.' })
  @IsOptional()
  @IsISO31661Alpha2()
  servedCountry?: string | null;
}

/** Arguments of `PartsDepot.parts`. */
@ArgsType()
export class DepotPartsArguments extends PageArguments {
  @Field(() => Boolean, { nullable: true, description: 'Only parts that are in stock, or (false) out of stock.' })
  @IsOptional()
  inStock?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only dangerous goods, or (false) none of them.' })
  @IsOptional()
  dangerousGoods?: boolean | null;
}

/** Arguments of the root field `partsAvailability`. */
@ArgsType()
export class PartsAvailabilityArguments extends PageArguments {
  @Field(() => String, { description: 'Part number of the maker.' })
  @MaxLength(100)
  @Matches(/^\S+$/u, { message: 'must be a part number without blanks' })
  partNumber!: string;

  @Field(() => GraphQLCountryCode, { description: 'Where the part is needed.' })
  @IsISO31661Alpha2()
  country!: string;
}

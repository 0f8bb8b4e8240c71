import { IsAscii, IsISO31661Alpha2, IsOptional, Length } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@ArgsType()
export class EvseStatusChangedArguments {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String, {
    nullable: true,
    description: 'OCPI party_id; all parties of the country where it is left out.',
  })
  @IsOptional()
  @IsAscii()
  @Length(1, 3)
  partyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'OCPI id of one location of the party, or its global id; needs `partyId`.',
  })
  @IsOptional()
  @IsAscii()
  @Length(1, 200)
  locationId?: string | null;
}

import { IsISO31661Alpha2, Length, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@ArgsType()
export class ChargingTariffArguments {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String, { description: 'OCPI party_id.' })
  @Length(1, 3)
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id within the party, or the global id of one of its tariffs.' })
  @MaxLength(1024)
  id!: string;
}

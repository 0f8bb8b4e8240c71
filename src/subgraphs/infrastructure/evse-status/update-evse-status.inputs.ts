import { IsAscii, IsDate, IsEnum, IsISO31661Alpha2, IsOptional, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { EVSE_STATUSES, type EvseStatus } from '../ocpi/evse-vocabularies.js';

@InputType({ description: 'A status that an operator reports for one EVSE.' })
export class UpdateEvseStatusInput {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String, { description: 'OCPI party_id.' })
  @IsAscii()
  @Length(1, 3)
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id of the location within the party.' })
  @IsAscii()
  @Length(1, 36)
  locationId!: string;

  @Field(() => String, { description: 'OCPI uid of the EVSE within the location.' })
  @IsAscii()
  @Length(1, 36)
  evseUid!: string;

  @Field(() => EVSE_STATUSES.members)
  @IsEnum(EVSE_STATUSES.members)
  status!: EvseStatus;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the EVSE took the status (OCPI last_updated); now by default, at most 5 minutes in the future.',
  })
  @IsOptional()
  @IsDate()
  at?: Date | null;
}

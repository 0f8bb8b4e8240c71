import { Field, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ChargingLocation } from '../location/charging-location.type.js';
import { EVSE_STATUSES, type EvseStatus } from '../ocpi/evse-vocabularies.js';

@ObjectType({ simpleResolvers: true, description: 'A charge point has taken another status.' })
export class EvseStatusChange {
  @Field(() => ChargingLocation, { description: 'The location as it is when the event is sent.' })
  location!: ChargingLocation;

  @Field(() => String, { description: 'OCPI uid of the EVSE within the location.' })
  evseUid!: string;

  @Field(() => EVSE_STATUSES.members)
  status!: EvseStatus;

  @Field(() => GraphQLDateTime, { description: 'When the EVSE took the status.' })
  lastUpdated!: Date;
}

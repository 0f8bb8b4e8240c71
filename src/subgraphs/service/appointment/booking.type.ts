import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

export enum ServiceBookingStatus {
  BOOKED = 'BOOKED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(ServiceBookingStatus, {
  name: 'ServiceBookingStatus',
  description: 'Whether a booking takes a bay; a CANCELLED one does not.',
});

@ObjectType({ simpleResolvers: true, description: 'A bay of a workshop that is taken for a time. It names nobody.' })
export class ServiceBooking {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => ID, { description: 'Key of the workshop.' })
  servicePointId!: string;

  @Field(() => GraphQLDateTime)
  startsAt!: Date;

  @Field(() => GraphQLDateTime)
  endsAt!: Date;

  @Field(() => ServiceBookingStatus)
  status!: ServiceBookingStatus;
}

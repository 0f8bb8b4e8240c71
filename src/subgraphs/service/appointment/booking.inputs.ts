import { ArrayMaxSize, ArrayUnique, IsDate, IsEnum, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ServiceCapabilityCode } from '../point/service-capability-code.js';
import { LONGEST_MINUTES } from './appointment.inputs.js';
import { STEP_MINUTES } from './appointment-slots.js';

const KEY_DESCRIPTION = 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.';

@InputType({ description: 'An appointment to be booked; it names nobody.' })
export class BookAppointmentInput {
  @Field(() => ID, { description: 'Global id or key of the workshop.' })
  @Matches(/^\S{1,300}$/u, { message: 'must be the id of a workshop' })
  servicePointId!: string;

  @Field(() => GraphQLDateTime, { description: 'One of `ServicePoint.appointments`.' })
  @IsDate()
  startsAt!: Date;

  @Field(() => Int, { defaultValue: 60, description: `${STEP_MINUTES} to ${LONGEST_MINUTES}.` })
  @Min(STEP_MINUTES)
  @Max(LONGEST_MINUTES)
  durationMinutes!: number;

  @Field(() => [ServiceCapabilityCode], {
    defaultValue: [],
    description: 'What the work needs: the workshop must have all of these with a certificate that is valid then.',
  })
  @ArrayMaxSize(Object.keys(ServiceCapabilityCode).length)
  @ArrayUnique()
  @IsEnum(ServiceCapabilityCode, { each: true })
  capabilities!: ServiceCapabilityCode[];

  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType({ description: 'A booking to be cancelled.' })
export class CancelAppointmentInput {
  @Field(() => ID)
  @Matches(/^\S{1,300}$/u, { message: 'must be the id of a booking' })
  bookingId!: string;

  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

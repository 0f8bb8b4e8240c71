import { ArrayMaxSize, ArrayUnique, IsEnum, IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { ServiceCapabilityCode } from '../point/service-capability-code.js';
import { STEP_MINUTES } from './appointment-slots.js';

const MOST_DAYS = 31;
export const LONGEST_MINUTES = 600;

@ArgsType()
export class AppointmentsArguments extends PageArguments {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First local date of interest; default `asOf`.' })
  @IsOptional()
  from?: string | null;

  @Field(() => Int, { defaultValue: 14, description: `Local dates from there on: 1 to ${MOST_DAYS}.` })
  @Min(1)
  @Max(MOST_DAYS)
  days!: number;

  @Field(() => Int, { defaultValue: 60, description: `${STEP_MINUTES} to ${LONGEST_MINUTES}.` })
  @Min(STEP_MINUTES)
  @Max(LONGEST_MINUTES)
  durationMinutes!: number;

  @Field(() => [ServiceCapabilityCode], {
    nullable: true,
    description:
      'What the work needs: only appointments on whose day the workshop has all of these with a valid certificate.',
  })
  @IsOptional()
  @ArrayMaxSize(Object.keys(ServiceCapabilityCode).length)
  @ArrayUnique()
  @IsEnum(ServiceCapabilityCode, { each: true })
  capabilities?: ServiceCapabilityCode[] | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Local date on which the appointment is asked for, from which the lead time counts; default today.',
  })
  @IsOptional()
  asOf?: string | null;
}

import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

export enum AppointmentObstacle {
  NOT_OPEN = 'NOT_OPEN',
  HOURS_UNKNOWN = 'HOURS_UNKNOWN',
  BAYS_UNKNOWN = 'BAYS_UNKNOWN',
  NOT_CAPABLE = 'NOT_CAPABLE',
}
registerEnumType(AppointmentObstacle, {
  name: 'AppointmentObstacle',
  description: 'Why no appointment can be told at all.',
  valuesConfig: {
    NOT_OPEN: { description: 'The status of the workshop is not OPEN.' },
    HOURS_UNKNOWN: { description: 'Its hours are not known or cannot be read.' },
    BAYS_UNKNOWN: { description: 'Nobody has told how many bays it has.' },
    NOT_CAPABLE: { description: 'It lacks a capability that is asked for, or its certificate runs out before.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A time at which a bay is free over the whole appointment.' })
export class AppointmentSlot {
  @Field(() => GraphQLDateTime)
  startsAt!: Date;

  @Field(() => GraphQLDateTime)
  endsAt!: Date;

  @Field(() => String, { description: 'Beginning on the clock of the workshop, with its offset from UTC (RFC 3339).' })
  localStart!: string;

  @Field(() => Int, { description: 'Bays that are free over the whole time.' })
  freeBays!: number;
}

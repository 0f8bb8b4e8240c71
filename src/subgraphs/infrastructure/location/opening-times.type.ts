import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A period of every week, in local time (OCPI RegularHours).' })
export class RegularHours {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'HH:MM.' })
  periodBegin!: string;

  @Field(() => String, { description: 'HH:MM, at most 24:00.' })
  periodEnd!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A period between two instants (OCPI ExceptionalPeriod).' })
export class ExceptionalPeriod {
  @Field(() => GraphQLDateTime)
  periodBegin!: Date;

  @Field(() => GraphQLDateTime)
  periodEnd!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'When a site is open (OCPI Hours).' })
export class OpeningTimes {
  @Field(() => Boolean, { description: 'Always, but for exceptional closings.' })
  twentyfourseven!: boolean;

  @Field(() => [RegularHours])
  regularHours!: RegularHours[];

  @Field(() => [ExceptionalPeriod])
  exceptionalOpenings!: ExceptionalPeriod[];

  @Field(() => [ExceptionalPeriod], { description: 'Closed, whatever else is said.' })
  exceptionalClosings!: ExceptionalPeriod[];
}

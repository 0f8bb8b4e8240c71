import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Charge points and the sum of their power, each with its best connector.',
})
export class ChargingPowerSum {
  @Field(() => Int)
  points!: number;

  @Field(() => Float)
  kW!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Points with a DC connector of one kind. A point with two kinds is in both: these must not be added up.',
})
export class ChargingPowerOfStandard extends ChargingPowerSum {
  @Field(() => CONNECTOR_TYPES.members)
  standard!: ConnectorType;

  @Field(() => Boolean, { description: 'Whether it fits a port of the car without an adapter.' })
  fits!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Public charging power held against the fleet by Regulation (EU) 2023/1804, Article 3 (1).',
})
export class AfirAttainment {
  @Field(() => Float, { description: 'Each point once, with its best connector; each site once.' })
  publicKW!: number;

  @Field(() => Float, { nullable: true })
  requiredKW!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the required power: 1 is 100 %.' })
  attainment!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What it would seem to be if every connector were counted for itself.',
  })
  attainmentOfAllConnectors!: number | null;

  @Field(() => Int, { description: "Sites that are not counted, since another source's record of them is." })
  duplicateSites!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Public power by direct current in a country that a car can use without an adapter.',
})
export class UsableChargingPower extends Insight {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => ChargingPowerSum, { nullable: true, description: 'All public DC points in operation.' })
  direct!: ChargingPowerSum | null;

  @Field(() => ChargingPowerSum, { nullable: true, description: 'Of them, those with a connector that fits.' })
  fitting!: ChargingPowerSum | null;

  @Field(() => ChargingPowerSum, {
    nullable: true,
    description: 'Of them, those whose voltage reaches that of the battery (400 or 800 V) or is unknown.',
  })
  usable!: ChargingPowerSum | null;

  @Field(() => ChargingPowerSum, { nullable: true, description: 'Of `usable`, those of unknown voltage.' })
  ofUnknownVoltage!: ChargingPowerSum | null;

  @Field(() => ChargingPowerSum, {
    nullable: true,
    description:
      'Of `fitting`, those whose voltage is too low, such as 400 V points for a battery of 800 V. A car that raises the voltage itself can use them, which no data tells.',
  })
  ofLowVoltage!: ChargingPowerSum | null;

  @Field(() => Float, { nullable: true, description: 'Usable power over that of all DC points.' })
  usableShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the usable power, what the car can take: no more than its own highest DC power at each point.',
  })
  takenKW!: number | null;

  @Field(() => [ChargingPowerOfStandard], { description: 'By DC connector, most power first.' })
  byStandard!: ChargingPowerOfStandard[];

  @Field(() => AfirAttainment, { nullable: true })
  afir!: AfirAttainment | null;
}

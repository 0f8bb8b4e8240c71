import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../../kernel/scalars/standard-scalars.js';
import { POINT_4 } from '../access-tiers.js';
import { PassportDocument } from './document.type.js';
import { RatedPerformance } from './rated-performance.type.js';

@ObjectType('MeasuredValue', {
  simpleResolvers: true,
  description: 'A value of an individual battery, and when it was recorded.',
})
export class MeasuredValue {
  @Field(() => Float)
  value!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  time!: Date | null;
}

@ObjectType('DynamicCapacity', { simpleResolvers: true })
export class DynamicCapacity {
  @Field(() => MeasuredValue, { nullable: true, description: 'Ah.' })
  capacity!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Percent.' })
  fade!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Ah.' })
  throughput!: MeasuredValue | null;
}

@ObjectType('DynamicEnergy', { simpleResolvers: true })
export class DynamicEnergy {
  @Field(() => MeasuredValue, { nullable: true, description: 'kWh.' })
  remaining!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'State of certified energy in percent.' })
  soce!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'kWh.' })
  throughput!: MeasuredValue | null;
}

@ObjectType('DynamicPower', { simpleResolvers: true })
export class DynamicPower {
  @Field(() => MeasuredValue, { nullable: true, description: 'W.' })
  remaining!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Percent.' })
  fade!: MeasuredValue | null;
}

@ObjectType('DynamicResistance', { simpleResolvers: true, description: 'Of the whole pack.' })
export class DynamicResistance {
  @Field(() => MeasuredValue, { nullable: true, description: 'ohm.' })
  remaining!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Percent.' })
  increase!: MeasuredValue | null;
}

@ObjectType('DynamicRoundTripEfficiency', { simpleResolvers: true, description: 'Percent.' })
export class DynamicRoundTripEfficiency {
  @Field(() => MeasuredValue, { nullable: true })
  remaining!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true })
  fade!: MeasuredValue | null;
}

@ObjectType('DynamicPerformance', {
  simpleResolvers: true,
  description: 'Of the individual battery, by its use: Annex XIII, point 4(a), (b) and (d); Annex VII.',
})
export class DynamicPerformance {
  @Field(() => DynamicCapacity, { nullable: true })
  capacity!: DynamicCapacity | null;

  @Field(() => DynamicEnergy, { nullable: true })
  energy!: DynamicEnergy | null;

  @Field(() => DynamicPower, { nullable: true })
  power!: DynamicPower | null;

  @Field(() => DynamicResistance, { nullable: true })
  resistance!: DynamicResistance | null;

  @Field(() => DynamicRoundTripEfficiency, { nullable: true })
  roundTripEfficiency!: DynamicRoundTripEfficiency | null;

  @Field(() => Float, { nullable: true, description: 'Percent a month.' })
  selfDischargingRate!: number | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Percent.' })
  stateOfCharge!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Percent: point 4(b).' })
  stateOfHealth!: MeasuredValue | null;

  @Field(() => MeasuredValue, { nullable: true, description: 'Full equivalent cycles.' })
  fullCycles!: MeasuredValue | null;

  @Field(() => [PassportDocument], { description: 'Accidents and the like.' })
  negativeEvents!: PassportDocument[];

  @Field(() => [PassportDocument])
  operatingEnvironment!: PassportDocument[];

  @Field(() => [PassportDocument])
  performanceDocument!: PassportDocument[];
}

@ObjectType('BatteryPerformance', { simpleResolvers: true })
export class BatteryPerformance {
  @Field(() => RatedPerformance)
  rated!: RatedPerformance;

  @Directive(POINT_4)
  @Field(() => DynamicPerformance, { nullable: true, description: 'Null also for a passport of a model.' })
  dynamic!: DynamicPerformance | null;
}

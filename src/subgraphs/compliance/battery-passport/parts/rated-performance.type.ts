import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { POINT_3 } from '../access-tiers.js';
import { PassportDocument } from './document.type.js';

@ObjectType('RatedCapacity', { simpleResolvers: true, description: 'Annex XIII, point 1(g) and (k).' })
export class RatedCapacity {
  @Field(() => Float, { nullable: true, description: 'Ah.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Threshold for exhaustion in percent of the rated capacity.' })
  thresholdExhaustion!: number | null;

  @Field(() => Float, { nullable: true, description: '°C at which it was measured.' })
  temperature!: number | null;
}

@ObjectType('RatedEnergy', { simpleResolvers: true })
export class RatedEnergy {
  @Field(() => Float, { nullable: true, description: 'kWh.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: '°C at which it was measured.' })
  temperature!: number | null;
}

@ObjectType('RatedVoltage', { simpleResolvers: true, description: 'Annex XIII, point 1(h); V.' })
export class RatedVoltage {
  @Field(() => Float, { nullable: true })
  min!: number | null;

  @Field(() => Float, { nullable: true })
  nominal!: number | null;

  @Field(() => Float, { nullable: true })
  max!: number | null;

  @Field(() => Float, { nullable: true, description: '°C at which it was measured.' })
  temperature!: number | null;
}

@ObjectType('RatedPower', {
  simpleResolvers: true,
  description: 'Annex XIII, point 1(i): original power capability; W.',
})
export class RatedPower {
  @Field(() => Float, { nullable: true })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'At a state of charge of 20 %.' })
  at20SoC!: number | null;

  @Field(() => Float, { nullable: true, description: 'At a state of charge of 80 %.' })
  at80SoC!: number | null;

  @Field(() => Float, { nullable: true, description: '°C at which it was measured.' })
  temperature!: number | null;
}

@ObjectType('RatedResistance', {
  simpleResolvers: true,
  description: 'Annex XIII, point 1(o): internal resistance; ohm.',
})
export class RatedResistance {
  @Field(() => Float, { nullable: true })
  cell!: number | null;

  @Field(() => Float, { nullable: true })
  module!: number | null;

  @Field(() => Float, { nullable: true })
  pack!: number | null;

  @Field(() => Float, { nullable: true, description: '°C at which it was measured.' })
  temperature!: number | null;
}

@ObjectType('RatedLifetime', { simpleResolvers: true, description: 'Annex XIII, point 1(j) and (p).' })
export class RatedLifetime {
  @Field(() => Float, { nullable: true, description: 'Calendar life in years.' })
  expectedYears!: number | null;

  @Field(() => Float, { nullable: true, description: 'Cycles of the reference test.' })
  cycles!: number | null;

  @Field(() => Float, { nullable: true, description: 'Percent, in the reference test.' })
  depthOfDischarge!: number | null;

  @Field(() => Float, { nullable: true, description: 'C-rate of the reference test.' })
  appliedChargeRate!: number | null;

  @Field(() => Float, { nullable: true, description: 'C-rate of the reference test.' })
  appliedDischargeRate!: number | null;

  @Field(() => [PassportDocument], { description: 'The reference test used.' })
  report!: PassportDocument[];
}

@ObjectType('RatedRoundTripEfficiency', { simpleResolvers: true, description: 'Annex XIII, point 1(n); percent.' })
export class RatedRoundTripEfficiency {
  @Field(() => Float, { nullable: true })
  initial!: number | null;

  @Field(() => Float, { nullable: true, description: 'At 50 % of the cycle life.' })
  at50PercentLife!: number | null;
}

@ObjectType('TemperatureRange', { simpleResolvers: true, description: '°C.' })
export class TemperatureRange {
  @Field(() => Float, { nullable: true })
  lower!: number | null;

  @Field(() => Float, { nullable: true })
  upper!: number | null;
}

@ObjectType('RatedPerformance', { simpleResolvers: true, description: 'Of the model: Annex XIII, point 1(g) to (p).' })
export class RatedPerformance {
  @Field(() => RatedCapacity, { nullable: true })
  capacity!: RatedCapacity | null;

  @Field(() => RatedEnergy, { nullable: true })
  energy!: RatedEnergy | null;

  @Field(() => RatedVoltage, { nullable: true })
  voltage!: RatedVoltage | null;

  @Field(() => RatedPower, { nullable: true })
  power!: RatedPower | null;

  @Field(() => RatedResistance, { nullable: true })
  resistance!: RatedResistance | null;

  @Field(() => RatedLifetime, { nullable: true })
  lifetime!: RatedLifetime | null;

  @Field(() => RatedRoundTripEfficiency, { nullable: true })
  roundTripEfficiency!: RatedRoundTripEfficiency | null;

  @Field(() => Float, { nullable: true, description: 'Percent a month.' })
  selfDischargingRate!: number | null;

  @Field(() => TemperatureRange, {
    nullable: true,
    description: 'That the battery withstands when not in use: Annex XIII, point 1(l).',
  })
  temperature!: TemperatureRange | null;

  @Field(() => [PassportDocument])
  performanceDocument!: PassportDocument[];

  @Directive(POINT_3)
  @Field(() => [PassportDocument], { nullable: true, description: 'Annex XIII, point 3.' })
  testReport!: PassportDocument[] | null;
}

import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { POINT_4 } from '../access-tiers.js';
import { BatteryStatus } from '../battery-status.js';
import { LifeCycleStage } from '../carbon-footprint.js';
import { PassportDocument } from './document.type.js';

@ObjectType('StageCarbonFootprint', { simpleResolvers: true })
export class StageCarbonFootprint {
  @Field(() => LifeCycleStage)
  stage!: LifeCycleStage;

  @Field(() => Float, { description: 'kg CO2e per kWh.' })
  value!: number;
}

@ObjectType('BatteryCarbonFootprint', {
  simpleResolvers: true,
  description:
    'Annex XIII, point 1(c): Article 7. Its stages sum to its total within 0.5 %; one that does not is refused.',
})
export class BatteryCarbonFootprint {
  @Field(() => Float, {
    nullable: true,
    description:
      'kg CO2e per kWh of the energy provided over the service life, without the use phase; null where only some stages are stated.',
  })
  total!: number | null;

  @Field(() => [StageCarbonFootprint])
  stages!: StageCarbonFootprint[];

  @Field(() => String, { nullable: true, description: 'Performance class, "A" the best (Article 7(2)).' })
  performanceClass!: string | null;

  @Field(() => [String], { description: 'Plants that it holds for: numbers (BPNA) or names.' })
  manufacturingPlants!: string[];

  @Field(() => [PassportDocument], { description: 'The declaration (Article 7(1)).' })
  declaration!: PassportDocument[];

  @Field(() => [PassportDocument], { description: 'Rules that it was computed by.' })
  rulebook!: PassportDocument[];

  @Field(() => [PassportDocument], { description: 'Public version of the study (Article 7(1)(g)).' })
  study!: PassportDocument[];
}

@ObjectType('SustainabilityDocuments', { simpleResolvers: true, description: 'Annex XIII, point 1(d) and (s).' })
export class SustainabilityDocuments {
  @Field(() => [PassportDocument], { description: 'Article 74(1)(b).' })
  separateCollection!: PassportDocument[];

  @Field(() => [PassportDocument], { description: 'Article 74(1)(a).' })
  wastePrevention!: PassportDocument[];

  @Field(() => [PassportDocument])
  sustainabilityReport!: PassportDocument[];

  @Field(() => [PassportDocument])
  euTaxonomyDisclosureStatement!: PassportDocument[];

  @Field(() => [PassportDocument], { description: 'Article 52(3).' })
  responsibleSourcing!: PassportDocument[];
}

@ObjectType('BatterySustainability', { simpleResolvers: true })
export class BatterySustainability {
  @Field(() => BatteryCarbonFootprint, { nullable: true })
  carbonFootprint!: BatteryCarbonFootprint | null;

  @Field(() => SustainabilityDocuments)
  documents!: SustainabilityDocuments;

  @Directive(POINT_4)
  @Field(() => BatteryStatus, { nullable: true, description: 'Annex XIII, point 4(c).' })
  status!: BatteryStatus | null;
}

import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { POINT_2 } from '../access-tiers.js';
import { PassportDocument } from './document.type.js';

@ObjectType('BatteryMaterial', {
  simpleResolvers: true,
  description: 'A material of the battery: Annex XIII, point 1(b), (e) and (f).',
})
export class BatteryMaterial {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'CAS number.' })
  casNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Component that it is in.' })
  location!: string | null;

  @Field(() => Float, { nullable: true, description: 'Percent by mass of the battery.' })
  massShare!: number | null;

  @Field(() => Float, { nullable: true, description: 'kg.' })
  massKg!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Critical raw material: Annex VI, Part A, point 10.' })
  critical!: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Percent of it that is renewable.' })
  renewable!: number | null;
}

@ObjectType('RecycledContent', {
  simpleResolvers: true,
  description: 'Article 8: cobalt, lead, lithium and nickel recovered from waste.',
})
export class RecycledContent {
  @Field(() => String, { description: '"cobalt", "lead", "lithium", "nickel" ...' })
  material!: string;

  @Field(() => Float, { nullable: true, description: 'Percent, before and after consumers together.' })
  recycled!: number | null;

  @Field(() => Float, { nullable: true, description: 'Percent, from waste of manufacturing.' })
  preConsumer!: number | null;

  @Field(() => Float, { nullable: true, description: 'Percent, from waste of consumers.' })
  postConsumer!: number | null;

  @Field(() => Boolean, { nullable: true })
  critical!: boolean | null;
}

@ObjectType('HazardousSubstance', { simpleResolvers: true })
export class HazardousSubstance {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  casNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Hazard class of Regulation (EC) No 1272/2008.' })
  hazardClass!: string | null;

  @Field(() => Float, { nullable: true, description: 'Percent by mass.' })
  concentration!: number | null;

  @Field(() => String, { nullable: true })
  location!: string | null;

  @Field(() => [PassportDocument], { description: 'Impact on environment, health and safety (Article 74(1)(f)).' })
  impact!: PassportDocument[];
}

@ObjectType('HazardousSubstances', { simpleResolvers: true })
export class HazardousSubstances {
  @Field(() => [HazardousSubstance], { description: 'Other than mercury, cadmium and lead: Annex XIII, point 1(b).' })
  other!: HazardousSubstance[];

  @Directive(POINT_2)
  @Field(() => HazardousSubstance, {
    nullable: true,
    description: 'Excepted from point 1(b): part of the detailed composition, point 2(a).',
  })
  cadmium!: HazardousSubstance | null;

  @Directive(POINT_2)
  @Field(() => HazardousSubstance, {
    nullable: true,
    description: 'Excepted from point 1(b): part of the detailed composition, point 2(a).',
  })
  mercury!: HazardousSubstance | null;

  @Directive(POINT_2)
  @Field(() => HazardousSubstance, {
    nullable: true,
    description: 'Excepted from point 1(b): part of the detailed composition, point 2(a).',
  })
  lead!: HazardousSubstance | null;
}

@ObjectType('DetailedComposition', { simpleResolvers: true, description: 'Annex XIII, point 2(a).' })
export class DetailedComposition {
  @Field(() => [BatteryMaterial])
  cathode!: BatteryMaterial[];

  @Field(() => [BatteryMaterial])
  anode!: BatteryMaterial[];

  @Field(() => [BatteryMaterial])
  electrolyte!: BatteryMaterial[];
}

@ObjectType('BatteryMaterials', { simpleResolvers: true })
export class BatteryMaterials {
  @Field(() => [BatteryMaterial], { description: 'Annex XIII, point 1(b).' })
  composition!: BatteryMaterial[];

  @Field(() => [RecycledContent], {
    description: 'Active materials by the share that is recycled: Annex XIII, point 1(e).',
  })
  active!: RecycledContent[];

  @Field(() => Float, {
    nullable: true,
    description: 'Renewable share of the whole battery in percent: Annex XIII, point 1(f).',
  })
  renewableContent!: number | null;

  @Field(() => HazardousSubstances)
  hazardous!: HazardousSubstances;

  @Directive(POINT_2)
  @Field(() => DetailedComposition, {
    nullable: true,
    description: 'Cathode, anode and electrolyte: Annex XIII, point 2(a).',
  })
  detailedComposition!: DetailedComposition | null;
}

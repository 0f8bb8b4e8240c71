import { Directive, Field, ObjectType } from 'type-graphql';
import { POINT_2, POINT_3 } from '../access-tiers.js';
import { PassportDocument } from './document.type.js';

@ObjectType('BatterySafety', { simpleResolvers: true })
export class BatterySafety {
  @Field(() => [String], { description: 'Usable extinguishing agents: Annex VI, Part A, point 9.' })
  extinguishingAgents!: string[];

  @Field(() => [PassportDocument], { description: 'Annex XIII, point 1(q) and (s); Article 74(1)(e).' })
  meaningOfLabels!: PassportDocument[];

  @Directive(POINT_2)
  @Field(() => [PassportDocument], { nullable: true, description: 'Annex XIII, point 2(d).' })
  safeDischarging!: PassportDocument[] | null;

  @Directive(POINT_2)
  @Field(() => [PassportDocument], { nullable: true, description: 'Annex XIII, point 2(c).' })
  dismantling!: PassportDocument[] | null;

  @Directive(POINT_2)
  @Field(() => [PassportDocument], { nullable: true, description: 'Annex XIII, point 2(c).' })
  removalFromAppliance!: PassportDocument[] | null;

  @Directive(POINT_2)
  @Field(() => [PassportDocument], { nullable: true, description: 'Annex XIII, point 2(d).' })
  safetyMeasures!: PassportDocument[] | null;
}

@ObjectType('BatteryConformity', { simpleResolvers: true })
export class BatteryConformity {
  @Field(() => String, { nullable: true, description: 'Annex XIII, point 1(r).' })
  declarationOfConformityId!: string | null;

  @Field(() => [PassportDocument], {
    description: 'EU declaration of conformity (Article 18): Annex XIII, point 1(r).',
  })
  declarationOfConformity!: PassportDocument[];

  @Field(() => [PassportDocument], { description: 'Annex XIII, point 1(d).' })
  dueDiligencePolicy!: PassportDocument[];

  @Field(() => [PassportDocument], {
    description: 'Third-party verification of the due diligence policy (Article 51).',
  })
  thirdPartyAssurance!: PassportDocument[];

  @Directive(POINT_3)
  @Field(() => [PassportDocument], { nullable: true, description: 'Results of test reports: Annex XIII, point 3.' })
  resultOfTestReport!: PassportDocument[] | null;
}

@ObjectType('SparePart', { simpleResolvers: true })
export class SparePart {
  @Field(() => String, { nullable: true })
  manufacturerPartId!: string | null;

  @Field(() => String, { nullable: true })
  nameAtManufacturer!: string | null;
}

@ObjectType('BatteryHandling', { simpleResolvers: true })
export class BatteryHandling {
  @Field(() => Boolean, { nullable: true, description: 'Whether there are spare parts.' })
  applicable!: boolean | null;

  @Directive(POINT_2)
  @Field(() => [String], {
    nullable: true,
    description: 'Sources of spare parts: numbers (BPNL) or names. Annex XIII, point 2(b).',
  })
  producers!: string[] | null;

  @Directive(POINT_2)
  @Field(() => [SparePart], { nullable: true, description: 'Annex XIII, point 2(b).' })
  spareParts!: SparePart[] | null;
}

import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../../kernel/scalars/date.scalar.js';
import { POINT_4 } from '../access-tiers.js';

@ObjectType('BatteryCommercial', { simpleResolvers: true, description: 'Where the battery is sold, and for what.' })
export class BatteryCommercial {
  @Field(() => GraphQLLocalDate, { nullable: true })
  placedOnMarket!: string | null;

  @Field(() => [String], { description: '"automotive" ...' })
  purpose!: string[];
}

@ObjectType('BatteryOperation', { simpleResolvers: true, description: 'Who made the battery, where and when.' })
export class BatteryOperation {
  @Field(() => String, {
    nullable: true,
    description: 'Annex VI, Part A, point 1: business partner number (BPNL) or name.',
  })
  manufacturer!: string | null;

  @Field(() => [String], { description: 'Annex VI, Part A, point 3: numbers (BPNA) or names of the plants.' })
  facilities!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Annex VI, Part A, point 4.' })
  manufacturingDate!: string | null;

  @Directive(POINT_4)
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Of the individual battery: Annex XIII, point 4; Annex VII, Part B, point 1.',
  })
  intoServiceDate!: string | null;
}

@ObjectType('BatteryPassportMetadata', { simpleResolvers: true, description: 'The passport as a record.' })
export class BatteryPassportMetadata {
  @Field(() => String, {
    nullable: true,
    description: 'Business partner number (BPNL) of the economic operator that is responsible (Article 77(4)).',
  })
  economicOperatorId!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  issueDate!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  expirationDate!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  lastModification!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the passport before, of a battery that was repurposed or remanufactured (Article 77(7)).',
  })
  predecessorId!: string | null;

  @Field(() => String, { nullable: true, description: '"draft", "approved", "invalid", "expired" ...' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the passport.' })
  version!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Data model that it was read from, such as `urn:io.catenax.battery.battery_pass:6.1.0`.',
  })
  specVersion!: string | null;

  @Field(() => String, { nullable: true })
  registrationIdentifier!: string | null;
}

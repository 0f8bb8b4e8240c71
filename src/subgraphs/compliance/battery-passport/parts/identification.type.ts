import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { POINT_4 } from '../access-tiers.js';
import { BatteryCategory } from '../battery-category.js';

@ObjectType('PassportIdentifier', { simpleResolvers: true, description: 'An identifier and what it is one of.' })
export class PassportIdentifier {
  @Field(() => String, { description: '"TARIC", "GTIN", "partInstanceId" ...' })
  key!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('BatteryIdentification', {
  simpleResolvers: true,
  description: 'Annex XIII, point 1(a); Annex VI, Part A.',
})
export class BatteryIdentification {
  @Field(() => BatteryCategory, { nullable: true, description: 'Annex VI, Part A, point 2.' })
  category!: BatteryCategory | null;

  @Field(() => String, { nullable: true, description: 'Annex VI, Part A, point 7: "LFP", "NMC 811" ...' })
  chemistry!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the model at its manufacturer.' })
  model!: string | null;

  @Field(() => String, { nullable: true })
  manufacturerPartId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unique identifier behind the QR code (Article 77(3); ISO/IEC 15459).',
  })
  idDmc!: string | null;

  @Field(() => [PassportIdentifier], { description: 'Commodity and trade codes.' })
  codes!: PassportIdentifier[];

  @Field(() => [PassportIdentifier])
  batch!: PassportIdentifier[];

  @Directive(POINT_4)
  @Field(() => [PassportIdentifier], {
    nullable: true,
    description: 'Serial numbers of the individual battery: Annex XIII, point 4.',
  })
  serial!: PassportIdentifier[] | null;
}

@ObjectType('BatteryWarranty', { simpleResolvers: true, description: 'Annex XIII, point 1(m).' })
export class BatteryWarranty {
  @Field(() => Float)
  value!: number;

  @Field(() => String, { description: '"day", "month", "year", "cycle" or "runningOrOperatingHour".' })
  unit!: string;
}

@ObjectType('BatteryCharacteristics', { simpleResolvers: true, description: 'Size, weight and warranty.' })
export class BatteryCharacteristics {
  @Field(() => Float, { nullable: true })
  lengthMm!: number | null;

  @Field(() => Float, { nullable: true })
  widthMm!: number | null;

  @Field(() => Float, { nullable: true })
  heightMm!: number | null;

  @Field(() => Float, { nullable: true, description: 'Annex VI, Part A, point 5.' })
  weightKg!: number | null;

  @Field(() => BatteryWarranty, { nullable: true })
  warranty!: BatteryWarranty | null;
}

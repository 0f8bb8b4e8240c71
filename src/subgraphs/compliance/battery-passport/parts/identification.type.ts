import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { POINT_4 } from '../access-tiers.js';

export enum BatteryCategory {
  PORTABLE = 'PORTABLE',
  SLI = 'SLI',
  LMT = 'LMT',
  EV = 'EV',
  INDUSTRIAL = 'INDUSTRIAL',
  INCORPORATED = 'INCORPORATED',
}
registerEnumType(BatteryCategory, {
  name: 'BatteryCategory',
  description:
    'Category of a battery: Regulation (EU) 2023/1542, Article 3. Passports are due for LMT, EV and INDUSTRIAL above 2 kWh (Article 77(1)).',
  valuesConfig: {
    SLI: { description: 'Starting, lighting and ignition.' },
    LMT: { description: 'Light means of transport.' },
    EV: { description: 'Electric vehicle.' },
    INCORPORATED: { description: 'Of Catena-X: built into a product.' },
  },
});

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

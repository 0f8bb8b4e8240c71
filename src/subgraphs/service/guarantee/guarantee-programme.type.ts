import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';

export enum GuaranteeComponent {
  VEHICLE = 'VEHICLE',
  HV_BATTERY = 'HV_BATTERY',
  POWERTRAIN = 'POWERTRAIN',
  CORROSION = 'CORROSION',
  CHARGER = 'CHARGER',
  MOBILITY = 'MOBILITY',
}
registerEnumType(GuaranteeComponent, {
  name: 'GuaranteeComponent',
  description: 'What a guarantee covers.',
  valuesConfig: {
    VEHICLE: { description: 'The whole car.' },
    HV_BATTERY: { description: 'The traction battery and the capacity that it keeps.' },
    POWERTRAIN: { description: 'Motor, inverter, reduction gear, on-board charger.' },
    CORROSION: { description: 'Perforation of the body by rust.' },
    CHARGER: { description: 'A wallbox sold with the car.' },
    MOBILITY: { description: 'Roadside assistance and a replacement car.' },
  },
});

export enum GuaranteeFunding {
  OEM = 'OEM',
  DEALER = 'DEALER',
  INSURER = 'INSURER',
  LAW = 'LAW',
}
registerEnumType(GuaranteeFunding, {
  name: 'GuaranteeFunding',
  description: 'Who stands for the guarantee.',
  valuesConfig: {
    OEM: { description: 'The maker.' },
    DEALER: { description: 'The dealer or importer.' },
    INSURER: { description: 'An insurer, for a premium.' },
    LAW: { description: 'The seller, because the law says so.' },
  },
});

@Directive('@key(fields: "programmeId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What is guaranteed on a component, where and for how long. It reaches one country, one trade region, one UN M49 region or, where all three are null, the world.',
})
export class GuaranteeProgramme extends Node {
  @Field(() => String)
  programmeId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CountryExtension, { nullable: true, description: 'Null for a programme that reaches further.' })
  country!: CountryExtension | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the country (ISO 3166-2) such as "US-CA"; null for the whole of it.',
  })
  subdivision!: string | null;

  @Field(() => String, { nullable: true, description: 'Trade region such as "EU27".' })
  tradeRegion!: string | null;

  @Field(() => String, { nullable: true, description: 'UN M49 code of a region or sub-region.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the maker; null for a programme for every make.' })
  maker!: string | null;

  @Field(() => Int, { nullable: true, description: 'First model year that is covered; null for no bound.' })
  modelYearFrom!: number | null;

  @Field(() => Int, { nullable: true, description: 'First model year that is no longer covered; null for no bound.' })
  modelYearTo!: number | null;

  @Field(() => GuaranteeComponent)
  component!: GuaranteeComponent;

  @Field(() => Float, { description: 'Years from the first registration.' })
  years!: number;

  @Field(() => Int, { nullable: true, description: 'Kilometres, whichever comes first; null for no limit.' })
  km!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of the battery capacity that must remain; null for other components.',
  })
  retentionPercent!: number | null;

  @Field(() => Boolean, { description: 'True where the guarantee passes to the next owner.' })
  transferable!: boolean;

  @Field(() => Boolean, { description: 'True for what the law grants, false for what is given on top.' })
  legalMinimum!: boolean;

  @Field(() => GuaranteeFunding)
  funding!: GuaranteeFunding;

  @Field(() => String, { nullable: true, description: 'Conditions in the words of the source.' })
  conditions!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; null for no beginning.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer covered; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}

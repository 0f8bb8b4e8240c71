import type { Types } from 'mongoose';
import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coordinates } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';

export enum AssemblyBaseForm {
  TRANSIT = 'TRANSIT',
  SKD = 'SKD',
  CKD = 'CKD',
  CBU = 'CBU',
}
registerEnumType(AssemblyBaseForm, {
  name: 'AssemblyBaseForm',
  description: 'What a base does with cars.',
  valuesConfig: {
    TRANSIT: { description: 'Cars pass through: storage, inspection, forwarding.' },
    SKD: { description: 'Puts together semi knocked down kits.' },
    CKD: { description: 'Puts together completely knocked down kits.' },
    CBU: { description: 'Makes whole cars.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Share of local content on certain days; half-open.' })
export class LocalContent {
  @Field(() => GraphQLDecimal, { description: 'As a fraction.' })
  share!: Types.Decimal128;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validTo!: string | null;
}

@Directive('@key(fields: "baseId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A place where cars are put together.' })
export class AssemblyBase extends Node {
  @Field(() => ID, { description: 'Country and name, e.g. "TH:byd-rayong".' })
  baseId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Slug of the maker whose cars are assembled.' })
  maker!: string;

  @Field(() => String, { description: 'Company that owns the base.' })
  owner!: string;

  @Field(() => AssemblyBaseForm)
  form!: AssemblyBaseForm;

  @Field(() => Coordinates, { nullable: true })
  coordinates!: Coordinates | null;

  @Field(() => Int, { nullable: true, description: 'Cars a year.' })
  annualCapacity!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  startOfProduction!: string | null;

  @Field(() => [String], { description: 'Models that are assembled, e.g. "byd/dolphin"; empty for all of the maker.' })
  models!: string[];

  @Field(() => [LocalContent], { description: 'Share of local content over time; `localContentOn` has that of a day.' })
  localContent!: LocalContent[];

  @Field(() => Float, { nullable: true, description: 'gCO2e per kWh of the electricity that the base uses.' })
  gridIntensity!: number | null;

  @Field(() => Float, { nullable: true, description: 'km by road to the port of shipment.' })
  portDistanceKm!: number | null;

  @Field(() => [CountryExtension], { description: 'Countries that the base delivers to.' })
  servesCountries!: CountryExtension[];

  @Field(() => Boolean, { description: 'True in a customs warehouse or free zone.' })
  bondedZone!: boolean;

  @Field(() => Provenance)
  provenance!: Provenance;
}

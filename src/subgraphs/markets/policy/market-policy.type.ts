import type { Types } from 'mongoose';
import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { AssemblyForm, CarPowertrain } from './car.enums.js';
import { LevyBase, PolicyKind, Stacking } from './policy-kind.js';

@ObjectType({ simpleResolvers: true, description: 'A named figure of a rule: a threshold, a minimum, an amount.' })
export class PolicyFigure {
  @Field(() => String)
  name!: string;

  @Field(() => GraphQLDecimal)
  value!: Types.Decimal128;

  @Field(() => String, { description: 'ISO 4217 for money, else what is counted.' })
  unit!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Something that a caller of `landedCost` states, as `conditions`.' })
export class PolicyCondition {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  description!: string;

  @Field(() => [String], { description: 'Other names that are understood.' })
  aliases!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Where a rule is written.' })
export class LegalReference {
  @Field(() => String)
  title!: string;

  @Field(() => String, { nullable: true })
  url!: string | null;

  @Field(() => String, { nullable: true })
  article!: string | null;
}

@InterfaceType({ description: 'A dated rule of a country, or of a trade region whose members inherit it.' })
export abstract class MarketPolicy {
  /** Name of the object type. */
  __typename!: string;

  @Field(() => String)
  policyId!: string;

  @Field(() => PolicyKind)
  kind!: PolicyKind;

  @Field(() => GraphQLCountryCode, { nullable: true, description: 'Null for a rule of a trade region.' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Trade region whose members inherit the rule.' })
  tradeRegion!: string | null;

  @Field(() => String, { description: 'What the rule covers, in the words of the source.' })
  scope!: string;

  @Field(() => [String], { description: 'Harmonised System headings, e.g. "8703.80"; empty for all cars.' })
  hsCodes!: string[];

  @Field(() => [CarPowertrain], { description: 'Empty for all.' })
  powertrains!: CarPowertrain[];

  @Field(() => [AssemblyForm], { description: 'Empty for all.' })
  assemblyForms!: AssemblyForm[];

  @Field(() => [GraphQLCountryCode], {
    description: 'Origins that the rule names; with its trade regions, empty for all.',
  })
  originCountries!: string[];

  @Field(() => [String], { description: 'Trade regions of origin that the rule names.' })
  originTradeRegions!: string[];

  @Field(() => [GraphQLCountryCode], { description: 'Origins that the rule leaves out.' })
  excludedOriginCountries!: string[];

  @Field(() => [String], { description: 'Trade regions of origin that the rule leaves out.' })
  excludedOriginTradeRegions!: string[];

  @Field(() => [String], {
    description: 'Exporter groups and makers that the rule is for, by any name; empty for all.',
  })
  exporterGroups!: string[];

  @Field(() => String, { nullable: true, description: 'Exporter group or maker that the rule names; null for all.' })
  maker!: string | null;

  @Field(() => [PolicyCondition], { description: 'All must be stated for the rule to apply.' })
  conditions!: PolicyCondition[];

  @Field(() => String, { nullable: true, description: 'Condition on the car, in the Common Expression Language.' })
  condition!: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'kWh from which the rule applies.' })
  batteryMinKWh!: Types.Decimal128 | null;

  @Field(() => Money, { nullable: true, description: 'Retail price up to which the rule applies.' })
  priceCap!: Money | null;

  @Field(() => [GraphQLCountryCode], { description: 'Where the car must be made; empty for anywhere.' })
  madeIn!: string[];

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction: "0.1" is 10 %.' })
  rate!: Types.Decimal128 | null;

  @Field(() => String, { nullable: true, description: 'Expression of the rate, where it is no constant.' })
  rateFormula!: string | null;

  @Field(() => String, { nullable: true, description: 'Expression of the amount.' })
  formula!: string | null;

  @Field(() => LevyBase, { nullable: true, description: 'Null for rules without money, and for what is usual.' })
  base!: LevyBase | null;

  @Field(() => String, { nullable: true, description: 'Expression of the base, where it is none of the usual ones.' })
  baseFormula!: string | null;

  @Field(() => Money, { nullable: true })
  fixedAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'At least so much is due.' })
  minAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Only the part of the base above it is levied.' })
  thresholdAmount!: Money | null;

  @Field(() => Stacking)
  stacking!: Stacking;

  @Field(() => [PolicyKind], { description: 'Kinds in whose place the rule stands.' })
  replaces!: PolicyKind[];

  @Field(() => Int, { description: 'The highest wins among rules of a kind, then the most specific one.' })
  precedence!: number;

  @Field(() => Int, { nullable: true, description: 'Cars a year under a tariff quota.' })
  quotaUnits!: number | null;

  @Field(() => [PolicyFigure])
  figures!: PolicyFigure[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day in force; null for always.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force; null for no end.' })
  validTo!: string | null;

  @Field(() => LegalReference, { nullable: true })
  legalReference!: LegalReference | null;

  @Field(() => Provenance, { description: 'Source, confidence, and what other sources say.' })
  provenance!: Provenance;
}

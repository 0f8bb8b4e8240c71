import type { Types } from 'mongoose';
import { type ClassType, Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { PolicyKind } from './policy-kind.js';

@ObjectType({ simpleResolvers: true, description: 'A named figure of a rule: a threshold, a minimum, an amount.' })
export class PolicyFigure {
  @Field(() => String)
  name!: string;

  @Field(() => GraphQLDecimal)
  value!: Types.Decimal128;

  @Field(() => String, { description: 'ISO 4217 for money, else what is counted.' })
  unit!: string;
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

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction: "0.1" is 10 %.' })
  rate!: Types.Decimal128 | null;

  @Field(() => String, { nullable: true, description: 'Exporter group or maker that the rule names; null for all.' })
  maker!: string | null;

  @Field(() => Int, { nullable: true, description: 'Cars a year under a tariff quota.' })
  quotaUnits!: number | null;

  @Field(() => [PolicyFigure])
  figures!: PolicyFigure[];

  @Field(() => String, { description: 'What the rule covers, in the words of the source.' })
  scope!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day in force; null for always.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ImportDuty: 'Duty on the import of cars, or its reduction.',
  TradeRemedyDuty: 'Countervailing or anti-dumping duty on one exporter group.',
  TariffQuota: 'A number of cars a year at a lower duty.',
  PriceUndertaking: 'Minimum import price in place of a trade remedy duty.',
  Vat: 'Value added tax or goods and services tax.',
  Excise: 'Special consumption, excise or luxury tax.',
  PurchaseIncentive: 'Grant or rebate for the buyer.',
  CybersecurityRule: 'Rule on the cybersecurity or the origin of vehicle software and hardware.',
  Localisation: 'Local production or local content that imports oblige to.',
  ServiceNetworkRule: 'Service network that an import permit demands.',
  InfrastructureTarget: 'Public charging power or number of points that a state must reach.',
  CarbonRule: 'Rule on the carbon footprint of cars, batteries or their materials.',
  ConsumerCreditRule: 'Rule on consumer credit, such as how the annual percentage rate is computed.',
};

function policyType(name: string, description: string): ClassType<MarketPolicy> {
  @ObjectType(name, { implements: MarketPolicy, simpleResolvers: true, description })
  class Policy extends MarketPolicy {}
  return Policy as unknown as ClassType<MarketPolicy>;
}

/** One object type for each family of rules. */
export const POLICY_TYPES: readonly ClassType<MarketPolicy>[] = Object.entries(DESCRIPTIONS).map(
  ([name, description]) => policyType(name, description),
);

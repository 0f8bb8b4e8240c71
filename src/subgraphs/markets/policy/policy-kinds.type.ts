import { type ClassType, Field, Float, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { MarketPolicy } from './market-policy.type.js';

/** Every object type of the interface implements it, and reads its fields off the policy. */
function PolicyType(description: string): ClassDecorator {
  return ObjectType({ implements: MarketPolicy, simpleResolvers: true, description }) as ClassDecorator;
}

@PolicyType('Duty on the import of cars, or its reduction.')
class ImportDuty extends MarketPolicy {}

@PolicyType('Countervailing or anti-dumping duty on one exporter group.')
class TradeRemedyDuty extends MarketPolicy {
  @Field(() => String, { nullable: true, description: 'Additional TARIC code of the exporter group.' })
  taricAdditionalCode?: string | null;
}

@PolicyType('A number of cars a year at a lower duty.')
class TariffQuota extends MarketPolicy {
  @Field(() => Int, { nullable: true, description: 'Cars a year.' })
  units!: number | null;

  @Field(() => Money, { nullable: true, description: 'Customs value under the quota, where it is no number of cars.' })
  quotaValue?: Money | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction.' })
  inQuotaRate!: unknown;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction; null where no source says.' })
  outOfQuotaRate?: string | null;

  @Field(() => Int, { nullable: true, description: 'Cars that have come in; null where nobody publishes them.' })
  usedUnits?: number | null;
}

@PolicyType('Minimum import price in place of a trade remedy duty.')
class PriceUndertaking extends MarketPolicy {
  @Field(() => Boolean, { description: 'True where the authority does not publish the minimum price.' })
  minimumPriceConfidential!: boolean;
}

@PolicyType('Value added tax or goods and services tax.')
class Vat extends MarketPolicy {}

@PolicyType('Special consumption, excise or luxury tax.')
class Excise extends MarketPolicy {}

@PolicyType('Grant or rebate for the buyer.')
class PurchaseIncentive extends MarketPolicy {}

@PolicyType('Approval that a car needs before it may be sold.')
class Homologation extends MarketPolicy {
  @Field(() => [String], { description: 'UN regulations, directives and standards.' })
  regulations!: string[];

  @Field(() => String, { nullable: true, description: 'TYPE_APPROVAL or SELF_CERTIFICATION.' })
  procedure?: string | null;
}

@PolicyType('Rule on the cybersecurity or the origin of vehicle software and hardware.')
class CybersecurityRule extends MarketPolicy {
  @Field(() => [String], { description: 'UN regulations and standards that are demanded.' })
  regulations!: string[];

  @Field(() => [GraphQLCountryCode], { description: 'Countries whose software or hardware is meant.' })
  nexusCountries!: string[];

  @Field(() => Int, { nullable: true, description: 'First model year without software of those countries.' })
  softwareFromModelYear?: number | null;

  @Field(() => Int, { nullable: true, description: 'First model year without hardware of those countries.' })
  hardwareFromModelYear?: number | null;
}

@PolicyType('Data that must be kept in the country.')
class DataResidency extends MarketPolicy {
  @Field(() => [String])
  dataCategories!: string[];
}

@PolicyType('Local production or local content that imports oblige to.')
class Localisation extends MarketPolicy {
  @Field(() => GraphQLDecimal, { nullable: true, description: 'Cars to be made for each one that was imported.' })
  ratioLocalPerImported?: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Share of local content, as a fraction.' })
  localContentShare?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  deadline?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Null where no source says.' })
  bankGuarantee?: boolean | null;
}

@PolicyType('Service network that an import permit demands.')
class ServiceNetworkRule extends MarketPolicy {
  @Field(() => Int, { nullable: true, description: 'Stations in the whole country.' })
  minServicePoints?: number | null;

  @Field(() => Int, { nullable: true, description: 'Regions, each of which needs stations.' })
  regions?: number | null;

  @Field(() => Int, { nullable: true, description: 'Stations in each region.' })
  minServicePointsPerRegion?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seats of the call centre.' })
  minCallCentreSeats?: number | null;

  @Field(() => String, { nullable: true, description: 'Certificate that a station needs.' })
  stationCertificate?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True where the maker needs a representative in the country.' })
  residentRepresentative?: boolean | null;
}

@PolicyType('Public charging power or number of points that a state must reach.')
class InfrastructureTarget extends MarketPolicy {
  @Field(() => Float, { nullable: true, description: 'kW of public power for each battery electric car.' })
  kilowattsPerBEV?: number | null;

  @Field(() => Float, { nullable: true, description: 'kW for each plug-in hybrid.' })
  kilowattsPerPHEV?: number | null;
}

@PolicyType('Rule on the carbon footprint of cars, batteries or their materials.')
class CarbonRule extends MarketPolicy {
  @Field(() => [String], { description: 'Goods that the rule covers.' })
  goods!: string[];

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Tonnes a year below which it does not apply.' })
  thresholdTonnes?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Null where the question does not arise.' })
  coversFinishedCars?: boolean | null;
}

@PolicyType('Rule on consumer credit, such as how the annual percentage rate is computed.')
class ConsumerCreditRule extends MarketPolicy {
  @Field(() => String, { nullable: true, description: 'EU_CCD, US_REG_Z, UK_CONC ...' })
  aprMethod?: string | null;

  @Field(() => String, { nullable: true, description: 'How the annual percentage rate is rounded.' })
  rounding?: string | null;

  @Field(() => Money, { nullable: true, description: 'Largest credit that the rule covers.' })
  maxAmount?: Money | null;
}

/** One object type for each family of rules. */
export const POLICY_TYPES: readonly ClassType<MarketPolicy>[] = [
  ImportDuty,
  TradeRemedyDuty,
  TariffQuota,
  PriceUndertaking,
  Vat,
  Excise,
  PurchaseIncentive,
  Homologation,
  CybersecurityRule,
  DataResidency,
  Localisation,
  ServiceNetworkRule,
  InfrastructureTarget,
  CarbonRule,
  ConsumerCreditRule,
];

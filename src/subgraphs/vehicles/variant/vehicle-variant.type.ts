import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';
import { BatteryChemistry, Powertrain, RangeCycle } from './vehicle-variant.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A rated range; comparable within its cycle only.' })
export class RatedRange {
  @Field(() => RangeCycle)
  cycle!: RangeCycle;

  @Field(() => Float, { description: 'km.' })
  km!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Consumption after a test cycle; comparable within its cycle only.' })
export class CycleConsumption {
  @Field(() => RangeCycle)
  cycle!: RangeCycle;

  @Field(() => Float, {
    description: 'kWh from the battery for 100 km: usable battery over rated range. Losses of charging are not in it.',
  })
  kWhPer100Km!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Charging power that the car takes at a state of charge.' })
export class ChargingPower {
  @Field(() => Float, { description: 'State of charge in percent.' })
  soc!: number;

  @Field(() => Float)
  kW!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outer dimensions in mm; null where unknown.' })
export class VehicleDimensions {
  @Field(() => Float, { nullable: true })
  lengthMm!: number | null;

  @Field(() => Float, { nullable: true, description: 'Without mirrors.' })
  widthMm!: number | null;

  @Field(() => Float, { nullable: true })
  heightMm!: number | null;

  @Field(() => Float, { nullable: true })
  wheelbaseMm!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'The battery guarantee that the source states for the variant.' })
export class VariantBatteryWarranty {
  @Field(() => Float)
  years!: number;

  @Field(() => Int, { nullable: true, description: 'Kilometres, whichever comes first; null for no limit.' })
  km!: number | null;

  @Field(() => Float, { nullable: true, description: 'Percent of the capacity that must remain.' })
  retentionPercent!: number | null;
}

@Directive('@key(fields: "variantId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'One buildable variant of a car model.' })
export class VehicleVariant extends Node {
  @Field(() => ID, { description: 'maker/model/year/trim/variant, e.g. "audi/a6_e_tron/2024/base/sportback".' })
  variantId!: string;

  @Field(() => String, { description: 'Slug of the maker.' })
  makerSlug!: string;

  @Field(() => String)
  makerName!: string;

  @Field(() => String, { description: 'Slug of the model, unique within the maker.' })
  model!: string;

  @Field(() => String)
  modelName!: string;

  @Field(() => Int)
  modelYear!: number;

  @Field(() => String, { nullable: true })
  trim!: string | null;

  @Field(() => String, { nullable: true })
  variant!: string | null;

  @Field(() => String, { description: 'Full name for people, e.g. "Audi A6 e-tron Sportback 2024".' })
  name!: string;

  @Field(() => Powertrain)
  powertrain!: Powertrain;

  @Field(() => String, { nullable: true, description: 'In the words of the source: sedan, crossover, pickup ...' })
  bodyType!: string | null;

  @Field(() => Int, { nullable: true })
  seats!: number | null;

  @Field(() => Float, { nullable: true, description: 'kWh, whole battery.' })
  batteryGrossKWh!: number | null;

  @Field(() => Float, { nullable: true, description: 'kWh that the car can use.' })
  batteryNetKWh!: number | null;

  @Field(() => BatteryChemistry, { nullable: true })
  chemistry!: BatteryChemistry | null;

  @Field(() => Int, { nullable: true, description: 'V: class of the high-voltage system, 400 or 800.' })
  architectureVoltage!: number | null;

  @Field(() => Float, { nullable: true, description: 'kW: highest AC charging power.' })
  acMaxKW!: number | null;

  @Field(() => Int, { nullable: true, description: 'Phases of AC charging.' })
  acPhases!: number | null;

  @Field(() => Float, { nullable: true, description: 'kW: highest DC charging power.' })
  dcMaxKW!: number | null;

  @Field(() => [CONNECTOR_TYPES.members], { description: 'Charge ports of the car.' })
  ports!: ConnectorType[];

  @Field(() => [String], { description: "The source's own words for the ports that are OTHER." })
  portsText!: string[];

  @Field(() => [RatedRange], { description: 'Rated ranges, one for each test cycle.' })
  ranges!: RatedRange[];

  @Field(() => [CycleConsumption], {
    description: 'For each test cycle with a rated range; empty where the usable battery is not known.',
  })
  consumption!: CycleConsumption[];

  @Field(() => [ChargingPower], { description: 'DC charging power by state of charge; empty where unknown.' })
  dcCurve!: ChargingPower[];

  @Field(() => String, {
    nullable: true,
    description: 'Who states the curve; "SYNTHETIC" where it is generated for a real car.',
  })
  dcCurveSource!: string | null;

  @Field(() => Float, { nullable: true, description: 'kW for devices outside (V2L); null where unknown.' })
  v2lMaxKW!: number | null;

  @Field(() => VariantBatteryWarranty, { nullable: true })
  batteryWarranty!: VariantBatteryWarranty | null;

  @Field(() => VehicleDimensions, { nullable: true })
  dimensions!: VehicleDimensions | null;

  @Field(() => Float, { nullable: true, description: 'kW: power of all motors together.' })
  systemPowerKW!: number | null;

  @Field(() => Float, { nullable: true, description: 'kg, without driver and load.' })
  kerbWeightKg!: number | null;

  @Field(() => [CountryExtension], { description: 'Markets that the source names; offers say where it is on sale.' })
  markets!: CountryExtension[];

  @Field(() => Provenance)
  provenance!: Provenance;
}

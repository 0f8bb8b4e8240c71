import {
  ArrayMaxSize,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  IsPositive,
  Matches,
  Max,
  MaxLength,
  MinLength,
  NotEquals,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { MAKER_SLUG } from '../maker/maker-slug.js';
import { Powertrain, RangeCycle } from './vehicle-variant.enums.js';

@InputType({ description: 'Variants that meet every given condition; lists mean any of their members.' })
export class VehicleVariantFilter {
  @Field(() => [String], { nullable: true, description: 'Slugs of makers, at most 100.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @Matches(MAKER_SLUG, { each: true, message: 'must be slugs of makers, such as "byd"' })
  makers?: string[] | null;

  @Field(() => [Powertrain], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsEnum(Powertrain, { each: true })
  powertrains?: Powertrain[] | null;

  @Field(() => [CONNECTOR_TYPES.members], { nullable: true, description: 'Charge ports of the car.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @IsEnum(CONNECTOR_TYPES.members, { each: true })
  ports?: ConnectorType[] | null;

  @Field(() => Int, { nullable: true, description: 'V: class of the high-voltage system, 400 or 800.' })
  @IsOptional()
  @IsPositive()
  @Max(2_000)
  architectureVoltage?: number | null;

  @Field(() => Float, { nullable: true, description: 'kWh: least usable battery; gross where the net is not known.' })
  @IsOptional()
  @IsPositive()
  @Max(10_000)
  minBatteryKWh?: number | null;

  @Field(() => Int, { nullable: true, description: 'km: least rated range in `cycle`; both or none must be given.' })
  @IsOptional()
  @IsPositive()
  @Max(10_000)
  minRangeKm?: number | null;

  @Field(() => RangeCycle, { nullable: true, description: 'Test cycle of `minRangeKm`; not OTHER.' })
  @IsOptional()
  @IsEnum(RangeCycle)
  @NotEquals(RangeCycle.OTHER, { message: 'must name a test cycle: ranges of unnamed cycles cannot be compared' })
  cycle?: RangeCycle | null;

  @Field(() => GraphQLCountryCode, { nullable: true, description: 'A market that the source names.' })
  @IsOptional()
  @IsISO31661Alpha2()
  marketCountry?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the full name, in any case.' })
  @IsOptional()
  @MinLength(1)
  @MaxLength(100)
  search?: string | null;
}

export enum VehicleVariantOrderField {
  VARIANT_ID = 'VARIANT_ID',
  RANGE = 'RANGE',
}
registerEnumType(VehicleVariantOrderField, {
  name: 'VehicleVariantOrderField',
  description: 'What variants are ordered by.',
  valuesConfig: {
    VARIANT_ID: { description: 'By maker, model and year.' },
    RANGE: { description: 'By the range in one test cycle; variants without a range in it are left out.' },
  },
});

export enum SortDirection {
  ASCENDING = 'ASCENDING',
  DESCENDING = 'DESCENDING',
}
registerEnumType(SortDirection, { name: 'SortDirection', description: 'Which end of a list comes first.' });

@InputType({ description: 'Order of a list of variants.' })
export class VehicleVariantOrder {
  @Field(() => VehicleVariantOrderField)
  @IsEnum(VehicleVariantOrderField)
  by!: VehicleVariantOrderField;

  @Field(() => RangeCycle, {
    nullable: true,
    description: 'Test cycle of RANGE, which must name one: ranges of different cycles cannot be compared. Not OTHER.',
  })
  @IsOptional()
  @IsEnum(RangeCycle)
  @NotEquals(RangeCycle.OTHER, { message: 'must name a test cycle: ranges of unnamed cycles cannot be compared' })
  cycle?: RangeCycle | null;

  @Field(() => SortDirection, { defaultValue: SortDirection.ASCENDING })
  @IsEnum(SortDirection)
  direction!: SortDirection;
}

@ArgsType()
export class VehicleVariantsArguments extends PageArguments {
  @Field(() => VehicleVariantFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: VehicleVariantFilter | null;

  @Field(() => VehicleVariantOrder, { nullable: true, description: 'Default by variantId, ascending.' })
  @IsOptional()
  @ValidateNested()
  orderBy?: VehicleVariantOrder | null;
}

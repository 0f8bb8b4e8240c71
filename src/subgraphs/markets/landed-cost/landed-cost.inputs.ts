import {
  ArrayMaxSize,
  IsISO31661Alpha2,
  IsOptional,
  MaxLength,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { Decimal } from 'decimal.js';
import { Field, InputType } from 'type-graphql';
import { MoneyInput } from '../../../kernel/money/money.input.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { AssemblyForm, CarPowertrain } from '../policy/car.enums.js';
import { PolicyChangeInput } from './policy-change.inputs.js';

const MAXIMUM_BATTERY_KWH = 2000;

@InputType({ description: 'A car on its way into a country.' })
export class LandedCostInput {
  @Field(() => GraphQLCountryCode, { description: 'Country that the car comes into.' })
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the import; default today.' })
  @IsOptional()
  asOf?: string | null;

  @Field(() => MoneyInput, {
    description: 'Customs value: cost, insurance and freight. Its currency is that of the answer.',
  })
  @ValidateNested()
  cifPrice!: MoneyInput;

  @Field(() => GraphQLCountryCode, {
    nullable: true,
    description: 'Country of origin. Rules for named origins stay undecided without it.',
  })
  @IsOptional()
  @IsISO31661Alpha2()
  originCountry?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Exporter group or maker, e.g. "BYD Group"; without it, or under an unknown name, the rates for all others apply.',
  })
  @IsOptional()
  @MaxLength(100)
  exporterGroup?: string | null;

  @Field(() => CarPowertrain)
  powertrain!: CarPowertrain;

  @Field(() => AssemblyForm, { defaultValue: AssemblyForm.CBU })
  assemblyForm!: AssemblyForm;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'kWh of the battery.' })
  @IsOptional()
  @IsBatteryCapacity()
  batteryKwh?: Decimal | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'Price to the buyer before value added tax: what retail taxes and price caps are held against. Without it the cost so far stands for it.',
  })
  @IsOptional()
  @ValidateNested()
  retailPrice?: MoneyInput | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'What is true of this import, by the codes of `MarketPolicy.conditions`, e.g. "IN_QUOTA".',
  })
  @ArrayMaxSize(20)
  @MaxLength(100, { each: true })
  conditions!: string[];

  @Field(() => [PolicyChangeInput], {
    defaultValue: [],
    description: 'What if: policies as if they said otherwise. At most 20.',
  })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  changes!: PolicyChangeInput[];
}

function IsBatteryCapacity(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isBatteryCapacity',
      validator: {
        validate: (value: unknown) =>
          Decimal.isDecimal(value) && !value.isNegative() && value.lessThanOrEqualTo(MAXIMUM_BATTERY_KWH),
        defaultMessage: () => `must lie between 0 and ${MAXIMUM_BATTERY_KWH} kWh`,
      },
    },
    options,
  );
}

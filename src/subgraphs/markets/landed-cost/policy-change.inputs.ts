import { IsOptional, MaxLength, ValidateBy, type ValidationOptions } from 'class-validator';
import { Decimal } from 'decimal.js';
import { Field, InputType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';

@InputType({ description: 'A policy as if it said otherwise: what is not given stays as it is on file.' })
export class PolicyChangeInput {
  @Field(() => String, { description: 'Key of the policy that is changed.' })
  @MaxLength(120)
  policyId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'True where the policy is not in force at all.' })
  withdrawn!: boolean;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction; takes the place of a formula too.' })
  @IsOptional()
  @IsNotNegative()
  rate?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: "In the policy's currency." })
  @IsOptional()
  @IsNotNegative()
  fixedAmount?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: "In the policy's currency." })
  @IsOptional()
  @IsNotNegative()
  minAmount?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: "In the policy's currency." })
  @IsOptional()
  @IsNotNegative()
  thresholdAmount?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: "In the policy's currency." })
  @IsOptional()
  @IsNotNegative()
  priceCap?: Decimal | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day in force.' })
  @IsOptional()
  validFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force.' })
  @IsOptional()
  validTo?: string | null;
}

function IsNotNegative(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isNotNegative',
      validator: {
        validate: (value: unknown) => Decimal.isDecimal(value) && !value.isNegative(),
        defaultMessage: () => 'must not be negative',
      },
    },
    options,
  );
}

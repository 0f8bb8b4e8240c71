import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';

export enum AnnualPercentageRateMethod {
  EU_CCD = 'EU_CCD',
  US_REG_Z = 'US_REG_Z',
}
registerEnumType(AnnualPercentageRateMethod, {
  name: 'AnnualPercentageRateMethod',
  description: 'The rule of an annual percentage rate.',
  valuesConfig: {
    EU_CCD: { description: 'Directive (EU) 2023/2225, Annex III (2008/48/EC, Annex I).' },
    US_REG_Z: { description: '12 CFR 1026 (Regulation Z), Appendix J.' },
  },
});

export enum AnnualPercentageRateBasis {
  EQUAL_MONTHS = 'EQUAL_MONTHS',
  CALENDAR_DAYS = 'CALENDAR_DAYS',
  UNIT_PERIODS = 'UNIT_PERIODS',
}
registerEnumType(AnnualPercentageRateBasis, {
  name: 'AnnualPercentageRateBasis',
  description: 'How time is measured; it changes the rate, and is stated with it.',
  valuesConfig: {
    EQUAL_MONTHS: {
      description:
        'Months of a twelfth of a year; days left over by the days of their year. `days` alone are over 365.',
    },
    CALENDAR_DAYS: { description: 'Actual days over 365.' },
    UNIT_PERIODS: { description: 'Whole unit-periods and a fraction of one.' },
  },
});

/** Unit-periods a year that Appendix J knows: days, weeks and multiples, half months, months and multiples. */
const UNIT_PERIODS_PER_YEAR = [1, 2, 3, 4, 6, 12, 13, 24, 26, 52, 365];

/** More flows than any credit has: a century of months. */
const MAXIMUM_FLOWS = 1_200;

@InputType({
  description:
    'An amount, and when it flows: said in one way (`date`, `days`, `years`, or `periods` with `fraction`), or in none for the beginning.',
})
export class CashFlowInput {
  @Field(() => GraphQLDecimal, { description: 'Not negative.' })
  amount!: Decimal;

  @Field(() => GraphQLLocalDate, { nullable: true })
  @IsOptional()
  date?: string | null;

  @Field(() => Int, { nullable: true, description: 'Days from the first drawdown.' })
  @IsOptional()
  @Min(0)
  @Max(50_000)
  days?: number | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Years from the first drawdown.' })
  @IsOptional()
  years?: Decimal | null;

  @Field(() => Int, { nullable: true, description: 'Whole periods from the first drawdown: months, or unit-periods.' })
  @IsOptional()
  @Min(0)
  @Max(50_000)
  periods?: number | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Part of a period beyond the whole ones, 0 up to 1.' })
  @IsOptional()
  fraction?: Decimal | null;
}

@InputType({ description: 'A credit: what the borrower gets and pays, and the rule to state its rate by.' })
export class AnnualPercentageRateInput {
  @Field(() => AnnualPercentageRateMethod)
  method!: AnnualPercentageRateMethod;

  @Field(() => AnnualPercentageRateBasis)
  basis!: AnnualPercentageRateBasis;

  @Field(() => [CashFlowInput], { description: 'What the borrower gets, without charges that are held back.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(MAXIMUM_FLOWS)
  @ValidateNested({ each: true })
  drawdowns!: CashFlowInput[];

  @Field(() => [CashFlowInput], { description: 'What the borrower pays, charges included.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(MAXIMUM_FLOWS)
  @ValidateNested({ each: true })
  payments!: CashFlowInput[];

  @Field(() => Int, {
    nullable: true,
    description: `Periods a year where times are in periods: one of ${UNIT_PERIODS_PER_YEAR.join(', ')}. Unless told, 12; under Regulation Z the term of a single payment, a year at most.`,
  })
  @IsOptional()
  @IsIn(UNIT_PERIODS_PER_YEAR)
  unitPeriodsPerYear?: number | null;
}

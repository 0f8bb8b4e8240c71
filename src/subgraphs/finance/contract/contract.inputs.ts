import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsEnum,
  IsIn,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { WORD } from '../quote/quote-preview.inputs.js';
import { ContractStatus } from './contract.type.js';
import type { ImpairmentStage } from './impairment-stage.js';

/** Opaque: no blanks, no @, and so no name or address by mistake. */
export const CONTRACT_NUMBER = /^[A-Za-z0-9._-]{1,100}$/;

/** Contracts of one report, which is written whole or not at all. */
const MAXIMUM_CONTRACTS = 500;

@InputType({ description: 'Where a contract stands. What is not told of a contract that is known stays as it is.' })
export class ContractReportInput {
  @Field(() => String, { description: 'Number in the books of the bank: letters, digits and . _ -' })
  @Matches(CONTRACT_NUMBER)
  contractNumber!: string;

  @Field(() => ID, { nullable: true, description: "One of the caller's products; needed for a contract that is new." })
  @IsOptional()
  @Matches(WORD)
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The application that became the contract.' })
  @IsOptional()
  @Matches(WORD)
  applicationId?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Matches(WORD)
  variantId?: string | null;

  @Field(() => GraphQLDecimal, { description: "In the product's currency; 0 where nothing is owed." })
  outstanding!: Decimal;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'None where nothing is due any more.' })
  @IsOptional()
  nextPaymentDate?: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Day of the last instalment; needed for a contract that is new.',
  })
  @IsOptional()
  endsOn?: string | null;

  @Field(() => Int, { description: 'Days since the oldest amount that is due and not paid; 0 for none.' })
  @Min(0)
  @Max(20_000)
  daysPastDue!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Stage of IFRS 9 (1, 2, 3) where it is not the one that the days past due presume.',
  })
  @IsOptional()
  @IsIn([1, 2, 3])
  stage?: ImpairmentStage | null;

  @Field(() => String, {
    nullable: true,
    description: 'Needed for a stage below the presumed one: IFRS 9 asks for reasonable and supportable information.',
  })
  @IsOptional()
  @MaxLength(500)
  stageReason?: string | null;

  @Field(() => ContractStatus, { defaultValue: ContractStatus.RUNNING })
  @IsEnum(ContractStatus)
  status!: ContractStatus;

  @Field(() => ID, { nullable: true, description: 'Passport of the battery that secures the claim.' })
  @IsOptional()
  @Matches(/^\S{1,300}$/u)
  batteryPassportId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Carbon footprint performance class, where no passport says it.',
  })
  @IsOptional()
  @Matches(/^[A-Z]$/)
  batteryCarbonClass?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  @IsOptional()
  guaranteeEndsOn?: string | null;
}

@InputType({ description: "Where contracts of the caller's in a country stand. Written whole or not at all." })
export class ReportContractsInput {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the figures; default today.' })
  @IsOptional()
  reportedOn?: string | null;

  @Field(() => [ContractReportInput], { description: `At most ${MAXIMUM_CONTRACTS}.` })
  @ArrayNotEmpty()
  @ArrayMaxSize(MAXIMUM_CONTRACTS)
  @ArrayUnique(({ contractNumber }: ContractReportInput) => contractNumber, {
    message: 'must not have a contractNumber twice',
  })
  @ValidateNested({ each: true })
  contracts!: ContractReportInput[];

  @Field(() => String, {
    description: 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.',
  })
  idempotencyKey!: string;
}

@ArgsType()
export class ReportContractsArguments {
  @Field(() => ReportContractsInput)
  @ValidateNested()
  input!: ReportContractsInput;
}

@InputType({ description: 'Contracts that meet every given condition.' })
export class ContractFilter {
  @Field(() => GraphQLCountryCode, { nullable: true })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Matches(WORD)
  productId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'For any of these cars; at most 200.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Matches(WORD, { each: true })
  variantIds?: string[] | null;

  @Field(() => ContractStatus, { nullable: true })
  @IsOptional()
  @IsEnum(ContractStatus)
  status?: ContractStatus | null;

  @Field(() => Int, { nullable: true, description: 'At least so many days past due.' })
  @IsOptional()
  @Min(0)
  @Max(20_000)
  daysPastDue?: number | null;
}

@ArgsType()
export class ContractsArguments extends PageArguments {
  @Field(() => ContractFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: ContractFilter | null;
}

import {
  ArrayMaxSize,
  ArrayUnique,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { CONTRACT_NUMBER } from '../contract/contract.inputs.js';
import { WORD } from '../quote/quote-preview.inputs.js';
import { ApplicationStatus } from './application.type.js';

/**
 * An opaque reference, so that no person's data gets in by mistake: no blanks and no @ (names, addresses), at least one digit
 * (names), and neither a date of birth nor an IBAN.
 */
const OPAQUE =
  /^(?=.*\d)(?!\d{4}[-.]\d{2}[-.]\d{2}$)(?!\d{2}[-.]\d{2}[-.]\d{4}$)(?![A-Z]{2}\d{2}[A-Z0-9]{11,30}$)[A-Za-z0-9._:-]{4,100}$/;
const REASON = /^[A-Z][A-Z0-9_]{1,59}$/;

const KEY_DESCRIPTION = 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.';

@InputType({ description: 'An application for what a quote promises, or a draft that shall be submitted.' })
export class SubmitApplicationInput {
  @Field(() => ID, { nullable: true, description: 'The quote; not beside applicationId.' })
  @IsOptional()
  @Matches(WORD)
  quoteId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Opaque reference to the applicant, no data of the person: 4 to 100 of A-Z a-z 0-9 . _ : - with a digit among them.',
  })
  @IsOptional()
  @Matches(OPAQUE, {
    message: 'must be an opaque reference of 4 to 100 letters, digits and . _ : - with a digit; no name, date or IBAN',
  })
  applicantRef?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Keeps it as a draft, which the partner does not see as submitted.',
  })
  asDraft!: boolean;

  @Field(() => ID, { nullable: true, description: 'A draft to submit, with its version.' })
  @IsOptional()
  @Matches(WORD)
  applicationId?: string | null;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @Min(1)
  version?: number | null;

  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

export enum ApplicationDecision {
  IN_REVIEW = 'IN_REVIEW',
  APPROVED = 'APPROVED',
  CONDITIONAL = 'CONDITIONAL',
  DECLINED = 'DECLINED',
  CONTRACTED = 'CONTRACTED',
}
registerEnumType(ApplicationDecision, {
  name: 'ApplicationDecision',
  description: 'What a partner makes of an application.',
});

@InputType({ description: 'A change that must have seen the last one.' })
export abstract class ApplicationChangeInput {
  @Field(() => ID)
  @Matches(WORD)
  applicationId!: string;

  @Field(() => Int, { description: 'Version that the caller has seen.' })
  @Min(1)
  version!: number;

  @Field(() => [String], { defaultValue: [], description: 'For machines: capital letters, digits and _.' })
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(REASON, { each: true, message: 'must be codes of capital letters, digits and _' })
  reasonCodes!: string[];

  @Field(() => String, { nullable: true, description: 'For people; no data of the applicant.' })
  @IsOptional()
  @MaxLength(1_000)
  comment?: string | null;

  @Field(() => String, { description: KEY_DESCRIPTION })
  idempotencyKey!: string;
}

@InputType()
export class DecideApplicationInput extends ApplicationChangeInput {
  @Field(() => ApplicationDecision)
  @IsEnum(ApplicationDecision)
  decision!: ApplicationDecision;

  @Field(() => String, {
    nullable: true,
    description: "With CONTRACTED: the contract's number in the books of the bank; the application's id unless told.",
  })
  @IsOptional()
  @Matches(CONTRACT_NUMBER)
  contractNumber?: string | null;
}

@InputType()
export class WithdrawApplicationInput extends ApplicationChangeInput {}

@ArgsType()
export class SubmitApplicationArguments {
  @Field(() => SubmitApplicationInput)
  @ValidateNested()
  input!: SubmitApplicationInput;
}

@ArgsType()
export class DecideApplicationArguments {
  @Field(() => DecideApplicationInput)
  @ValidateNested()
  input!: DecideApplicationInput;
}

@ArgsType()
export class WithdrawApplicationArguments {
  @Field(() => WithdrawApplicationInput)
  @ValidateNested()
  input!: WithdrawApplicationInput;
}

@InputType({ description: 'Applications that meet every given condition.' })
export class ApplicationFilter {
  @Field(() => GraphQLCountryCode, { nullable: true })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => [ApplicationStatus], { nullable: true, description: 'Any of these.' })
  @IsOptional()
  @ArrayUnique()
  @ArrayMaxSize(9)
  @IsEnum(ApplicationStatus, { each: true })
  statuses?: ApplicationStatus[] | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Matches(WORD)
  productId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'For any of these offers; at most 200.' })
  @IsOptional()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Matches(WORD, { each: true })
  offerIds?: string[] | null;
}

@ArgsType()
export class ApplicationsArguments extends PageArguments {
  @Field(() => ApplicationFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: ApplicationFilter | null;
}

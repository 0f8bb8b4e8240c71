import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { CarPowertrain } from '../policy/car.enums.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MONTH_MESSAGE = { message: 'must be a month such as 2026-01' };

@InputType({ description: 'Registrations that meet every given condition; lists mean any of their members.' })
export class RegistrationFilter {
  @Field(() => String, { nullable: true, description: 'First month, e.g. "2026-01".' })
  @IsOptional()
  @Matches(MONTH, MONTH_MESSAGE)
  fromMonth?: string | null;

  @Field(() => String, { nullable: true, description: 'Last month.' })
  @IsOptional()
  @Matches(MONTH, MONTH_MESSAGE)
  toMonth?: string | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of makes, at most 100.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(60, { each: true })
  makes?: string[] | null;

  @Field(() => [CarPowertrain], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(6)
  powertrains?: CarPowertrain[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for areas alone, false for the whole country alone; both where not given.',
  })
  @IsOptional()
  byArea?: boolean | null;
}

@ArgsType()
export class RegistrationsArguments extends PageArguments {
  @Field(() => RegistrationFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: RegistrationFilter | null;
}

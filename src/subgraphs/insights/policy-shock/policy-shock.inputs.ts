import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsOptional, Max, MaxLength, Min } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@InputType({ description: 'A policy that changes, and where its effect is looked for.' })
export class PolicyShockInput {
  @Field(() => String, { description: 'Key of the policy that is changed.' })
  @MaxLength(120)
  policyId!: string;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'New rate as a fraction; not negative.' })
  @IsOptional()
  rate?: Decimal | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True where the policy is no longer in force at all.' })
  withdrawn!: boolean;

  @Field(() => [GraphQLCountryCode], { description: 'Markets to look at; at most 60.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(60)
  @ArrayUnique()
  countries!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of offers and policies; default today.' })
  @IsOptional()
  asOf?: string | null;

  @Field(() => Int, { defaultValue: 48, description: 'Term of the financing; at most 120.' })
  @Min(1)
  @Max(120)
  months!: number;
}

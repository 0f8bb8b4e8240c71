import { IsEnum, IsOptional, Matches } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { GuaranteeComponent } from './guarantee-programme.type.js';

const SUBDIVISION = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
const SUBDIVISION_FORM = { message: 'must be a subdivision of ISO 3166-2 such as "US-CA"' };
const SUBDIVISION_DESCRIPTION =
  'Part of the country (ISO 3166-2) such as "US-CA": with it programmes for that part count too.';

@ArgsType()
export class GuaranteeProgrammesArguments extends PageArguments {
  @Field(() => GuaranteeComponent, { nullable: true })
  @IsOptional()
  @IsEnum(GuaranteeComponent)
  component?: GuaranteeComponent | null;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of a maker: only its own programmes and those for every make.',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,99}$/, { message: 'must be the slug of a maker such as "byd"' })
  maker?: string | null;

  @Field(() => String, { nullable: true, description: SUBDIVISION_DESCRIPTION })
  @IsOptional()
  @Matches(SUBDIVISION, SUBDIVISION_FORM)
  subdivision?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which the programmes count; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class GuaranteeArguments {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => ID, { description: 'Global id or natural key of the vehicle variant.' })
  @Matches(/^\S{1,300}$/u, { message: 'must be the id of a vehicle variant' })
  variantId!: string;

  @Field(() => String, { nullable: true, description: SUBDIVISION_DESCRIPTION })
  @IsOptional()
  @Matches(SUBDIVISION, SUBDIVISION_FORM)
  subdivision?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

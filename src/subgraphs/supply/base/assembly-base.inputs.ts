import { ArrayMaxSize, ArrayUnique, IsEnum, IsISO31661Alpha2, IsOptional, Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { AssemblyBaseForm } from './assembly-base.type.js';

/** Arguments of `Country.assemblyBases`. */
@ArgsType()
export class CountryAssemblyBasesArguments extends PageArguments {
  @Field(() => [AssemblyBaseForm], { nullable: true, description: 'Only bases that do any of these.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsEnum(AssemblyBaseForm, { each: true })
  forms?: AssemblyBaseForm[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of a maker: only bases that assemble its cars.' })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9_-]{0,63}$/, { message: 'must be the slug of a maker, such as "byd"' })
  maker?: string | null;

  @Field(() => GraphQLCountryCode, { nullable: true, description: 'Only bases that deliver to this country.' })
  @IsOptional()
  @IsISO31661Alpha2()
  servesCountry?: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Only bases in production on that day; those whose first day is not known are left out then.',
  })
  @IsOptional()
  inProductionOn?: string | null;
}

/** Arguments of the root field `assemblyBases`. */
@ArgsType()
export class AssemblyBasesArguments extends CountryAssemblyBasesArguments {
  @Field(() => GraphQLCountryCode, { nullable: true, description: 'All countries where not given.' })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;
}

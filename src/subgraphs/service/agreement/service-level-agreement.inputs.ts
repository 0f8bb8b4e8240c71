import { ArrayMaxSize, ArrayUnique, IsEnum, IsISO31661Alpha2, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { ServiceLevelMetric } from './attainment.js';

/** Arguments of `ServiceNetwork.serviceLevelAgreements`. */
@ArgsType()
export class NetworkAgreementsArguments extends PageArguments {
  @Field(() => [ServiceLevelMetric], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsEnum(ServiceLevelMetric, { each: true })
  metrics?: ServiceLevelMetric[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those whose last measured period before `asOf` met the target, or (false) missed it. Agreements without any ' +
      'measured period are neither.',
  })
  @IsOptional()
  attained?: boolean | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Day on which agreements are in force and up to which periods count; default today.',
  })
  @IsOptional()
  asOf?: string | null;
}

/** Arguments of `Country.serviceLevelAgreements`. */
@ArgsType()
export class CountryAgreementsArguments extends NetworkAgreementsArguments {
  @Field(() => String, { nullable: true, description: 'Key of a network of the country.' })
  @IsOptional()
  @MaxLength(200)
  networkId?: string | null;
}

/** Arguments of the root field `serviceLevelAgreements`. */
@ArgsType()
export class AgreementsArguments extends CountryAgreementsArguments {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;
}

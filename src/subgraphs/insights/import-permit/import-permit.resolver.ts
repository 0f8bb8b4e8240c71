import { IsOptional, MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { importPermit } from './import-permit.service.js';
import { ImportPermit } from './import-permit.type.js';

@ArgsType()
class ImportPermitArguments {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => ID, { description: 'Network of the country, e.g. "TR:demo-authorised".' })
  @MaxLength(200)
  networkId!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the rules and certificates; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class ImportPermitResolver {
  @Directive('@cost(weight: 500)')
  @Query(() => ImportPermit, {
    description:
      'Holds a service network against the rules that a country makes a condition of importing electric cars, with what is lacking.',
  })
  importPermit(
    @Args(() => ImportPermitArguments) { country, networkId, asOf }: ImportPermitArguments,
    @Ctx() context: RequestContext,
  ): Promise<ImportPermit> {
    return importPermit(context, country, networkId, dayOfAnswer(context, asOf));
  }
}

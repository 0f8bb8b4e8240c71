import { IsOptional, IsPositive, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, Float, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { whiteSpots } from './white-spots.service.js';
import { WhiteSpots } from './white-spots.type.js';

@ArgsType()
class WhiteSpotsArguments {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => Float, { defaultValue: 50, description: 'Reach in kilometres, along the great circle; at most 500.' })
  @IsPositive()
  @Max(500)
  withinKm!: number;

  @Field(() => Int, { defaultValue: 1, description: 'Only towns with at least as many plug-in cars.' })
  @Min(0)
  @Max(100_000_000)
  minVehicles!: number;

  @Field(() => Int, { defaultValue: 50, description: 'At most 200.' })
  @Min(1)
  @Max(200)
  first!: number;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which certificates count; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class WhiteSpotsResolver {
  @Directive('@cost(weight: 1000)')
  @Query(() => WhiteSpots, {
    description:
      'Towns with many plug-in cars and no open high-voltage workshop within reach, most cars first, each with the nearest sites where one could be.',
  })
  whiteSpots(
    @Args(() => WhiteSpotsArguments) { asOf, ...request }: WhiteSpotsArguments,
    @Ctx() context: RequestContext,
  ): Promise<WhiteSpots> {
    return whiteSpots(context, { ...request, asOf: dayOfAnswer(context, asOf) });
  }
}

import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsOptional, MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { usableChargingPower } from './usable-charging-power.service.js';
import { UsableChargingPower } from './usable-charging-power.type.js';

@ArgsType()
class UsableChargingPowerArguments {
  @Field(() => ID, { description: 'The car.' })
  @MaxLength(200)
  variantId!: string;

  @Field(() => [GraphQLCountryCode], { description: 'At most 60.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(60)
  @ArrayUnique()
  countries!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class UsableChargingPowerResolver {
  @Directive('@cost(weight: 1000)')
  @Query(() => [UsableChargingPower], {
    description:
      'The share of public DC power that a car can use: by its ports and its voltage, with what voltage costs it, beside the attainment of Regulation (EU) 2023/1804 without double counting; in the order of the countries.',
  })
  usableChargingPower(
    @Args(() => UsableChargingPowerArguments) { variantId, countries, asOf }: UsableChargingPowerArguments,
    @Ctx() context: RequestContext,
  ): Promise<UsableChargingPower[]> {
    return usableChargingPower(context, variantId, countries, dayOfAnswer(context, asOf));
  }
}

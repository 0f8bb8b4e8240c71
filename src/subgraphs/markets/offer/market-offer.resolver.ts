import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { landedCostOf } from '../landed-cost/landed-cost.service.js';
import { LandedCost } from '../landed-cost/landed-cost.type.js';
import { PolicyChangeInput } from '../landed-cost/policy-change.inputs.js';
import { carOfOffer, type OfferReference } from './market-offer.reference.js';
import { MarketOfferExtension } from './market-offer.type.js';

@ArgsType()
export class OfferLandedCostArguments {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the import; default today.' })
  @IsOptional()
  asOf?: string | null;

  @Field(() => [PolicyChangeInput], {
    defaultValue: [],
    description: 'What if: policies as if they said otherwise. At most 20; those of other countries change nothing.',
  })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  changes!: PolicyChangeInput[];
}

@Resolver(() => MarketOfferExtension)
export class MarketOfferLandedCostResolver {
  @Directive(
    '@requires(fields: "country { code } originCountry assemblyForm cifPrice { amount currency } listPriceExVat { amount currency } variant { makerSlug powertrain batteryNetKWh }")',
  )
  @FieldResolver(() => LandedCost, {
    nullable: true,
    description:
      'What the car costs at the door of the market, with its list price as retail price; null where it is made in the country.',
  })
  async landedCost(
    @Root() offer: OfferReference,
    @Args(() => OfferLandedCostArguments) { asOf, changes }: OfferLandedCostArguments,
    @Ctx() context: DataContext,
  ): Promise<LandedCost | null> {
    const car = carOfOffer(offer, asOf ?? context.today, changes);
    return car === null ? null : landedCostOf(context, car);
  }
}

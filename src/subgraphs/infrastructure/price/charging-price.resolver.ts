import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { ChargingPriceInput } from './charging-price.inputs.js';
import { chargingPrice } from './charging-price.service.js';
import { ChargingPrice } from './charging-price.type.js';

@Resolver(() => ChargingPrice)
export class ChargingPriceResolver {
  @Directive('@cost(weight: 10)')
  @Query(() => ChargingPrice, {
    nullable: true,
    description:
      'What a charging session costs by the tariff of its connector, or by a named one, after the rules of OCPI, line by line.',
  })
  chargingPrice(
    @Arg('input', () => ChargingPriceInput) input: ChargingPriceInput,
    @Ctx() context: DataContext,
  ): Promise<ChargingPrice> {
    return chargingPrice(context, input);
  }
}

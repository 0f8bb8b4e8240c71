import { Max, Min } from 'class-validator';
import { Args, ArgsType, Field, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { chargingMinutes } from './charging-time.js';
import { VehicleVariant } from './vehicle-variant.type.js';

@ArgsType()
class ChargingTimeArguments {
  @Field(() => Float, { defaultValue: 10, description: 'State of charge at the beginning, in percent.' })
  @Min(0)
  @Max(100)
  fromSoc!: number;

  @Field(() => Float, { defaultValue: 80, description: 'State of charge at the end, in percent.' })
  @Min(0)
  @Max(100)
  toSoc!: number;
}

@Resolver(() => VehicleVariant)
export class ChargingTimeResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Minutes of DC charging between two states of charge at a post that gives what the car can take, by `dcCurve`; null ' +
      'where curve or battery is not known.',
  })
  dcChargingMinutes(
    @Root() { dcCurve, batteryNetKWh }: VehicleVariant,
    @Args(() => ChargingTimeArguments) { fromSoc, toSoc }: ChargingTimeArguments,
  ): number | null {
    if (fromSoc >= toSoc) throw badUserInput('toSoc', 'must be above fromSoc');
    const minutes = batteryNetKWh === null ? null : chargingMinutes(dcCurve, batteryNetKWh, fromSoc, toSoc);
    return minutes === null ? null : Math.round(minutes * 10) / 10;
  }
}

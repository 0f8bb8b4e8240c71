import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { ChargingLocationsArguments } from '../location/charging-location.inputs.js';
import { askedOf, ChargingLocationConnection } from '../location/charging-location.resolver.js';
import { type LocationPage, listLocations } from '../location/charging-location.service.js';
import { VehicleVariantReference } from './vehicle-variant.type.js';

@Resolver(() => VehicleVariantReference)
export class UsableLocationsResolver {
  @Directive('@requires(fields: "ports architectureVoltage")')
  @FieldResolver(() => ChargingLocationConnection, {
    nullable: true,
    description:
      'Charging sites where this car can charge: a connector fits its ports without an adapter, and for DC its voltage ' +
      'reaches that of the battery or is unknown.',
  })
  usableChargingLocations(
    @Root() vehicle: VehicleVariantReference,
    @Args(() => ChargingLocationsArguments) request: ChargingLocationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LocationPage> {
    const { ports, architectureVoltage } = vehicle;
    return listLocations(context, request, askedOf(info), { ports, architectureVoltage });
  }
}

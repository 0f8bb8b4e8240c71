import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { ChargingLocation } from '../location/charging-location.type.js';
import { Connector } from '../location/evse.type.js';
import { findTariffs } from './charging-tariff.service.js';
import { ChargingTariff } from './charging-tariff.type.js';

@Resolver(() => Connector)
export class ConnectorTariffsResolver {
  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [ChargingTariff], {
    nullable: true,
    description: 'Tariffs of the connector that are known, in the order of the source; null only beside an error.',
  })
  tariffs(
    @Root() { tariffRowIds }: Connector,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChargingTariff[]> {
    return findTariffs(context, tariffRowIds, selectedFields(info));
  }
}

@Resolver(() => ChargingLocation)
export class LocationTariffsResolver {
  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [ChargingTariff], {
    nullable: true,
    description: 'Tariffs of all connectors of the site, each once; null only beside an error.',
  })
  tariffs(
    @Root() { evses }: ChargingLocation,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChargingTariff[]> {
    const rowIds = evses.flatMap(({ connectors }) => connectors.flatMap(({ tariffRowIds }) => tariffRowIds));
    return findTariffs(context, rowIds, selectedFields(info));
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType } from '../../../kernel/paging/connection.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { findNetworks } from '../network/service-network.service.js';
import { ServiceNetwork } from '../network/service-network.type.js';
import { highVoltageLevel } from './high-voltage-level.js';
import { ServicePointFacets } from './search/point-facets.type.js';
import { CountryServicePointsArguments, ServicePointsArguments } from './service-point.inputs.js';
import {
  type AskedOfList,
  findPoint,
  listPoints,
  listPointsOfCountry,
  type ServicePointPage,
} from './service-point.service.js';
import { ServiceCapability, ServicePoint } from './service-point.type.js';

const ServicePointConnection = connectionType('ServicePoint', () => ServicePoint);

@Resolver(() => ServicePoint)
export class ServicePointResolver {
  @Query(() => ServicePoint, { nullable: true, description: 'A workshop by its global id or its key.' })
  servicePoint(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServicePoint | null> {
    return findPoint(context, naturalKey('ServicePoint', id), selectedFields(info));
  }

  @Query(() => ServicePointConnection, {
    description: 'Workshops: nearest first around a place, else in the order of their keys.',
  })
  servicePoints(
    @Args(() => ServicePointsArguments) { country, ...list }: ServicePointsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServicePointPage> {
    return listPoints(context, country ?? null, list, askedOf(info));
  }

  @FieldResolver(() => [ServiceNetwork], {
    nullable: true,
    description: 'The networks that the workshop belongs to; null only beside an error.',
  })
  networks(
    @Root() point: ServicePoint,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceNetwork[]> {
    return findNetworks(context, point.networkIds, selectedFields(info));
  }
}

@Resolver(() => ServicePoint)
export class HighVoltageLevelResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Highest level of high-voltage work with a certificate that is valid on that day (1 aware, 2 de-energise, 3 live work); ' +
      'default today. Null for none.',
  })
  highVoltageLevel(
    @Root() { capabilities }: ServicePoint,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true }) asOf: string | null | undefined,
    @Ctx() { today }: DataContext,
  ): number | null {
    return highVoltageLevel(capabilities, asOf ?? today);
  }
}

@Resolver(() => ServiceCapability)
export class ServiceCapabilityResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the certificate is valid on that day; default today.' })
  valid(
    @Root() { validTo }: ServiceCapability,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true }) asOf: string | null | undefined,
    @Ctx() { today }: DataContext,
  ): boolean {
    return validTo === null || (asOf ?? today) < validTo;
  }
}

@Resolver(() => CountryExtension)
export class CountryServicePointsResolver {
  @FieldResolver(() => ServicePointConnection, {
    nullable: true,
    description:
      "Workshops of the country: nearest first around a place, else in the order of their keys. Null, with an error, while the country's data cannot be reached.",
  })
  servicePoints(
    @Root() country: CountryExtension,
    @Args(() => CountryServicePointsArguments) list: CountryServicePointsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServicePointPage> {
    return listPointsOfCountry(context, country.code, list, askedOf(info));
  }
}

@Resolver(() => ServicePointConnection)
export class ServicePointFacetsResolver {
  @Directive('@cost(weight: 20)')
  @FieldResolver(() => ServicePointFacets, { description: 'Counts over the whole list, by the same conditions.' })
  facets(@Root() page: ServicePointPage): ServicePointFacets {
    return page.facets as ServicePointFacets;
  }
}

function askedOf(info: GraphQLResolveInfo): AskedOfList {
  const selected = selectedFields(info);
  return {
    fields: selectedNodeFields(info),
    list: ['nodes', 'edges', 'pageInfo'].some((field) => selected.has(field)),
    totalCount: selected.has('totalCount'),
    facets: selectedFields(info, 'facets'),
  };
}

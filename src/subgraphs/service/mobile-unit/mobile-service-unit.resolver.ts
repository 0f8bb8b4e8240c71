import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { isOpenByHours } from '../../../kernel/opening-hours/opening-hours.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { findNetwork } from '../network/service-network.service.js';
import { ServiceNetwork } from '../network/service-network.type.js';
import { ServicePointStatus } from '../point/service-point.type.js';
import { CountryMobileServiceUnitsArguments, MobileServiceUnitsArguments } from './mobile-service-unit.inputs.js';
import { findMobileUnit, listMobileUnits, listMobileUnitsOfCountry } from './mobile-service-unit.service.js';
import { MobileServiceUnit } from './mobile-service-unit.type.js';

const MobileServiceUnitConnection = connectionType('MobileServiceUnit', () => MobileServiceUnit);

@Resolver(() => MobileServiceUnit)
export class MobileServiceUnitResolver {
  @Query(() => MobileServiceUnit, { nullable: true, description: 'A mobile unit by its unitId or global id.' })
  mobileServiceUnit(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MobileServiceUnit | null> {
    return findMobileUnit(context, naturalKey('MobileServiceUnit', id), selectedFields(info));
  }

  @Query(() => MobileServiceUnitConnection, {
    description: 'Mobile units: those that reach a place, nearest base first, else all in the order of their keys.',
  })
  mobileServiceUnits(
    @Args(() => MobileServiceUnitsArguments) { country, ...request }: MobileServiceUnitsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MobileServiceUnit>> {
    return listMobileUnits(context, country ?? null, request, askedOf(info));
  }

  @FieldResolver(() => ServiceNetwork, { nullable: true, description: 'Null where the network has no record.' })
  network(
    @Root() { networkId }: MobileServiceUnit,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceNetwork | null> {
    return findNetwork(context, networkId, selectedFields(info));
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the unit is at work at that instant, as `ServicePoint.isOpen` has it; default now.',
  })
  isOpen(
    @Root() { openingHours, timeZone, country, status }: MobileServiceUnit,
    @Arg('at', () => GraphQLDateTime, { nullable: true }) at: Date | null | undefined,
  ): boolean | null {
    if (status !== ServicePointStatus.OPEN) return false;
    return isOpenByHours({ openingHours, timeZone, country: country.code }, at ?? new Date());
  }
}

@Resolver(() => CountryExtension)
export class CountryMobileServiceUnitsResolver {
  @FieldResolver(() => MobileServiceUnitConnection, {
    nullable: true,
    description:
      "Mobile units of the country, in the same orders. Null, with an error, while the country's data is out of reach.",
  })
  mobileServiceUnits(
    @Root() country: CountryExtension,
    @Args(() => CountryMobileServiceUnitsArguments) request: CountryMobileServiceUnitsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MobileServiceUnit>> {
    return listMobileUnitsOfCountry(context, country.code, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { VehicleVariantReference } from '../vehicle/vehicle-variant.type.js';
import { BatteryCarbonClassesArguments, BatteryPassportsArguments } from './battery-passport.inputs.js';
import { carbonClassesOf, findPassport, listPassports, listPassportsOfVariant } from './battery-passport.service.js';
import { BatteryPassport } from './battery-passport.type.js';

const BatteryPassportConnection = connectionType('BatteryPassport', () => BatteryPassport);

@Resolver(() => BatteryPassport)
export class BatteryPassportResolver {
  @Query(() => BatteryPassport, { nullable: true, description: 'A passport by its passportId or global id.' })
  batteryPassport(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BatteryPassport | null> {
    return findPassport(context, naturalKey('BatteryPassport', id), selectedFields(info));
  }

  @Query(() => BatteryPassportConnection, { description: 'Passports in the order of their passportIds.' })
  batteryPassports(
    @Args(() => BatteryPassportsArguments) request: BatteryPassportsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<BatteryPassport>> {
    const asked = { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
    return listPassports(context, request, asked);
  }

  @Directive('@cost(weight: 50)')
  @Query(() => [String], {
    nullable: 'items',
    description:
      'Performance classes of the carbon footprints of many passports, in their order; null where there is none.',
  })
  batteryCarbonClasses(
    @Args(() => BatteryCarbonClassesArguments) { passportIds }: BatteryCarbonClassesArguments,
    @Ctx() context: DataContext,
  ): Promise<(string | null)[]> {
    return carbonClassesOf(context, passportIds);
  }

  @FieldResolver(() => BatteryPassport, {
    nullable: true,
    description:
      'Passport of the battery before it was repurposed or remanufactured (Article 77(7)), where it is kept here.',
  })
  predecessor(
    @Root() { metadata }: BatteryPassport,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BatteryPassport | null> | null {
    const id = metadata?.predecessorId;
    return id ? findPassport(context, id, selectedFields(info)) : null;
  }
}

@Resolver(() => VehicleVariantReference)
export class VariantPassportsResolver {
  @FieldResolver(() => BatteryPassportConnection, { description: 'Passports of batteries of this variant.' })
  batteryPassports(
    @Root() { variantId }: VehicleVariantReference,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<BatteryPassport>> {
    const asked = { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
    return listPassportsOfVariant(context, variantId, page, asked);
  }
}

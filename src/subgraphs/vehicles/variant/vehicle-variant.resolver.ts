import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { VehicleVariantsArguments } from './vehicle-variant.inputs.js';
import { findVariant, listVariants } from './vehicle-variant.service.js';
import { VehicleVariant } from './vehicle-variant.type.js';

export const VehicleVariantConnection = connectionType('VehicleVariant', () => VehicleVariant);

@Resolver(() => VehicleVariant)
export class VehicleVariantResolver {
  @Query(() => VehicleVariant, { nullable: true, description: 'A variant by its variantId or global id.' })
  vehicleVariant(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VehicleVariant | null> {
    return findVariant(context, naturalKey('VehicleVariant', id), selectedFields(info));
  }

  @Query(() => VehicleVariantConnection, {
    description: 'Variants in the order of their variantIds, unless another is asked for.',
  })
  vehicleVariants(
    @Args(() => VehicleVariantsArguments) request: VehicleVariantsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<VehicleVariant>> {
    const fields = selectedNodeFields(info);
    return listVariants(context, request, { fields, totalCount: selectedFields(info).has('totalCount') });
  }
}

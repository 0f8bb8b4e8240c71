import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { findMaker } from '../maker/maker.service.js';
import { Maker } from '../maker/maker.type.js';
import { VehicleVariantConnection } from '../variant/vehicle-variant.resolver.js';
import { VehicleVariant } from '../variant/vehicle-variant.type.js';
import { VehicleModelsArguments } from './vehicle-model.inputs.js';
import { findModel, listModels, listVariantsOfModel } from './vehicle-model.service.js';
import { VehicleModel } from './vehicle-model.type.js';

const VehicleModelConnection = connectionType('VehicleModel', () => VehicleModel);

@Resolver(() => VehicleModel)
export class VehicleModelResolver {
  @Query(() => VehicleModel, { nullable: true, description: 'A model by its modelId or global id.' })
  vehicleModel(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VehicleModel | null> {
    return findModel(context, naturalKey('VehicleModel', id), selectedFields(info));
  }

  @Query(() => VehicleModelConnection, { description: 'Models in the order of their modelIds.' })
  vehicleModels(
    @Args(() => VehicleModelsArguments) request: VehicleModelsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<VehicleModel>> {
    return listModels(context, request, askedOf(info));
  }

  @FieldResolver(() => Maker, { nullable: true, description: 'Null where the maker has no record of its own.' })
  maker(
    @Root() { makerSlug }: VehicleModel,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Maker | null> {
    return findMaker(context, makerSlug, selectedFields(info));
  }

  @FieldResolver(() => VehicleVariantConnection, { description: 'Its variants of all years, by variantId.' })
  variants(
    @Root() { modelId }: VehicleModel,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<VehicleVariant>> {
    return listVariantsOfModel(context, modelId, page, askedOf(info));
  }
}

@Resolver(() => VehicleVariant)
export class VariantModelResolver {
  @FieldResolver(() => VehicleModel, { nullable: true, description: 'Null where the model has no record of its own.' })
  vehicleModel(
    @Root() { makerSlug, model }: VehicleVariant,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VehicleModel | null> {
    return findModel(context, `${makerSlug}/${model}`, selectedFields(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}

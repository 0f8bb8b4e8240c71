import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, ID, Info, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { RECORD_KEEPERS } from '../lifecycle-record/record-keeper.js';
import { ProductCarbonFootprintsArguments } from './product-carbon-footprint.inputs.js';
import { findFootprint, listFootprints } from './product-carbon-footprint.service.js';
import { ProductCarbonFootprint } from './product-carbon-footprint.type.js';

const ProductCarbonFootprintConnection = connectionType('ProductCarbonFootprint', () => ProductCarbonFootprint);

@Resolver(() => ProductCarbonFootprint)
export class ProductCarbonFootprintResolver {
  @Directive(RECORD_KEEPERS)
  @Query(() => ProductCarbonFootprint, { nullable: true, description: 'A footprint by its footprintId or global id.' })
  productCarbonFootprint(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
  ): Promise<ProductCarbonFootprint | null> {
    return findFootprint(context, naturalKey('ProductCarbonFootprint', id));
  }

  @Directive(RECORD_KEEPERS)
  @Query(() => ProductCarbonFootprintConnection, {
    nullable: true,
    description:
      'Footprints in the order of their ids. Scope `internal` or `authority`: makers exchange them in confidence.',
  })
  productCarbonFootprints(
    @Args(() => ProductCarbonFootprintsArguments) request: ProductCarbonFootprintsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ProductCarbonFootprint>> {
    return listFootprints(context, request, selectedFields(info).has('totalCount'));
  }
}

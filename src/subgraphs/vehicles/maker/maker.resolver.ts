import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { VehicleVariant } from '../variant/vehicle-variant.type.js';
import { findMaker, listMakers } from './maker.service.js';
import { Maker } from './maker.type.js';

const MakerConnection = connectionType('Maker', () => Maker);

@Resolver(() => Maker)
export class MakerResolver {
  @Query(() => Maker, { nullable: true, description: 'A maker by its slug or global id.' })
  maker(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Maker | null> {
    return findMaker(context, naturalKey('Maker', id), selectedFields(info));
  }

  @Query(() => MakerConnection, { description: 'Makers in the order of their slugs.' })
  makers(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Maker>> {
    const fields = selectedNodeFields(info);
    return listMakers(context, page, { fields, totalCount: selectedFields(info).has('totalCount') });
  }
}

@Resolver(() => VehicleVariant)
export class VariantMakerResolver {
  @FieldResolver(() => Maker, { nullable: true, description: 'Null where the maker has no record of its own.' })
  maker(
    @Root() variant: VehicleVariant,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Maker | null> {
    return findMaker(context, variant.makerSlug, selectedFields(info));
  }
}

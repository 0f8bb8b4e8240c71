import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { findPartner } from './finance-partner.service.js';
import { FinancePartner } from './finance-partner.type.js';

@Resolver(() => FinancePartner)
export class FinancePartnerResolver {
  @Query(() => FinancePartner, { nullable: true, description: 'A finance partner by its global id or its key.' })
  financePartner(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FinancePartner | null> {
    return findPartner(context, naturalKey('FinancePartner', id), selectedFields(info));
  }
}

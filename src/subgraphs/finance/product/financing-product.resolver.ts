import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { findPartner } from '../partner/finance-partner.service.js';
import { FinancePartner } from '../partner/finance-partner.type.js';
import { findRateTable } from '../rate-table/rate-table.service.js';
import { RateTable } from '../rate-table/rate-table.type.js';
import {
  CountryFinancingProductsArguments,
  FinancingProductsArguments,
  PartnerProductsArguments,
} from './financing-product.inputs.js';
import {
  findProduct,
  listProducts,
  listProductsOfCountry,
  listProductsOfPartner,
} from './financing-product.service.js';
import { FinancingProduct } from './financing-product.type.js';

const FinancingProductConnection = connectionType('FinancingProduct', () => FinancingProduct);

function asked(info: GraphQLResolveInfo) {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}

@Resolver(() => FinancingProduct)
export class FinancingProductResolver {
  @Query(() => FinancingProduct, {
    nullable: true,
    description: 'A product by its global id or its key; null where it is not on offer on that day (default today).',
  })
  financingProduct(
    @Arg('id', () => ID) id: string,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true }) asOf: string | null | undefined,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FinancingProduct | null> {
    return findProduct(context, naturalKey('FinancingProduct', id), asOf ?? context.today, selectedFields(info));
  }

  @Query(() => FinancingProductConnection, { description: 'Products on offer in the order of their keys.' })
  financingProducts(
    @Args(() => FinancingProductsArguments) { country, ...list }: FinancingProductsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<FinancingProduct>> {
    return listProducts(context, country ?? null, list, asked(info));
  }

  @FieldResolver(() => FinancePartner, { nullable: true, description: 'Null where the partner has no record.' })
  partner(
    @Root() product: FinancingProduct,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FinancePartner | null> {
    return findPartner(context, product.partnerId, selectedFields(info));
  }

  @FieldResolver(() => RateTable, {
    nullable: true,
    description: 'The rates in force on that day (default today); null where none are.',
  })
  rateTable(
    @Root() product: FinancingProduct,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true }) asOf: string | null | undefined,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RateTable | null> {
    const key = { productId: product.productId, country: product.country.code };
    return findRateTable(context, key, asOf ?? context.today, selectedFields(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryFinancingProductsResolver {
  @FieldResolver(() => FinancingProductConnection, {
    nullable: true,
    description:
      "Products on offer in the order of their keys. Null, with an error, while the country's data cannot be reached.",
  })
  financingProducts(
    @Root() country: CountryExtension,
    @Args(() => CountryFinancingProductsArguments) list: CountryFinancingProductsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<FinancingProduct>> {
    return listProductsOfCountry(context, country.code, list, asked(info));
  }
}

@Resolver(() => FinancePartner)
export class FinancePartnerProductsResolver {
  @FieldResolver(() => FinancingProductConnection, {
    nullable: true,
    description:
      'Products on offer in the order of their keys. Null, with an error, while a country cannot be reached.',
  })
  products(
    @Root() partner: FinancePartner,
    @Args(() => PartnerProductsArguments) list: PartnerProductsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<FinancingProduct>> {
    return listProductsOfPartner(context, partner.partnerId, list, asked(info));
  }
}

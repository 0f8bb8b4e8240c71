import { Args, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { PublishRateTableArguments } from '../rate-table/publish-rate-table.inputs.js';
import { publishRateTable } from '../rate-table/publish-rate-table.service.js';
import { RateTable } from '../rate-table/rate-table.type.js';
import { FinancingProduct } from './financing-product.type.js';
import { UpsertFinancingProductArguments } from './upsert-financing-product.inputs.js';
import { upsertFinancingProduct } from './upsert-financing-product.service.js';

/** What a partner does with its own products. */
@Resolver()
export class PartnerProductResolver {
  @Directive('@requiresScopes(scopes: [["bank"]])')
  @Mutation(() => FinancingProduct, { description: "Makes one of the caller's products, or replaces it." })
  upsertFinancingProduct(
    @Args(() => UpsertFinancingProductArguments) { input }: UpsertFinancingProductArguments,
    @Ctx() context: DataContext,
  ): Promise<FinancingProduct> {
    return upsertFinancingProduct(context, input);
  }

  @Directive('@requiresScopes(scopes: [["bank"]])')
  @Mutation(() => RateTable, {
    description: "Publishes a new version of the rates of one of the caller's products; it is never changed again.",
  })
  publishRateTable(
    @Args(() => PublishRateTableArguments) { input }: PublishRateTableArguments,
    @Ctx() context: DataContext,
  ): Promise<RateTable> {
    return publishRateTable(context, input);
  }
}

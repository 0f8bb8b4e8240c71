import { IsOptional, Matches } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { AssemblyBase } from '../base/assembly-base.type.js';
import { plansOfBase } from './production-plan.service.js';
import { ProductionPlan } from './production-plan.type.js';

const QUARTER = { message: 'must be a quarter such as 2026-Q1' };

@ArgsType()
export class ProductionPlansArguments {
  @Field(() => String, { nullable: true, description: 'First quarter, e.g. "2026-Q1".' })
  @IsOptional()
  @Matches(/^\d{4}-Q[1-4]$/, QUARTER)
  fromQuarter?: string | null;

  @Field(() => String, { nullable: true, description: 'Last quarter.' })
  @IsOptional()
  @Matches(/^\d{4}-Q[1-4]$/, QUARTER)
  toQuarter?: string | null;
}

@Resolver(() => AssemblyBase)
export class AssemblyBasePlansResolver {
  @FieldResolver(() => [ProductionPlan], { description: 'In the order of the quarters.' })
  productionPlans(
    @Root() { country, baseId }: AssemblyBase,
    @Args(() => ProductionPlansArguments) { fromQuarter, toQuarter }: ProductionPlansArguments,
    @Ctx() context: DataContext,
  ): Promise<ProductionPlan[]> {
    const quarters = { fromQuarter: fromQuarter ?? null, toQuarter: toQuarter ?? null };
    return plansOfBase(context, country.code, baseId, quarters);
  }
}

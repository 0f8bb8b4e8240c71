import { IsISO31661Alpha2, IsOptional, Matches, Max, Min } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { VehicleVariantReference } from '../offer/market-offer.type.js';
import { findPartner } from '../partner/finance-partner.service.js';
import { FinancePartner } from '../partner/finance-partner.type.js';
import { FinancingProduct } from '../product/financing-product.type.js';
import { WORD } from '../quote/quote-preview.inputs.js';
import { PublishResidualValueCurveArguments } from './publish-residual-value-curve.inputs.js';
import { publishResidualValueCurve } from './publish-residual-value-curve.service.js';
import { residualValueBy, residualValueCurves, residualValues } from './residual-value.service.js';
import { ResidualValue, ResidualValueCurve } from './residual-value.type.js';

@ArgsType()
abstract class UsageArguments {
  @Field(() => Int, { description: 'Age.' })
  @Min(0)
  @Max(360)
  months!: number;

  @Field(() => Int)
  @Min(0)
  @Max(500_000)
  kmPerYear!: number;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the curves; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
class ProductResidualValueArguments extends UsageArguments {
  @Field(() => ID)
  @Matches(WORD)
  variantId!: string;
}

@ArgsType()
class VariantResidualValuesArguments extends UsageArguments {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;
}

@Resolver(() => ResidualValueCurve)
export class ResidualValueCurveResolver {
  @Directive('@requiresScopes(scopes: [["bank"]])')
  @Mutation(() => ResidualValueCurve, {
    description: "Publishes a new version of one of the caller's residual-value curves; it is never changed again.",
  })
  publishResidualValueCurve(
    @Args(() => PublishResidualValueCurveArguments) { input }: PublishResidualValueCurveArguments,
    @Ctx() context: DataContext,
  ): Promise<ResidualValueCurve> {
    return publishResidualValueCurve(context, input);
  }

  @FieldResolver(() => FinancePartner, { nullable: true })
  partner(
    @Root() { partnerId }: ResidualValueCurve,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FinancePartner | null> {
    return findPartner(context, partnerId, selectedFields(info));
  }
}

@Resolver(() => FinancingProduct)
export class ProductResidualValueResolver {
  @FieldResolver(() => ResidualValue, {
    nullable: true,
    description:
      "By the curve of the product's partner; null where it has none for the variant, or none that reaches so far.",
  })
  async residualValue(
    @Root() { partnerId, country }: FinancingProduct,
    @Args(() => ProductResidualValueArguments) { variantId, asOf, ...usage }: ProductResidualValueArguments,
    @Ctx() context: DataContext,
  ): Promise<ResidualValue | null> {
    const key = { country: country.code, variantId: naturalKey('VehicleVariant', variantId) };
    const curves = await residualValueCurves(context, key, asOf ?? context.today);
    const own = curves.find((curve) => curve.partnerId === partnerId);
    return own === undefined ? null : residualValueBy(own, usage);
  }
}

@Resolver(() => VehicleVariantReference)
export class VariantResidualValuesResolver {
  @FieldResolver(() => [ResidualValue], {
    description: 'By the curves of all partners in the country that reach so far, in the order of the partners.',
  })
  residualValues(
    @Root() { variantId }: VehicleVariantReference,
    @Args(() => VariantResidualValuesArguments) { country, asOf, ...usage }: VariantResidualValuesArguments,
    @Ctx() context: DataContext,
  ): Promise<ResidualValue[]> {
    return residualValues(context, { country, variantId }, usage, asOf ?? context.today);
  }
}

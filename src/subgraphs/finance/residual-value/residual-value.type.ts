import type { Decimal } from 'decimal.js';
import type { Types } from 'mongoose';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { FinancePartner } from '../partner/finance-partner.type.js';

@ObjectType({ simpleResolvers: true, description: 'A point of a residual-value curve.' })
export class ResidualValuePoint {
  @Field(() => Int)
  months!: number;

  @Field(() => Int)
  kmPerYear!: number;

  @Field(() => GraphQLDecimal, { description: 'Fraction of the price of the new car, taxes included.' })
  share!: Types.Decimal128;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a partner takes a vehicle variant to be worth in a country when it is used; a version is never changed once published.',
})
export class ResidualValueCurve {
  @Field(() => ID)
  curveId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => FinancePartner, { nullable: true, description: 'Null where the partner has no record.' })
  partner?: FinancePartner | null;

  @Field(() => ID)
  variantId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => [ResidualValuePoint], { description: 'A whole grid: every age with every distance.' })
  points!: ResidualValuePoint[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; null for no beginning.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: the join to the partner. */
  partnerId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What is left of the price of a car, by a curve.' })
export class ResidualValue {
  @Field(() => GraphQLDecimal, {
    description:
      'Fraction of the price of the new car, taxes included. Bilinear between the points of the curve, half up to six digits.',
  })
  share!: Decimal;

  @Field(() => Int)
  months!: number;

  @Field(() => Int)
  kmPerYear!: number;

  @Field(() => ResidualValueCurve)
  curve!: ResidualValueCurve;
}

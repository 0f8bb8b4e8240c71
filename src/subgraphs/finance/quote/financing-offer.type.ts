import type { Decimal } from 'decimal.js';
import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { AnnualPercentageRate } from '../annual-percentage-rate/annual-percentage-rate.type.js';
import { FinancingProduct } from '../product/financing-product.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One line of a repayment schedule, exact to the minor unit of the currency.',
})
export class ScheduleLine {
  @Field(() => Int)
  n!: number;

  @Field(() => GraphQLLocalDate, { description: "Moved to a business day of the country by the product's rule." })
  dueDate!: string;

  @Field(() => GraphQLDecimal, { description: 'Debt before the payment.' })
  opening!: Decimal;

  @Field(() => GraphQLDecimal)
  interest!: Decimal;

  @Field(() => GraphQLDecimal)
  principal!: Decimal;

  @Field(() => GraphQLDecimal)
  fee!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Interest, principal and fee.' })
  payment!: Decimal;

  @Field(() => GraphQLDecimal, {
    description: 'Debt after the payment; of a lease, the residual value after the last.',
  })
  closing!: Decimal;
}

@ObjectType({ simpleResolvers: true, description: 'What a borrower owes who repays before the end.' })
export class EarlyRepayment {
  @Field(() => GraphQLLocalDate)
  on!: string;

  @Field(() => GraphQLDecimal, { description: 'Debt after the last instalment that is due by then.' })
  outstanding!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Interest of the instalments that are due later, which is saved.' })
  interestSaved!: Decimal;

  @Field(() => GraphQLDecimal, {
    description: 'The most that the creditor may ask for: Directive (EU) 2023/2225, Article 29.',
  })
  compensationAtMost!: Decimal;
}

/** What an offer and a quote say alike. */
@ObjectType()
export abstract class FinancingTerms {
  @Field(() => Money, { description: 'What is financed.' })
  principal!: Money;

  @Field(() => Money)
  downPayment!: Money;

  @Field(() => Money, { description: 'Last large payment, or residual value that is given back; 0 for none.' })
  balloon!: Money;

  @Field(() => Int)
  termMonths!: number;

  @Field(() => GraphQLDecimal, {
    description: 'Yearly, as a fraction; a flat rate or mark-up where the product says so.',
  })
  nominalRate!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'What is financed over what is paid for, as a fraction.' })
  loanToValue!: Decimal;

  @Field(() => Int, {
    nullable: true,
    description: 'Version of the residual-value curve that the balloon is by; null where it is by none.',
  })
  residualValueCurveVersion!: number | null;

  @Field(() => Int)
  rateTableVersion!: number;

  @Field(() => Money, { description: 'All instalments but the last, without monthly fee.' })
  instalment!: Money;

  @Field(() => Money, { description: 'The last instalment, with the balloon of a loan and what rounding left over.' })
  lastPayment!: Money;

  @Field(() => Money, { description: 'Fees at the beginning.' })
  upfrontFees!: Money;

  @Field(() => Money)
  totalInterest!: Money;

  @Field(() => Money, { description: 'Interest and all fees that the annual percentage rate includes.' })
  totalCreditCost!: Money;

  @Field(() => Money, { description: 'What is financed and the total cost of it.' })
  totalPayable!: Money;

  @Field(() => AnnualPercentageRate, {
    description: 'By the rule that the law of the product asks for, with its basis.',
  })
  annualPercentageRate!: AnnualPercentageRate;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The terms at which a product can be had. Nothing is stored, nobody is bound.',
})
export class FinancingOffer extends FinancingTerms {
  @Field(() => FinancingProduct)
  product!: FinancingProduct;
}

@ObjectType({ simpleResolvers: true, description: 'Why a product cannot be had.' })
export class IneligibilityReason {
  @Field(() => String, { description: 'For machines, e.g. AMOUNT_TOO_LOW.' })
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A product that cannot be had, with all reasons.' })
export class IneligibleProduct {
  @Field(() => FinancingProduct)
  product!: FinancingProduct;

  @Field(() => [IneligibilityReason])
  reasons!: IneligibilityReason[];
}

@ObjectType({ simpleResolvers: true, description: 'What all partners in a country offer for a car.' })
export class QuotePreview {
  @Field(() => GraphQLLocalDate)
  asOf!: string;

  @Field(() => Money)
  price!: Money;

  @Field(() => [FinancingOffer], { description: 'Lowest annual percentage rate first.' })
  offers!: FinancingOffer[];

  @Field(() => Int, { description: 'Offers, shown or not.' })
  offerCount!: number;

  @Field(() => Int, { description: 'Products on offer in the country, of the kinds that were asked for.' })
  productCount!: number;

  @Field(() => [IneligibleProduct], { nullable: true, description: 'Null unless asked for.' })
  ineligible!: IneligibleProduct[] | null;
}

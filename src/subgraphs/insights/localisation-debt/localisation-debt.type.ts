import type { Decimal } from 'decimal.js';
import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';
import { LocalisationBalanceReference } from '../country/references.type.js';

@ObjectType({ simpleResolvers: true, description: 'The term of an obligation to produce locally; half-open.' })
export class LocalisationTerm {
  @Field(() => String, { description: 'Key of the policy.' })
  policyId!: string;

  @Field(() => GraphQLDecimal, { description: 'Cars to be made for each one that was imported.' })
  ratio!: string;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day after the term.' })
  validTo!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a maker owes a country in local production. Units are cars.' })
export class MakerLocalisationDebt {
  @Field(() => String, { description: 'Slug of the maker.' })
  maker!: string;

  @Field(() => LocalisationBalanceReference, { description: 'The whole account, term by term.' })
  balance!: LocalisationBalanceReference;

  @Field(() => LocalisationTerm, {
    nullable: true,
    description: 'The term in force, else the next, else the last one; null where no obligation is on file.',
  })
  term!: LocalisationTerm | null;

  @Field(() => Int, { description: 'Imported under an incentive, up to the end of the year of the day.' })
  importedUnits!: number;

  @Field(() => GraphQLDecimal, { description: 'To be made in the term.' })
  dueUnits!: Decimal;

  @Field(() => Int, { description: 'Made in the term up to the day.' })
  producedUnits!: number;

  @Field(() => Int, { description: 'Planned from the day to the end of the term.' })
  plannedUnits!: number;

  @Field(() => GraphQLDecimal, { description: 'Due in the term and not made yet.' })
  debtUnits!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Forecast: due and neither made nor planned by the end of the term.' })
  shortfallUnits!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Imported cars that no term settles by present plans.' })
  unsettledImports!: Decimal;

  @Field(() => [Money], { description: 'Part of the bank guarantees for the cars that stay unsettled.' })
  guaranteeAtRisk!: Money[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Cars imported under an incentive against local production due, of all makers in a country.',
})
export class LocalisationDebt extends Insight {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => [MakerLocalisationDebt], { description: 'Greatest debt first.' })
  makers!: MakerLocalisationDebt[];

  @Field(() => GraphQLDecimal, { description: 'Of all makers: due in their terms and not made yet, in cars.' })
  debtUnits!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Of all makers: forecast for the end of their terms, in cars.' })
  shortfallUnits!: Decimal;

  @Field(() => [Money], { description: 'Of all makers, by currency.' })
  guaranteeAtRisk!: Money[];
}

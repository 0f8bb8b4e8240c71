import type { Decimal } from 'decimal.js';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { AssemblyBase } from '../base/assembly-base.type.js';
import { CountryExtension } from '../country/country.type.js';

@ObjectType({ simpleResolvers: true, description: 'How one obligation stands on a day. Units are cars.' })
export class LocalisationObligation {
  @Field(() => String, { description: 'Key of the policy.' })
  policyId!: string;

  @Field(() => GraphQLDecimal, { description: 'Cars to be made for each one that was imported.' })
  ratio!: Decimal;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day after the term.' })
  validTo!: string | null;

  @Field(() => GraphQLDecimal, { description: 'Imported cars that earlier terms have not settled, by present plans.' })
  importedUnits!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'To be made in the term.' })
  dueUnits!: Decimal;

  @Field(() => Int, { description: 'Made in the term up to the day.' })
  producedUnits!: number;

  @Field(() => Int, { description: 'Planned in the term from the day on, quarters without a report included.' })
  plannedUnits!: number;

  @Field(() => GraphQLDecimal, { description: 'Due and not made yet.' })
  outstandingUnits!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Forecast: due and neither made nor planned by the end of the term.' })
  shortfallUnits!: Decimal;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Local content that is asked for, against that of a base on the day.',
})
export class LocalContentObligation {
  @Field(() => String, { description: 'Key of the policy.' })
  policyId!: string;

  @Field(() => GraphQLDecimal, { description: 'As a fraction.' })
  requiredShare!: string;

  @Field(() => AssemblyBase)
  base!: AssemblyBase;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Null where none is stated for the day.' })
  share!: unknown;

  @Field(() => Boolean, { nullable: true, description: 'Null where no share is stated.' })
  met!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'Imported cars against local production, by the rules of markets.' })
export class LocalisationAccount {
  @Field(() => [LocalisationObligation], { description: 'In the order of their terms.' })
  obligations!: LocalisationObligation[];

  @Field(() => [LocalContentObligation], { description: 'Rules in force on the day, each against every base.' })
  localContent!: LocalContentObligation[];

  @Field(() => GraphQLDecimal, { description: 'Imported cars that no term will settle by present plans.' })
  unsettledImports!: Decimal;

  @Field(() => [Money], { description: 'Part of the bank guarantees for the cars that stay unsettled, by currency.' })
  guaranteeAtRisk!: Money[];

  @Field(() => [String], { description: 'What is not on file.' })
  missing!: string[];
}

@Directive('@key(fields: "country { code } maker asOf")')
@ObjectType({
  simpleResolvers: true,
  description:
    'Cars that a maker imported into a country under an incentive, against the local production due for them.',
})
export class LocalisationBalance {
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String, { description: 'Slug of the maker.' })
  maker!: string;

  @Field(() => GraphQLLocalDate)
  asOf!: string;
}

import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@Directive('@external')
@ObjectType('LocalisationRule', {
  simpleResolvers: true,
  description: 'A dated obligation to make cars, or a share of them, in the country; half-open [validFrom, validTo).',
})
export class LocalisationRuleReference {
  @Field(() => String)
  policyId!: string;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Cars to be made for each one that was imported.' })
  ratioLocalPerImported!: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Share of local content, as a fraction.' })
  localContentShare!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validTo!: string | null;
}

/** The part of `Country` that this subgraph needs to know; its localisation rules are facts of markets. */
@Directive('@key(fields: "code")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryExtension {
  @Field(() => GraphQLCountryCode)
  code!: string;

  @Directive('@external')
  @Field(() => [LocalisationRuleReference])
  localisationRules?: LocalisationRuleReference[];
}

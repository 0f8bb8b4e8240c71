import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description: 'A dated obligation to make cars, or a share of them, in the country; half-open [validFrom, validTo).',
})
export class LocalisationRule {
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

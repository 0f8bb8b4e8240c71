import { Field, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An exchange rate of one day.' })
export class FxRate {
  @Field(() => GraphQLCurrencyCode)
  base!: string;

  @Field(() => GraphQLCurrencyCode)
  quote!: string;

  @Field(() => GraphQLLocalDate, { description: 'Day of the rate: the latest one on file up to the day asked for.' })
  date!: string;

  @Field(() => GraphQLDecimal, { description: 'Units of `quote` for one unit of `base`.' })
  rate!: { toString(): string };

  @Field(() => Boolean, {
    description: 'True where it follows from other rates: the opposite one, or both to the euro.',
  })
  derived!: boolean;

  @Field(() => Provenance)
  provenance!: Provenance;
}

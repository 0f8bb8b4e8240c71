import type { Types } from 'mongoose';
import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLDecimal } from '../scalars/decimal.scalar.js';
import { GraphQLCurrencyCode } from '../scalars/standard-scalars.js';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'An amount of money: exact, with its currency.' })
export class Money {
  @Field(() => GraphQLDecimal, { description: 'In units of the currency (not in its minor units).' })
  amount!: Types.Decimal128;

  @Field(() => GraphQLCurrencyCode)
  currency!: string;
}

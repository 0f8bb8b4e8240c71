import type { Types } from 'mongoose';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'The rate for a range of terms and of loan-to-value ratios.' })
export class RateRow {
  @Field(() => Int, { description: 'Shortest term in months.' })
  termFrom!: number;

  @Field(() => Int, { description: 'Longest term in months.' })
  termTo!: number;

  @Field(() => GraphQLDecimal, { description: 'Least loan-to-value ratio, as a fraction.' })
  ltvFrom!: Types.Decimal128;

  @Field(() => GraphQLDecimal, { description: 'Loan-to-value ratio below which the row ends, as a fraction.' })
  ltvTo!: Types.Decimal128;

  @Field(() => String, { nullable: true, description: "Band of the partner's own score, best is A; null for all." })
  scoreBand!: string | null;

  @Field(() => String, { nullable: true, description: 'BEV, PHEV, EREV or FCEV; null for all.' })
  powertrain!: string | null;

  @Field(() => [ID], { description: 'Vehicle variants that the row is for; empty for all.' })
  variantIds!: string[];

  @Field(() => GraphQLDecimal, { description: 'Nominal yearly rate as a fraction: "0.0499" is 4.99 %.' })
  nominalRate!: Types.Decimal128;
}

@ObjectType({ simpleResolvers: true, description: "A version of a product's rates; never changed once published." })
export class RateTable {
  @Field(() => Int)
  version!: number;

  @Field(() => [RateRow])
  rows!: RateRow[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; null for no beginning.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}

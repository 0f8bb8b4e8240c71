import { Field, Float, ObjectType } from 'type-graphql';
import { Confidence } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'One input of a computed answer.' })
export class InsightInput {
  @Field(() => String, { description: 'What it is, e.g. "cars registered, 2022, BEV".' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The value that was used, as text; null for long lists.' })
  value!: string | null;

  @Field(() => String, { nullable: true, description: 'Register or publisher; "SYNTHETIC" for demonstration data.' })
  source!: string | null;

  @Field(() => Confidence, { nullable: true })
  confidence!: Confidence | null;
}

@ObjectType({ simpleResolvers: true, description: 'An input that a computed answer had to do without.' })
export class MissingInput {
  @Field(() => String, { description: 'What is missing.' })
  input!: string;

  @Field(() => String, { description: 'Why, and what the answer does instead.' })
  reason!: string;
}

/** What every computed answer says of itself. */
@ObjectType()
export abstract class Insight {
  @Field(() => GraphQLLocalDate, { description: 'The day that the answer is for.' })
  asOf!: string;

  @Field(() => [InsightInput], { description: 'What it was computed from.' })
  inputs!: InsightInput[];

  @Field(() => [MissingInput], { description: 'What it had to do without; empty for a whole answer.' })
  missing!: MissingInput[];

  @Field(() => Float, { description: 'Share of the inputs that were there, 0 to 1.' })
  coverage!: number;

  @Field(() => Confidence, { description: 'That of the least sure input.' })
  confidence!: Confidence;
}

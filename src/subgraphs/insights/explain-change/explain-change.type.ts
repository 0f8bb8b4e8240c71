import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { Confidence } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';
import { Readiness } from '../readiness/readiness.type.js';
import { OwnershipCost } from '../total-cost-of-ownership/total-cost-of-ownership.type.js';
import { ChangedInputKind } from './changed-inputs.js';
import { OwnershipPartName } from './ownership-parts.js';

registerEnumType(ChangedInputKind, { name: 'ChangedInputKind', description: 'What kind of input has changed.' });
registerEnumType(OwnershipPartName, {
  name: 'OwnershipPartName',
  description: 'Parts that add up to a total cost of ownership.',
  valuesConfig: {
    INCENTIVES: { description: 'Below zero: they lower the total.' },
    FINANCING: { description: 'What the credit costs on top of the price.' },
    RESIDUAL_VALUE: { description: 'Below zero: it lowers the total.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A part of the total on both days, with its sign.' })
export class ChangedPart {
  @Field(() => OwnershipPartName)
  part!: OwnershipPartName;

  @Field(() => Money)
  before!: Money;

  @Field(() => Money)
  after!: Money;

  @Field(() => Money, { description: 'All parts together are the difference of the totals.' })
  difference!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'An input that is not the same on both days.' })
export class ExplainingInput {
  @Field(() => ChangedInputKind)
  kind!: ChangedInputKind;

  @Field(() => String, { description: 'Key of the policy, offer, tariff or product; the two currencies of a rate.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'On the first day; null where there was none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'On the second day; null where there is none any more.' })
  after!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Of a policy: by how much its line of the landed cost is higher on the second day.',
  })
  landedCostEffect!: Money | null;

  @Field(() => String, { nullable: true })
  source!: string | null;

  @Field(() => Confidence, { nullable: true })
  confidence!: Confidence | null;
}

@ObjectType({ simpleResolvers: true, description: 'A policy whose sources disagree.' })
export class DisputedInput {
  @Field(() => String)
  policyId!: string;

  @Field(() => String)
  field!: string;

  @Field(() => String, { description: 'Who says otherwise.' })
  source!: string;

  @Field(() => String, { description: 'What the other source says.' })
  statement!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The same answers on two days, and what explains the difference.' })
export class ExplainedChange extends Insight {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => GraphQLLocalDate)
  from!: string;

  @Field(() => GraphQLLocalDate)
  to!: string;

  @Field(() => OwnershipCost)
  before!: OwnershipCost;

  @Field(() => OwnershipCost)
  after!: OwnershipCost;

  @Field(() => Money, {
    nullable: true,
    description: 'Second total less the first; null where one of them is unknown.',
  })
  difference!: Money | null;

  @Field(() => [ChangedPart], { description: 'Empty where there is no difference to take apart.' })
  parts!: ChangedPart[];

  @Field(() => Readiness)
  readinessBefore!: Readiness;

  @Field(() => Readiness)
  readinessAfter!: Readiness;

  @Field(() => [ExplainingInput], { description: 'Policies, the offer, tariffs, rate tables, the exchange rate.' })
  changes!: ExplainingInput[];

  @Field(() => [DisputedInput], { description: 'Policies in force on one of the days whose sources disagree.' })
  disputed!: DisputedInput[];
}

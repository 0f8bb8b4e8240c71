import { Field, ID, Int, ObjectType } from 'type-graphql';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { Application } from '../application/application.type.js';

@ObjectType({ simpleResolvers: true, description: 'Something that has changed for a partner.' })
export class FinanceChange {
  @Field(() => ID, { description: 'Stable: the id of the webhook that tells the same.' })
  eventId!: string;

  @Field(() => String, { description: 'E.g. application.submitted, rateTable.published.' })
  type!: string;

  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => String, { description: 'Application, RateTable, FinancingProduct, ResidualValueCurve or Contract.' })
  subjectType!: string;

  @Field(() => ID)
  subjectId!: string;

  @Field(() => Int, { description: 'Version of the subject after the change.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Status of the subject after the change.' })
  status!: string | null;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => Application, { nullable: true, description: 'The application as it is now; null for other subjects.' })
  application?: Application | null;
}

@ObjectType({ simpleResolvers: true, description: 'The next changes after a cursor.' })
export class FinanceChanges {
  @Field(() => [FinanceChange], { description: 'In the order of their commits; each once, none left out.' })
  nodes!: FinanceChange[];

  @Field(() => String, {
    description: 'To go on from, today or in a year; the same as before where nothing has changed.',
  })
  cursor!: string;

  @Field(() => Boolean)
  hasMore!: boolean;
}

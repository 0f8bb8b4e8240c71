import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { Quote } from '../quote/quote.type.js';

export enum ApplicationStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  IN_REVIEW = 'IN_REVIEW',
  APPROVED = 'APPROVED',
  CONDITIONAL = 'CONDITIONAL',
  DECLINED = 'DECLINED',
  CONTRACTED = 'CONTRACTED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
}
registerEnumType(ApplicationStatus, {
  name: 'ApplicationStatus',
  description:
    'DRAFT, SUBMITTED, IN_REVIEW, then APPROVED, CONDITIONAL or DECLINED, then CONTRACTED; WITHDRAWN and EXPIRED end it.',
});

@ObjectType({ simpleResolvers: true, description: 'A step in the history of an application.' })
export class ApplicationStep {
  @Field(() => ApplicationStatus)
  status!: ApplicationStatus;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => String, { nullable: true, description: 'Subject of the token of whoever took it.' })
  actor!: string | null;

  @Field(() => [String])
  reasonCodes!: string[];

  @Field(() => String, { nullable: true })
  comment!: string | null;
}

@Directive('@key(fields: "applicationId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'An application for financing. It holds no data of a person: the bank knows the applicant behind the reference.',
})
export class Application extends Node {
  @Field(() => ID)
  applicationId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  partnerId!: string;

  @Field(() => ID)
  quoteId!: string;

  @Field(() => Quote, { nullable: true })
  quote?: Quote | null;

  @Field(() => String)
  productId!: string;

  @Field(() => ID, { nullable: true })
  offerId!: string | null;

  @Field(() => ID, { nullable: true })
  variantId!: string | null;

  @Field(() => String, { description: 'Opaque reference to the applicant.' })
  applicantRef!: string;

  @Field(() => ApplicationStatus)
  status!: ApplicationStatus;

  @Field(() => Int, { description: 'Must be sent with every change.' })
  version!: number;

  @Field(() => [ApplicationStep], { description: 'Oldest first.' })
  history!: ApplicationStep[];

  @Field(() => [String], { description: 'Codes of the last decision.' })
  decisionReasons!: string[];

  @Field(() => ID, { nullable: true, description: 'The contract that it has become.' })
  contractId!: string | null;

  @Field(() => Money, { description: 'What is applied for.' })
  principal!: Money;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When the quote expires, and with it what has not been contracted.' })
  expiresAt!: Date;
}

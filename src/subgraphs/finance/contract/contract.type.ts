import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { BatteryPassportReference } from './battery-passport.type.js';

export enum ContractStatus {
  RUNNING = 'RUNNING',
  ENDED = 'ENDED',
}
registerEnumType(ContractStatus, {
  name: 'ContractStatus',
  description: 'ENDED is repaid, terminated or written off: no part of the exposure.',
});

export enum StageBasis {
  DAYS_PAST_DUE = 'DAYS_PAST_DUE',
  REPORTED = 'REPORTED',
}
registerEnumType(StageBasis, {
  name: 'StageBasis',
  description: 'What a stage of IFRS 9 rests on.',
  valuesConfig: {
    DAYS_PAST_DUE: { description: 'More than 30 days presume stage 2 (5.5.11), 90 and more stage 3 (B5.5.37).' },
    REPORTED: { description: 'The bank has rebutted the presumption, or knows more than the days tell.' },
  },
});

@Directive('@key(fields: "contractId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A contract, as its bank reports it. It holds no data of a person.',
})
export class Contract extends Node {
  @Field(() => ID, { description: 'country:partner:number.' })
  contractId!: string;

  @Field(() => String, { description: 'Number in the books of the bank.' })
  contractNumber!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  partnerId!: string;

  @Field(() => String, { nullable: true })
  productId!: string | null;

  @Field(() => String)
  productKind!: string;

  @Field(() => ID, { nullable: true, description: 'The application that became the contract.' })
  applicationId!: string | null;

  @Field(() => ID, { nullable: true })
  variantId!: string | null;

  @Field(() => Money)
  outstanding!: Money;

  @Field(() => GraphQLLocalDate, { nullable: true })
  nextPaymentDate!: string | null;

  @Field(() => GraphQLLocalDate, { description: 'Day of the last instalment.' })
  endsOn!: string;

  @Field(() => Int)
  daysPastDue!: number;

  @Field(() => Int, { description: 'IFRS 9: 1, 2 or 3.' })
  stage!: number;

  @Field(() => StageBasis)
  stageBasis!: StageBasis;

  @Field(() => String, { nullable: true, description: "Why the bank's stage is another than the days presume." })
  stageReason!: string | null;

  @Field(() => ContractStatus)
  status!: ContractStatus;

  @Field(() => GraphQLLocalDate, { description: 'Day of the figures.' })
  reportedOn!: string;

  @Field(() => Int, { description: 'Grows by one with each change.' })
  version!: number;

  @Field(() => ID, { nullable: true, description: 'Passport of the battery that secures the claim.' })
  batteryPassportId!: string | null;

  @Field(() => BatteryPassportReference, { nullable: true, description: 'Null also where it is not kept here.' })
  batteryPassport!: BatteryPassportReference | null;

  @Field(() => String, { nullable: true, description: 'Carbon footprint performance class as it was reported.' })
  batteryCarbonClass!: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'First day on which the battery is no longer guaranteed.',
  })
  guaranteeEndsOn!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What became of a report: created + updated + unchanged + outdated = contracts of the report.',
})
export class ContractReport {
  @Field(() => Int)
  created!: number;

  @Field(() => Int)
  updated!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int, { description: 'Of which figures of a later day are known: left as they are.' })
  outdated!: number;

  @Field(() => [Contract], { description: 'The contracts as they are now, in the order of the report.' })
  contracts!: Contract[];
}

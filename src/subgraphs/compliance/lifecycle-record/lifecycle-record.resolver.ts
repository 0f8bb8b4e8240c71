import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { BatteryPassport } from '../battery-passport/battery-passport.type.js';
import { appendLifecycleRecord } from './append-lifecycle-record.js';
import { AppendLifecycleRecordArguments, LifecycleRecordsArguments } from './lifecycle-record.inputs.js';
import { subjectKey } from './lifecycle-record.model.js';
import { type LifecyclePage, listLifecycleRecords, verifyLifecycle } from './lifecycle-record.service.js';
import { ChainVerification, LifecycleRecord } from './lifecycle-record.type.js';
import { checkedSubject } from './lifecycle-subject.js';
import { LifecycleSubjectKind } from './lifecycle-vocabularies.js';
import { RECORD_KEEPERS, RECORD_READERS } from './record-keeper.js';

const LifecycleRecordConnection = connectionType('LifecycleRecord', () => LifecycleRecord);

@Resolver()
export class LifecycleRecordResolver {
  @Directive(RECORD_READERS)
  @Query(() => LifecycleRecordConnection, {
    nullable: true,
    description: 'Lifecycle records of a subject, in the order of their chain.',
  })
  lifecycleRecords(
    @Args(() => LifecycleRecordsArguments) { subject, ...page }: LifecycleRecordsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LifecyclePage> {
    const { kind, id } = checkedSubject(subject, 'subject');
    return listLifecycleRecords(context, subjectKey(kind, id), page, selectedFields(info).has('totalCount'));
  }

  @Directive(RECORD_KEEPERS)
  @Mutation(() => LifecycleRecord, {
    description: 'Adds a record to the chain of its subject; it can be neither changed nor removed.',
  })
  appendLifecycleRecord(
    @Args(() => AppendLifecycleRecordArguments) { input }: AppendLifecycleRecordArguments,
    @Ctx() context: DataContext,
  ): Promise<LifecycleRecord> {
    return appendLifecycleRecord(context, input);
  }
}

@Resolver(() => LifecycleRecordConnection)
export class LifecycleVerificationResolver {
  @FieldResolver(() => ChainVerification, { description: 'Of the whole chain, not of this page.' })
  verification(@Root() { subject }: LifecyclePage, @Ctx() context: DataContext): Promise<ChainVerification> {
    return verifyLifecycle(context, subject);
  }
}

@Resolver(() => BatteryPassport)
export class PassportLifecycleResolver {
  @Directive(RECORD_READERS)
  @FieldResolver(() => LifecycleRecordConnection, { nullable: true, description: 'Lifecycle records of this battery.' })
  lifecycleRecords(
    @Root() { passportId }: BatteryPassport,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LifecyclePage> {
    return listLifecycleRecords(
      context,
      subjectKey(LifecycleSubjectKind.BATTERY, passportId),
      page,
      selectedFields(info).has('totalCount'),
    );
  }
}

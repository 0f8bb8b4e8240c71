import { IsOptional, MaxLength } from 'class-validator';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Directive, Field, ID, Info, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import type { Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { listQuarantinedRecords } from './quarantined-record.service.js';
import { QuarantinedRecordConnection, QuarantinedRecordType } from './quarantined-record.type.js';

@ArgsType()
class QuarantineArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Only what this import has rejected.' })
  @IsOptional()
  @MaxLength(100)
  importId?: string | null;
}

@Resolver(() => QuarantinedRecordType)
export class QuarantinedRecordResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => QuarantinedRecordConnection, {
    description: 'Records that imports have rejected, by import and line. A bank makes and sees its own only.',
  })
  importQuarantine(
    @Args(() => QuarantineArguments) { importId, ...page }: QuarantineArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<QuarantinedRecordType>> {
    return listQuarantinedRecords(context, importId ?? null, page, {
      totalCount: selectedFields(info).has('totalCount'),
    });
  }
}

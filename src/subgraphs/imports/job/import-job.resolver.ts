import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import type { Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { CreateImportInput } from './import-job.inputs.js';
import { createImport, findImportJob, listImportJobs } from './import-job.service.js';
import { ImportJob, ImportJobConnection } from './import-job.type.js';

@Resolver(() => ImportJob)
export class ImportJobResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => ImportJob, {
    nullable: true,
    description: 'An import by its id; ask again to see how far it is. A bank makes and sees its own only.',
  })
  importJob(@Arg('importId', () => ID) importId: string, @Ctx() context: DataContext): Promise<ImportJob | null> {
    return findImportJob(context, importId);
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => ImportJobConnection, {
    description: 'All imports, in the order of their ids. A bank makes and sees its own only.',
  })
  importJobs(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ImportJob>> {
    return listImportJobs(context, page, { totalCount: selectedFields(info).has('totalCount') });
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Mutation(() => ImportJob, {
    description:
      'Makes an import; send its file by PUT to `uploadPath` and ask for `importJob`. A bank makes and sees its own only.',
  })
  createImport(
    @Arg('input', () => CreateImportInput) input: CreateImportInput,
    @Ctx() context: DataContext,
  ): Promise<ImportJob> {
    return createImport(context, input);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { Application } from '../application/application.type.js';
import { ContractsArguments, ReportContractsArguments } from './contract.inputs.js';
import { findContract, listContracts } from './contract.service.js';
import { Contract, ContractReport } from './contract.type.js';
import { reportContracts } from './report-contracts.service.js';

const ContractConnection = connectionType('Contract', () => Contract);

@Resolver(() => Contract)
export class ContractResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => Contract, { nullable: true, description: 'A contract by its id; a bank finds its own only.' })
  contract(@Arg('id', () => ID) id: string, @Ctx() context: DataContext): Promise<Contract | null> {
    return findContract(context, naturalKey('Contract', id));
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => ContractConnection, { description: 'Contracts in the order of their ids; a bank sees its own only.' })
  contracts(
    @Args(() => ContractsArguments) request: ContractsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Contract>> {
    return listContracts(context, request, selectedFields(info).has('totalCount'));
  }

  @Directive('@requiresScopes(scopes: [["bank"]])')
  @Directive('@cost(weight: 200)')
  @Mutation(() => ContractReport, {
    description: "Tells where contracts of the caller's stand: what is owed, when it is due, how late it is.",
  })
  reportContracts(
    @Args(() => ReportContractsArguments) { input }: ReportContractsArguments,
    @Ctx() context: DataContext,
  ): Promise<ContractReport> {
    return reportContracts(context, input);
  }
}

@Resolver(() => Application)
export class ApplicationContractResolver {
  @FieldResolver(() => Contract, { nullable: true, description: 'Null before it is CONTRACTED.' })
  contract(@Root() { contractId }: Application, @Ctx() context: DataContext): Promise<Contract | null> {
    return contractId === null ? Promise.resolve(null) : findContract(context, contractId);
  }
}

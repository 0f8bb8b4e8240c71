import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { ChargingLocation } from '../location/charging-location.type.js';
import { UpdateEvseStatusInput } from './update-evse-status.inputs.js';
import { updateEvseStatus } from './update-evse-status.service.js';

@Resolver()
export class UpdateEvseStatusResolver {
  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Mutation(() => ChargingLocation, {
    description: 'Stores a status that an operator reports. Scope `internal`. CONFLICT where a later one is stored.',
  })
  updateEvseStatus(
    @Arg('input', () => UpdateEvseStatusInput) input: UpdateEvseStatusInput,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChargingLocation> {
    return updateEvseStatus(context, input, selectedFields(info));
  }
}

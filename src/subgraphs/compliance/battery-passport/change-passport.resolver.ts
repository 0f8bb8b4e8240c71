import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { BatteryPassport } from './battery-passport.type.js';
import { DeclareCarbonFootprintArguments, LinkBatteryPassportArguments } from './change-passport.inputs.js';
import { declareCarbonFootprint, linkBatteryPassport } from './change-passport.service.js';

@Resolver()
export class ChangePassportResolver {
  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Mutation(() => BatteryPassport, {
    description: 'Writes the carbon footprint of a battery passport. Scope `internal`.',
  })
  declareCarbonFootprint(
    @Args(() => DeclareCarbonFootprintArguments) { input }: DeclareCarbonFootprintArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BatteryPassport> {
    return declareCarbonFootprint(context, input, selectedFields(info));
  }

  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Mutation(() => BatteryPassport, { description: 'Says which variant a battery is built into. Scope `internal`.' })
  linkBatteryPassport(
    @Args(() => LinkBatteryPassportArguments) { input }: LinkBatteryPassportArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BatteryPassport> {
    return linkBatteryPassport(context, input, selectedFields(info));
  }
}

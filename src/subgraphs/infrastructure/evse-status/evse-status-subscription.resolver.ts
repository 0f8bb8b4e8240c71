import { Args, Resolver, Root, Subscription } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { checkedArguments } from '../../../kernel/subgraph/checked-arguments.js';
import { EvseStatusChangedArguments } from './evse-status-subscription.inputs.js';
import { type EvseStatusEvent, evseStatusView, watchEvseStatus } from './evse-status-subscription.service.js';
import { EvseStatusChange } from './evse-status-subscription.type.js';

@Resolver()
export class EvseStatusSubscriptionResolver {
  @Subscription(() => EvseStatusChange, {
    description:
      'Each status that an operator reports for a charge point, where it differs from the one before. Published locations only.',
    subscribe: ({ args, context }) =>
      watchEvseStatus(context as DataContext, checkedArguments(EvseStatusChangedArguments, args)),
  })
  evseStatusChanged(
    @Root() event: EvseStatusEvent,
    @Args(() => EvseStatusChangedArguments) _request: EvseStatusChangedArguments,
  ): EvseStatusChange {
    return evseStatusView(event);
  }
}

import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { BookAppointmentInput, CancelAppointmentInput } from './booking.inputs.js';
import { bookAppointment, cancelAppointment } from './booking.service.js';
import { ServiceBooking } from './booking.type.js';

@Resolver()
export class ServiceBookingResolver {
  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Mutation(() => ServiceBooking, {
    description:
      'Takes a bay of a workshop. Scope `internal`. CONFLICT where no bay is free any more; BAD_USER_INPUT for a time at which ' +
      'no appointment begins.',
  })
  bookAppointment(
    @Arg('input', () => BookAppointmentInput) input: BookAppointmentInput,
    @Ctx() context: DataContext,
  ): Promise<ServiceBooking> {
    return bookAppointment(context, input);
  }

  @Directive('@requiresScopes(scopes: [["internal"]])')
  @Mutation(() => ServiceBooking, {
    description: 'Gives the bay of a booking back. Scope `internal`. Cancelling what is cancelled changes nothing.',
  })
  cancelAppointment(
    @Arg('input', () => CancelAppointmentInput) input: CancelAppointmentInput,
    @Ctx() context: DataContext,
  ): Promise<ServiceBooking> {
    return cancelAppointment(context, input);
  }
}

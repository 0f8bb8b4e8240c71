import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { connectionType } from '../../../kernel/paging/connection.js';
import { ServicePoint } from '../point/service-point.type.js';
import { AppointmentsArguments } from './appointment.inputs.js';
import { type AppointmentPage, listAppointments } from './appointment.service.js';
import { AppointmentObstacle, AppointmentSlot } from './appointment.type.js';

const AppointmentSlotConnection = connectionType('AppointmentSlot', () => AppointmentSlot);

@Resolver(() => ServicePoint)
export class ServicePointAppointmentsResolver {
  @FieldResolver(() => AppointmentSlotConnection, {
    nullable: true,
    description:
      'Appointments that the workshop can take. After the lead time one may begin when it opens and every half hour after ' +
      'it, if it ends before the workshop closes and fewer bays are booked than there are. Null only beside an error.',
  })
  appointments(
    @Root() point: ServicePoint,
    @Args(() => AppointmentsArguments) request: AppointmentsArguments,
    @Ctx() context: DataContext,
  ): Promise<AppointmentPage> {
    return listAppointments(context, point, request);
  }
}

@Resolver(() => AppointmentSlotConnection)
export class AppointmentObstacleResolver {
  @FieldResolver(() => AppointmentObstacle, {
    nullable: true,
    description: 'Why no appointment can be told at all; null where the list is complete, even an empty one.',
  })
  obstacle(@Root() page: AppointmentPage): AppointmentObstacle | null {
    return page.obstacle;
  }
}

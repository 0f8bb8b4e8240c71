import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { isOpenByHours, nextOpening } from '../../../kernel/opening-hours/opening-hours.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { ServicePoint, ServicePointStatus } from './service-point.type.js';

@Resolver(() => ServicePoint)
export class ServicePointHoursResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the workshop is open at that instant, by its own clock, public holidays and special dates counted; default ' +
      'now. False where its status is not OPEN; null where its hours are not known or cannot be read.',
  })
  isOpen(
    @Root() point: ServicePoint,
    @Arg('at', () => GraphQLDateTime, { nullable: true }) at: Date | null | undefined,
  ): boolean | null {
    return point.status === ServicePointStatus.OPEN ? isOpenByHours(hoursOf(point), at ?? new Date()) : false;
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the workshop next goes from closed to open after that instant; default now. Null where its status is not OPEN, ' +
      'its hours are not known, it never closes, or it does not open within 400 days.',
  })
  nextOpening(
    @Root() point: ServicePoint,
    @Arg('after', () => GraphQLDateTime, { nullable: true }) after: Date | null | undefined,
  ): Date | null {
    return point.status === ServicePointStatus.OPEN ? nextOpening(hoursOf(point), after ?? new Date()) : null;
  }
}

function hoursOf({ openingHours, timeZone, country }: ServicePoint) {
  return { openingHours, timeZone, country: country.code };
}

import { allOf } from '../../../../database/filters.js';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import type { ServiceCapabilityCode } from '../service-capability-code.js';
import { type CountryServicePointsArguments, DEFAULT_RADIUS_KM } from '../service-point.inputs.js';
import type { ServicePointStatus } from '../service-point.type.js';

type Filter = Record<string, unknown>;

/** Where to search: a place and a radius in kilometres. */
export interface SearchCircle {
  readonly center: { readonly latitude: number; readonly longitude: number };
  readonly withinKm: number;
}

/** What a list of workshops, its length and its facets have in common. Plain data: equal searches share one read. */
export interface PointSearch {
  /** Null for the order of the keys, without a place. */
  readonly circle: SearchCircle | null;
  readonly statuses: readonly ServicePointStatus[];
  readonly capabilities: readonly ServiceCapabilityCode[];
  /** Null where the networks do not matter. */
  readonly networkIds: readonly string[] | null;
  /** Day on which certificates count. */
  readonly asOf: string;
  /** Milliseconds; null where the hours do not matter. */
  readonly openAt: number | null;
  /** True where certificates count on the day of `openAt` on the calendar of each workshop instead of `asOf`. */
  readonly localDay: boolean;
}

/** The search that a caller's arguments make. BAD_USER_INPUT for a radius without a place. */
export function pointSearch(
  {
    near,
    withinKm,
    capabilities,
    networkIds,
    status,
    openAt,
    asOf,
  }: Omit<CountryServicePointsArguments, 'first' | 'after'>,
  today: string,
): PointSearch {
  const radius = withinKm ?? null;
  if (radius !== null && !near) {
    throw badUserInput('withinKm', 'needs a place: give near');
  }
  return {
    circle: near
      ? {
          center: { latitude: near.latitude, longitude: near.longitude },
          withinKm: radius ?? DEFAULT_RADIUS_KM,
        }
      : null,
    statuses: [...status].sort(),
    capabilities: [...(capabilities ?? [])].sort(),
    networkIds: networkIds ? [...networkIds].sort() : null,
    asOf: asOf ?? today,
    openAt: openAt?.getTime() ?? null,
    localDay: openAt !== null && openAt !== undefined && !asOf,
  };
}

/** Workshops of these statuses that have these capabilities, each with a certificate that is valid on the day. */
export function pointCondition({ statuses, capabilities, networkIds }: PointSearch, day: string): Filter {
  const ofNetworks = networkIds === null ? {} : { networkIds: { $in: networkIds } };
  return allOf([{ status: { $in: statuses } }, ofNetworks, ...capabilities.map((code) => holds(code, day))]);
}

/** A capability counts while its certificate is valid; `validTo` is the first day on which it is not. */
function holds(code: string, day: string): Filter {
  return { capabilities: { $elemMatch: { code, $or: [{ validTo: null }, { validTo: { $gt: day } }] } } };
}

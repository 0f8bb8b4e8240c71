import { allOf } from '../../../database/filters.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { type CountryServicePointsArguments, DEFAULT_RADIUS_KM } from './service-point.inputs.js';

/** Where to search: a place and a radius in kilometres. */
export interface SearchCircle {
  readonly center: { readonly latitude: number; readonly longitude: number };
  readonly withinKm: number;
}

/** A request for a list of workshops, as the database needs it. Plain data: equal requests share one read. */
export interface ServicePointListRequest {
  readonly first: number;
  readonly after: string | null;
  /** Null for the order of the keys, without a place. */
  readonly circle: SearchCircle | null;
  readonly filter: Readonly<Record<string, unknown>>;
}

/** The request that a caller's arguments make. BAD_USER_INPUT for a radius without a place. */
export function servicePointListRequest(
  { first, after, near, withinKm, capabilities, status, asOf }: CountryServicePointsArguments,
  today: string,
): ServicePointListRequest {
  const radius = withinKm ?? null;
  if (radius !== null && !near) {
    throw badUserInput('withinKm', 'needs a place: give near');
  }
  return {
    first,
    after: after ?? null,
    circle: near
      ? {
          center: { latitude: near.latitude, longitude: near.longitude },
          withinKm: radius ?? DEFAULT_RADIUS_KM,
        }
      : null,
    filter: allOf([
      { status: { $in: [...status].sort() } },
      ...(capabilities ?? []).map((code) => holds(code, asOf ?? today)),
    ]),
  };
}

/** A capability counts while its certificate is valid; `validTo` is the first day on which it is not. */
function holds(code: string, asOf: string): Record<string, unknown> {
  return { capabilities: { $elemMatch: { code, $or: [{ validTo: null }, { validTo: { $gt: asOf } }] } } };
}

import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';

/** Places as the graph's columns tell them. */
export interface Places {
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
}

export interface NearestPlace {
  /** Position in the columns. */
  readonly at: number;
  /** Along the great circle. */
  readonly kilometres: number;
}

/** Finds the nearest of many places by a k-d tree over the sphere. */
export class PlaceIndex {
  readonly #tree: KDBush | null;

  constructor(private readonly places: Places) {
    const { latitudes, longitudes } = places;
    this.#tree = latitudes.length === 0 ? null : new KDBush(latitudes.length);
    latitudes.forEach((latitude, at) => {
      this.#tree?.add(longitudes[at] as number, latitude);
    });
    this.#tree?.finish();
  }

  /** The nearest place, or the nearest within a radius in kilometres; null for none. */
  nearest(latitude: number, longitude: number, withinKilometres = Number.POSITIVE_INFINITY): NearestPlace | null {
    if (this.#tree === null) return null;
    const [at] = around(this.#tree, longitude, latitude, 1, withinKilometres);
    if (at === undefined) return null;
    const { latitudes, longitudes } = this.places;
    return { at, kilometres: distance(longitude, latitude, longitudes[at] as number, latitudes[at] as number) };
  }

  /** Positions of all places within a radius in kilometres. */
  within(latitude: number, longitude: number, kilometres: number): readonly number[] {
    return this.#tree === null ? [] : around(this.#tree, longitude, latitude, Number.POSITIVE_INFINITY, kilometres);
  }
}

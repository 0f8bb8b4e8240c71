import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger } from '../answer/ledger.js';
import { type FleetReading, plugInFleet } from '../geography/vehicles-per-town.js';
import { readGraph } from '../operation/read-graph.js';
import { type FoundPlace, type FoundWhiteSpot, findWhiteSpots, type PlaceList } from './find-white-spots.js';
import type { WhiteSpot, WhiteSpots } from './white-spots.type.js';

const WHITE_SPOTS_OPERATION = storedOperation('./white-spots.graphql', import.meta.url);

interface TownColumns {
  readonly geonameIds: readonly string[];
  readonly populations: readonly number[];
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
}

interface WhiteSpotsReading {
  readonly country: {
    readonly fleet: readonly FleetReading[] | null;
    readonly townColumns: TownColumns | null;
    readonly qualified: PlaceList | null;
    readonly workshops: PlaceList | null;
    readonly hubs: PlaceList | null;
  } | null;
}

export interface WhiteSpotsRequest {
  readonly country: string;
  readonly asOf: string;
  readonly withinKm: number;
  readonly minVehicles: number;
  readonly first: number;
}

const NO_PLACES: PlaceList = { ids: [], latitudes: [], longitudes: [] };

/** Towns with many cars and no open high-voltage workshop within reach. BAD_USER_INPUT for a country that there is not. */
export async function whiteSpots(context: RequestContext, request: WhiteSpotsRequest): Promise<WhiteSpots> {
  const { country, asOf, withinKm, minVehicles, first } = request;
  const { data } = await readGraph<WhiteSpotsReading>(context, WHITE_SPOTS_OPERATION, { country, asOf });
  const reading = data?.country;
  if (reading === null || reading === undefined) {
    throw badUserInput('country', 'is no country of this graph');
  }
  const ledger = new InputLedger();
  const fleet = plugInFleet(reading.fleet ?? [], asOf);
  if (fleet === null) {
    ledger.missing(
      'fleet',
      `No plug-in fleet is known for ${country} up to ${asOf}: no town can be said to have many cars.`,
    );
  } else {
    for (const { powertrain, stock, provenance } of fleet.lines) {
      ledger.used(`registered ${powertrain}, ${fleet.year}`, stock, provenance);
    }
  }
  const columns = {
    towns: 'towns of at least 15,000 inhabitants',
    qualified: 'open workshops with a valid certificate for high-voltage level 3',
    workshops: 'open workshops',
    hubs: 'charging sites with direct current',
  };
  const places = { ...reading, towns: reading.townColumns };
  for (const [name, what] of Object.entries(columns)) {
    const list = places[name as keyof typeof columns];
    if (list === null) {
      ledger.missing(what, `The data of ${country} is out of reach.`);
    } else if (list.latitudes.length === 0 && name !== 'qualified') {
      ledger.missing(what, `None is known in ${country}.`);
    } else {
      ledger.used(what, list.latitudes.length);
    }
  }
  // Without the list of qualified workshops every town would look like a white spot.
  const answerable = fleet !== null && reading.townColumns !== null && reading.qualified !== null;
  const spots = answerable
    ? findWhiteSpots({
        towns: reading.townColumns,
        vehicles: fleet.vehicles,
        qualified: reading.qualified,
        workshops: reading.workshops ?? NO_PLACES,
        hubs: reading.hubs ?? NO_PLACES,
        withinKm,
        minVehicles,
      })
    : [];
  return {
    ...ledger.close(asOf),
    nodes: spots.slice(0, first).map(view),
    totalCount: spots.length,
    vehiclesAffected: Math.round(spots.reduce((sum, { vehicles }) => sum + vehicles, 0)),
    vehiclesInCountry: fleet?.vehicles ?? null,
  };
}

function view({ geonameId, vehicles, nearestQualified, nearestWorkshop, nearestHub }: FoundWhiteSpot): WhiteSpot {
  return {
    town: { geonameId },
    vehicles: Math.round(vehicles),
    nearestQualifiedWorkshop: workshop(nearestQualified),
    candidate: {
      workshop: workshop(nearestWorkshop),
      chargingHub: nearestHub && { chargingLocation: { id: nearestHub.id }, distanceKm: nearestHub.distanceKm },
    },
  };
}

function workshop(place: FoundPlace | null) {
  return place && { servicePoint: { id: place.id }, distanceKm: place.distanceKm };
}

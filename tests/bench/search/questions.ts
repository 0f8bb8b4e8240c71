import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';

const NODES = `nodes { id name operator { name } coordinates { latitude longitude } distanceKm alongKm maxPowerKW
  evses { status connectors { standard powerType maxElectricPower } } } pageInfo { hasNextPage endCursor }`;

/** A kind of question, asked for different places. */
export interface Question {
  readonly name: string;
  readonly times: number;
  /** Arguments of the list for one place; `reachKm` is how far from it the {@link SITES_ON_MAP} nearest sites are. */
  argumentsAt(place: ChargingLocationRecord, reachKm: number): string;
  readonly selection: string;
}

/** So many sites a map shows, wherever it is and however many there are in all. */
export const SITES_ON_MAP = 100;

/** A question, not measured, that tells the distance of the farthest of them. */
export function reachQuestion(place: ChargingLocationRecord): string {
  return `{ chargingLocations(near: ${at(place)}, withinKm: 500, first: ${SITES_ON_MAP}) { nodes { distanceKm } } }`;
}

const KM_OF_A_DEGREE = 111.2;

/** Hamburg, Hanover, Kassel, Wuerzburg, Nuremberg, Munich: about 650 km. */
const ROUTE = [
  [53.55, 10.0],
  [52.37, 9.73],
  [51.31, 9.5],
  [49.79, 9.94],
  [49.45, 11.08],
  [48.14, 11.58],
]
  .map(([latitude, longitude]) => `{ latitude: ${latitude}, longitude: ${longitude} }`)
  .join(' ');

export const QUESTIONS: readonly Question[] = [
  {
    name: 'near: the nearest 50 within 50 km',
    times: 200,
    argumentsAt: (place) => `near: ${at(place)}, withinKm: 50, first: 50`,
    selection: NODES,
  },
  {
    name: 'near: the nearest 50 within 500 km, 150 kW and more',
    times: 100,
    argumentsAt: (place) => `near: ${at(place)}, withinKm: 500, first: 50, filter: { minPowerKW: 150 }`,
    selection: NODES,
  },
  {
    name: 'box: a map that shows about 100 sites',
    times: 200,
    // As large as the circle around those that are nearest.
    argumentsAt: (place, reachKm) =>
      `boundingBox: ${boxAround(place, (Math.max(0.1, reachKm) * Math.sqrt(Math.PI)) / KM_OF_A_DEGREE)}, first: 50`,
    selection: NODES,
  },
  {
    name: 'box: 2 degrees high, whatever is in it',
    times: 100,
    argumentsAt: (place) => `boundingBox: ${boxAround(place, 2)}, first: 50`,
    selection: NODES,
  },
  {
    name: 'along: Hamburg to Munich, 2 km to either side',
    times: 20,
    argumentsAt: () => `along: { path: [${ROUTE}], corridorKm: 2 }, first: 50`,
    selection: `${NODES} totalCount`,
  },
  {
    name: 'filter and facets: CCS within 25 km, list, length and five facets',
    times: 50,
    argumentsAt: (place) =>
      `near: ${at(place)}, withinKm: 25, first: 50, filter: { connectorStandards: [IEC_62196_T2_COMBO], minPowerKW: 50 }`,
    selection: `${NODES} totalCount facets { connectorStandards { value count } powerTypes { value count }
      operators { value count } evseStatuses { value count } facilities { value count } }`,
  },
];

function at({ location }: ChargingLocationRecord): string {
  const [longitude, latitude] = location?.coordinates ?? [];
  return `{ latitude: ${latitude}, longitude: ${longitude} }`;
}

function boxAround({ location }: ChargingLocationRecord, degrees: number): string {
  const [longitude = 0, latitude = 0] = location?.coordinates ?? [];
  const high = degrees / 2;
  const wide = Math.min(10, high / Math.cos((latitude * Math.PI) / 180));
  const middle = Math.max(-170, Math.min(170, longitude));
  return `{ southWest: { latitude: ${latitude - high}, longitude: ${middle - wide} },
    northEast: { latitude: ${latitude + high}, longitude: ${middle + wide} } }`;
}

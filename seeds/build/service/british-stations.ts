import proj4 from 'proj4';
import { ServiceCapabilityCode } from '../../../src/subgraphs/service/point/service-capability-code.js';
import type {
  ServiceCapabilityRecord,
  ServicePointRecord,
} from '../../../src/subgraphs/service/point/service-point.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { createRandomStream, hashText } from '../random.js';
import { readSourceTable, type SourceRow } from '../source-files.js';
import { generateHighVoltageCapabilities } from './high-voltage-capabilities.js';

/** Network of all British test stations. */
export const BRITISH_TEST_NETWORK = 'GB:mot-test-stations';

const SOURCE: DataSource = { system: 'DVSA active MOT test stations', licence: 'OGL-UK-3.0', fetchedAt: '2020-08-31' };
const CLASSES = ['1', '2', '3', '4', '5', '7'] as const;

/** British National Grid on the Airy ellipsoid; the seven parameters to WGS 84 are good to about 5 m (EPSG:1314). */
const BRITISH_NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894 +units=m +no_defs';
const toDegrees = proj4(BRITISH_NATIONAL_GRID, 'WGS84');

/** Longitude and latitude (WGS 84, six decimals) of an easting and a northing in metres (OSGB36). */
export function fromBritishGrid(easting: number, northing: number): [longitude: number, latitude: number] {
  const [longitude, latitude] = toDegrees.forward([easting, northing]);
  if (longitude === undefined || latitude === undefined) throw new Error('proj4 answered no coordinates');
  return [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))];
}

/** Share of stations that get generated high-voltage capabilities, in percent. */
const GENERATED_PERCENT = 4;

/** Stations at the head of the list that get them whatever their lot. */
const ALWAYS_FIRST = 10;

function motCapability(row: SourceRow): ServiceCapabilityRecord {
  // A class column is "1" where the station may test it; one row has "2" instead, which is read the same way.
  const classes = CLASSES.filter((name) => row.text(`class${name}`) !== '0');
  return {
    code: ServiceCapabilityCode.MOT,
    maxVoltage: null,
    certificate: classes.length === 0 ? null : `DVSA MOT classes ${classes.join(', ')}`,
    validTo: null,
    source: SOURCE.system,
  };
}

function stationOf(row: SourceRow): ServicePointRecord {
  const site = row.text('VTS Site Number');
  const located = row.optional('easting_osgb36') !== null && row.optional('northing_osgb36') !== null;
  const street = ['VTS Address Line 1', 'VTS Address Line 2', 'VTS Address Line 3'].map((column) => row.text(column));
  return {
    _id: `GB:${site}`,
    servicePointId: `GB:${site}`,
    networkIds: [BRITISH_TEST_NETWORK],
    country: 'GB',
    name: row.text('Trading Name'),
    address: {
      streetAddress: street.filter(Boolean).join(', ') || null,
      addressLocality: row.optional('VTS Address Line 14'),
      addressRegion: null,
      postalCode: row.optional('VTS Postcode'),
    },
    location: located
      ? { type: 'Point', coordinates: fromBritishGrid(row.number('easting_osgb36'), row.number('northing_osgb36')) }
      : null,
    // The grid reference is that of the postcode, not of the door.
    geoQuality: located ? 'GEOCODED' : 'MISSING',
    openingHours: null,
    timeZone: 'Europe/London',
    bays: null,
    capabilities: [motCapability(row)],
    leadTimeDays: null,
    phone: null,
    languages: [],
    technicians: [],
    status: 'OPEN',
    provenance: sourcedFrom(SOURCE, site),
  };
}

/**
 * The active MOT test stations of Great Britain. A site number names one station: a row that repeats one is dropped.
 * A few percent carry generated high-voltage capabilities, each marked in its own source.
 */
export function buildBritishStations(dataDirectory: string): ServicePointRecord[] {
  const stations = new Map<string, ServicePointRecord>();
  for (const row of readSourceTable(dataDirectory, 'service/gb_mot_stations_2020-08.csv')) {
    const station = stationOf(row);
    stations.set(station._id, station);
  }
  const first = new Set([...stations.keys()].sort().slice(0, ALWAYS_FIRST));
  for (const station of stations.values()) {
    if (!first.has(station._id) && hashText(station._id) % 100 >= GENERATED_PERCENT) continue;
    const random = createRandomStream(`capabilities:${station._id}`);
    station.capabilities.push(...generateHighVoltageCapabilities('GB', random));
  }
  return [...stations.values()];
}

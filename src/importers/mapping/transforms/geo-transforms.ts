import proj4 from 'proj4';
import { shown } from '../../pipeline/finding.js';
import { parametrised, type Transform, textOf, UnreadableValue, type WritingDefaults } from '../transform.js';
import { COORDINATE_SYSTEMS } from './coordinate-systems.js';
import { readNumber } from './read-number.js';

const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
const WKT_POINT = new RegExp(
  `^\\s*(?:SRID=(\\d+);)?\\s*POINT\\s*Z?M?\\s*\\(\\s*(${NUMBER})\\s+(${NUMBER})(?:\\s+${NUMBER}){0,2}\\s*\\)\\s*$`,
  'i',
);
const PAIR = new RegExp(`^\\s*[[(]?\\s*(${NUMBER})\\s*[,;\\s]\\s*(${NUMBER})\\s*[\\])]?\\s*$`);
/** The same where numbers have decimal commas: a comma alone does not part them. */
const PAIR_OF_COMMAS = /^\s*[[(]?\s*([+-]?\d+(?:,\d+)?)\s*(?:[;|\s]|,\s)\s*([+-]?\d+(?:,\d+)?)\s*[\])]?\s*$/;

/** Degrees with seven decimals are a centimetre. */
function degrees(value: number): number {
  return Number(value.toFixed(7));
}

function place(longitude: number, latitude: number): { longitude: number; latitude: number } {
  return { longitude, latitude };
}

/** Two numbers: a list of them, or of texts as the mapping says that numbers are written; or a text of both. */
function pairOf(value: unknown, ways: WritingDefaults): [number, number] {
  if (Array.isArray(value) && value.length >= 2) {
    const [first, second] = value.map((member) => coordinateOf(member, ways));
    if (first !== undefined && second !== undefined) return [first, second];
  }
  const text = textOf(value);
  const match = PAIR.exec(text) ?? (ways.decimal === ',' ? PAIR_OF_COMMAS.exec(text) : null);
  if (match === null) throw new UnreadableValue('NOT_A_POINT', `${shown(value)} is no pair of coordinates`);
  return [Number(match[1]?.replace(',', '.')), Number(match[2]?.replace(',', '.'))];
}

function coordinateOf(value: unknown, ways: WritingDefaults): number | undefined {
  const plain = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof plain === 'number' && Number.isFinite(plain)) return plain;
  try {
    return readNumber(value, ways);
  } catch {
    return undefined;
  }
}

/**
 * Degrees, minutes and seconds, or degrees with a letter, as decimal degrees.
 * @throws UnreadableValue NOT_AN_ANGLE
 */
function angleOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const text = textOf(value).replace(',', '.');
  const match =
    /^([NSEWO])?\s*([+-]?\d+(?:\.\d+)?)\s*(?:°|º|d|\s)?\s*(?:(\d+(?:\.\d+)?)\s*(?:['′’m]|\s)?\s*)?(?:(\d+(?:\.\d+)?)\s*(?:["″”s]|'')?\s*)?([NSEWO])?$/i.exec(
      text,
    );
  if (match === null) throw new UnreadableValue('NOT_AN_ANGLE', `${shown(value)} is no angle`);
  const [, before, whole = '', minutes = '0', seconds = '0', after] = match;
  const size = Math.abs(Number(whole)) + Number(minutes) / 60 + Number(seconds) / 3600;
  const negative = whole.startsWith('-') || /[SW]/i.test(before ?? after ?? '');
  return degrees(negative ? -size : size);
}

/** The coordinates of a GeoJSON geometry's representative point: the point itself, or the mean of an outline's corners. */
function geometryPoint(value: unknown): { longitude: number; latitude: number } {
  const corners: [number, number][] = [];
  const collect = (part: unknown): void => {
    if (!Array.isArray(part) || corners.length > 100_000) return;
    if (typeof part[0] === 'number' && typeof part[1] === 'number') corners.push([part[0], part[1]]);
    else for (const member of part) collect(member);
  };
  collect(typeof value === 'object' && value !== null && 'coordinates' in value ? value.coordinates : null);
  const [first] = corners;
  if (first === undefined || corners.some((corner) => !corner.every(Number.isFinite))) {
    throw new UnreadableValue('NOT_A_POINT', `${shown(value)} has no coordinates`);
  }
  if (corners.length === 1) return place(...first);
  const mean = (at: 0 | 1) => degrees(corners.reduce((sum, corner) => sum + corner[at], 0) / corners.length);
  return place(mean(0), mean(1));
}

/** Converts from a coordinate system by its EPSG code, or by a definition in the language of PROJ. */
function projection(crs: string): (x: number, y: number) => { longitude: number; latitude: number } {
  const definition = crs.startsWith('+') ? crs : COORDINATE_SYSTEMS[crs.toUpperCase()];
  const utm = /^EPSG:(258|326|327)(\d\d)$/i.exec(crs);
  const parameters =
    definition ??
    (utm === null
      ? null
      : `+proj=utm +zone=${Number(utm[2])} ${utm[1] === '327' ? '+south ' : ''}${
          utm[1] === '258' ? '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0' : '+datum=WGS84'
        } +units=m +no_defs`);
  if (parameters === null) {
    throw new Error(
      `the coordinate system "${crs}" is not known: give its PROJ definition ("+proj=..."), or one of ${Object.keys(COORDINATE_SYSTEMS).join(', ')}, EPSG:258xx, EPSG:326xx, EPSG:327xx`,
    );
  }
  const { forward } = proj4(parameters, 'WGS84');
  return (x, y) => {
    const [longitude, latitude] = forward([x, y]);
    if (
      longitude === undefined ||
      latitude === undefined ||
      !Number.isFinite(longitude) ||
      !Number.isFinite(latitude)
    ) {
      throw new UnreadableValue('NOT_A_POINT', `${x}, ${y} cannot be converted from ${crs}`);
    }
    return place(degrees(longitude), degrees(latitude));
  };
}

export const GEO_TRANSFORMS: readonly Transform[] = [
  parametrised<undefined>({
    name: 'wkt',
    description:
      'Reads a point in well-known text, x before y, and gives `{ longitude, latitude }`. NOT_A_POINT where it is none.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: 'POINT (7.487 48.345)', output: { longitude: 7.487, latitude: 48.345 } }],
    prepare: () => (value) => {
      const match = WKT_POINT.exec(textOf(value));
      if (match === null) throw new UnreadableValue('NOT_A_POINT', `${shown(value)} is no POINT`);
      return place(Number(match[2]), Number(match[3]));
    },
  }),
  parametrised<undefined>({
    name: 'lonLat',
    description:
      'Reads a pair "[longitude, latitude]" (brackets and comma as the source likes) and gives both by name.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: '[7.48710500,48.345345]', output: { longitude: 7.487105, latitude: 48.345345 } }],
    prepare: (_, ways) => (value) => place(...pairOf(value, ways)),
  }),
  parametrised<undefined>({
    name: 'latLon',
    description: 'Reads a pair "latitude, longitude" and gives both by name.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: '(48.345345; 7.487105)', output: { longitude: 7.487105, latitude: 48.345345 } }],
    prepare: (_, ways) => (value) => {
      const [latitude, longitude] = pairOf(value, ways);
      return place(longitude, latitude);
    },
  }),
  parametrised<undefined>({
    name: 'angle',
    description: 'Reads degrees, minutes and seconds, or degrees with a letter for the direction, as decimal degrees.',
    parameter: null,
    parameterOptional: true,
    examples: [
      { input: `48° 20' 43.2" N`, output: 48.3453333 },
      { input: '7.5 W', output: -7.5 },
    ],
    prepare: () => angleOf,
  }),
  parametrised<undefined>({
    name: 'geometryPoint',
    description: 'The point of a GeoJSON geometry; of a line or an area the mean of its corners.',
    parameter: null,
    parameterOptional: true,
    examples: [{ input: { type: 'Point', coordinates: [12.1, 54.1] }, output: { longitude: 12.1, latitude: 54.1 } }],
    prepare: () => geometryPoint,
  }),
  parametrised<string>({
    name: 'project',
    description:
      'Converts a pair `[x, y]` (a list, an object with `x` and `y`, what `wkt` and `geometryPoint` give, or a text) from a coordinate system to WGS 84. Known: EPSG:3857 (Web Mercator), EPSG:28992 (Netherlands), EPSG:27700 (Great Britain), EPSG:31370 (Belgium), EPSG:2154 (France), EPSG:21781 and EPSG:2056 (Switzerland), EPSG:31287 (Austria), EPSG:2180 (Poland), EPSG:5514 (Czechia), EPSG:3006 (Sweden), EPSG:3067 (Finland), EPSG:2157 (Ireland), all of EPSG:258xx, 326xx and 327xx (UTM), EPSG:4326; any other by its PROJ definition.',
    parameter: { type: 'string' },
    examples: [
      { parameter: 'EPSG:3857', input: [1113194.9079, 6446275.8411], output: { longitude: 10, latitude: 50 } },
    ],
    prepare: (crs, ways) => {
      const convert = projection(crs);
      return (value) => {
        const named = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
        const [x, y] = 'x' in named ? [named.x, named.y] : [named.longitude, named.latitude];
        if (x === undefined || y === undefined) return convert(...pairOf(value, ways));
        return x === null || y === null ? null : convert(...pairOf([x, y], ways));
      };
    },
  }),
].map((transform) => ({
  ...transform,
  takesLists: transform.name !== 'angle',
  prepare: (parameter, defaults) => {
    const read = transform.prepare(parameter, defaults);
    // A list of columns that are all empty: there is no point, and nothing wrong.
    return (value) => (Array.isArray(value) && value.length === 0 ? null : read(value));
  },
}));

import { ObjectId, Timestamp } from 'bson';
import { isDocument } from '../../bson/document.js';
import { failure, notSupported } from '../../errors.js';
import { typeName } from '../value-tests.js';
import { define, isNullish, type Operation, type Operations } from './scope.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function dateArgument(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  return failure(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC, from an offset (`+02`, `-0330`, `+05:30`) or an Olson name at the given time. */
function offsetMinutes(timezone: unknown, date: Date): number {
  if (timezone === undefined || timezone === 'UTC' || timezone === 'GMT' || timezone === 'Z') return 0;
  if (typeof timezone !== 'string')
    return failure(40517, `timezone must evaluate to a string, found ${typeName(timezone)}`);
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(timezone);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  const parts = Object.fromEntries(
    zoneFormat(timezone)
      .formatToParts(date)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
  return Math.round((local - Math.floor(date.getTime() / 1000) * 1000) / MINUTE);
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
    return format;
  } catch {
    return failure(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

/** The same moment shifted so that its UTC parts are the local ones. */
function localDate(date: Date, timezone: unknown): Date {
  return new Date(date.getTime() + offsetMinutes(timezone, date) * MINUTE);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

/** Weeks begin on Sunday; days before the first Sunday are in week 0. */
function week(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
}

function isoDayOfWeek(date: Date): number {
  return date.getUTCDay() || 7;
}

/** The Thursday of the date's ISO 8601 week decides its year. */
function isoThursday(date: Date): Date {
  return new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY);
}

function isoWeek(date: Date): number {
  return Math.floor((dayOfYear(isoThursday(date)) - 1) / 7) + 1;
}

function isoWeekYear(date: Date): number {
  return isoThursday(date).getUTCFullYear();
}

/** One part of a date, given bare or as `{ date, timezone }`. */
function part(read: (date: Date) => number): Operation {
  return ([argument]) => {
    const { date, timezone } = isDocument(argument) ? argument : { date: argument, timezone: undefined };
    return isNullish(date) || timezone === null ? null : read(localDate(dateArgument(date), timezone));
  };
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function specifier(symbol: string, local: Date, minutes: number): string {
  switch (symbol) {
    case 'Y':
      return padded(local.getUTCFullYear(), 4);
    case 'm':
      return padded(local.getUTCMonth() + 1, 2);
    case 'd':
      return padded(local.getUTCDate(), 2);
    case 'H':
      return padded(local.getUTCHours(), 2);
    case 'M':
      return padded(local.getUTCMinutes(), 2);
    case 'S':
      return padded(local.getUTCSeconds(), 2);
    case 'L':
      return padded(local.getUTCMilliseconds(), 3);
    case 'j':
      return padded(dayOfYear(local), 3);
    case 'w':
      return String(local.getUTCDay() + 1);
    case 'u':
      return String(isoDayOfWeek(local));
    case 'U':
      return padded(week(local), 2);
    case 'V':
      return padded(isoWeek(local), 2);
    case 'G':
      return padded(isoWeekYear(local), 4);
    case 'B':
      return MONTHS[local.getUTCMonth()] ?? '';
    case 'b':
      return MONTHS[local.getUTCMonth()]?.slice(0, 3) ?? '';
    case 'z':
      return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(minutes) / 60), 2)}${padded(Math.abs(minutes) % 60, 2)}`;
    case 'Z':
      return `${minutes < 0 ? '-' : '+'}${padded(Math.abs(minutes), 3)}`;
    case '%':
      return '%';
    default:
      return failure(18536, `Invalid format character '%${symbol}' in format string`);
  }
}

function dateToString([argument]: readonly unknown[]): unknown {
  if (!isDocument(argument)) return failure(18629, '$dateToString only supports an object as its argument');
  const { date, format, timezone, onNull = null } = argument;
  if (isNullish(date)) return onNull;
  if (format === null || timezone === null) return null;
  const moment = dateArgument(date);
  const minutes = offsetMinutes(timezone, moment);
  const pattern =
    format ?? (timezone === undefined || timezone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
  if (typeof pattern !== 'string')
    return failure(18533, `$dateToString requires that 'format' be a string, found: ${typeName(pattern)}`);
  const local = new Date(moment.getTime() + minutes * MINUTE);
  return pattern.replace(/%(.?)/gs, (_, symbol: string) => specifier(symbol, local, minutes));
}

/** Patterns of the format specifiers that can be read back. */
const READABLE: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  m: '\\d{2}',
  d: '\\d{2}',
  H: '\\d{2}',
  M: '\\d{2}',
  S: '\\d{2}',
  L: '\\d{3}',
  z: '[+-]\\d{2}:?\\d{2}',
  b: '[A-Za-z]{3}',
  B: '[A-Za-z]+',
};

function dateFromString([argument]: readonly unknown[]): unknown {
  if (!isDocument(argument)) return failure(40540, '$dateFromString only supports an object as an argument');
  const { dateString, format, timezone, onNull = null } = argument;
  if (isNullish(dateString)) return onNull;
  if (format === null || timezone === null) return null;
  const date = typeof dateString === 'string' ? readDate(dateString, format, timezone) : undefined;
  if (date) return date;
  return 'onError' in argument ? argument.onError : failure(241, `Error parsing date string '${String(dateString)}'`);
}

function readDate(text: string, format: unknown, timezone: unknown): Date | undefined {
  if (format !== undefined)
    return typeof format === 'string'
      ? readFormatted(text, format, timezone)
      : failure(40684, "$dateFromString requires that 'format' be a string");
  const hasZone = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text);
  const date = new Date(hasZone || !text.includes('T') ? text : `${text}Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  return hasZone ? date : fromLocal(date, timezone);
}

function readFormatted(text: string, format: string, timezone: unknown): Date | undefined {
  const symbols: string[] = [];
  const pattern = format.replace(/%(.)|[\\^$.*+?()[\]{}|]/gs, (part, symbol: string | undefined) => {
    if (symbol === undefined) return `\\${part}`;
    if (symbol === '%') return '%';
    symbols.push(symbol);
    return `(${READABLE[symbol] ?? notSupported(`format character %${symbol} in $dateFromString`)})`;
  });
  const values = new RegExp(`^${pattern}$`).exec(text)?.slice(1);
  if (!values) return undefined;
  const given = new Map(symbols.map((symbol, i) => [symbol, values[i] ?? '']));
  const named = given.get('B') ?? given.get('b');
  const month =
    named === undefined
      ? Number(given.get('m') ?? 1)
      : MONTHS.findIndex((name) => name.toLowerCase().startsWith(named.toLowerCase())) + 1;
  const [year = 1970, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = ['Y', 'd', 'H', 'M', 'S', 'L'].map(
    (symbol) => (given.has(symbol) ? Number(given.get(symbol)) : undefined),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? fromLocal(date, given.get('z') ?? timezone) : undefined;
}

/** The moment at which a zone's clocks show the UTC parts of a date. Twice, as the offset may differ at the first guess. */
function fromLocal(local: Date, timezone: unknown): Date {
  const guess = new Date(local.getTime() - offsetMinutes(timezone, local) * MINUTE);
  return new Date(local.getTime() - offsetMinutes(timezone, guess) * MINUTE);
}

/** Parts of dates, and dates as text. Arithmetic over dates comes from the library (see `library.ts`). */
export const DATES: Operations = {
  $dateToString: define(1, 1, dateToString),
  $dateFromString: define(1, 1, dateFromString),
  $year: define(
    1,
    1,
    part((date) => date.getUTCFullYear()),
  ),
  $month: define(
    1,
    1,
    part((date) => date.getUTCMonth() + 1),
  ),
  $dayOfMonth: define(
    1,
    1,
    part((date) => date.getUTCDate()),
  ),
  $hour: define(
    1,
    1,
    part((date) => date.getUTCHours()),
  ),
  $minute: define(
    1,
    1,
    part((date) => date.getUTCMinutes()),
  ),
  $second: define(
    1,
    1,
    part((date) => date.getUTCSeconds()),
  ),
  $millisecond: define(
    1,
    1,
    part((date) => date.getUTCMilliseconds()),
  ),
  $dayOfYear: define(1, 1, part(dayOfYear)),
  $dayOfWeek: define(
    1,
    1,
    part((date) => date.getUTCDay() + 1),
  ),
  $week: define(1, 1, part(week)),
  $isoDayOfWeek: define(1, 1, part(isoDayOfWeek)),
  $isoWeek: define(1, 1, part(isoWeek)),
  $isoWeekYear: define(1, 1, part(isoWeekYear)),
};

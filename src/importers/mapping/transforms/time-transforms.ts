import { DateTime } from 'luxon';
import { shown } from '../../pipeline/finding.js';
import { parametrised, type Transform, textOf, UnreadableValue } from '../transform.js';

/** Day 0 of spreadsheet serial dates, in milliseconds since 1970 (1899-12-30). */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** Years outside of these are slips of the pen or empty fields of a database. */
const YEARS = { first: 1900, last: 2200 };

type DateParameter = string | readonly string[] | undefined;

const FORMATS = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };

function readTime(value: unknown, formats: readonly string[], zone: string): DateTime | null {
  const text = textOf(value);
  for (const format of formats) {
    let time: DateTime;
    if (format === 'serial') {
      if (!/^\d{4,5}(\.\d+)?$/.test(text)) continue;
      time = DateTime.fromMillis(SPREADSHEET_EPOCH + Math.round(Number(text) * DAY), { zone: 'utc' });
    } else if (format === 'epochSeconds' || format === 'epochMilliseconds') {
      if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) continue;
      time = DateTime.fromMillis(Number(text) * (format === 'epochSeconds' ? 1000 : 1), { zone: 'utc' });
    } else if (format === 'iso') {
      time = DateTime.fromISO(text.replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2'), { zone, setZone: true });
    } else {
      time = DateTime.fromFormat(text, format, { zone });
    }
    if (time.isValid && time.year >= YEARS.first && time.year <= YEARS.last) return time;
  }
  return null;
}

export const TIME_TRANSFORMS: readonly Transform[] = [
  parametrised<DateParameter>({
    name: 'date',
    description:
      'Reads a date and gives YYYY-MM-DD. The first of the formats that fits counts: "iso" (also by the bare name), patterns of letters such as "dd.MM.yyyy", "d/M/yy", "yyyyMMdd" (the tokens of Luxon), "serial" for the day numbers of spreadsheets, "epochSeconds", "epochMilliseconds". NOT_A_DATE where none fits.',
    parameter: FORMATS,
    parameterOptional: true,
    examples: [
      { parameter: ['dd.MM.yyyy', 'serial'], input: '14.04.2010', output: '2010-04-14' },
      { parameter: ['dd.MM.yyyy', 'serial'], input: '43466', output: '2019-01-01' },
      { input: '2021-04-05T10:00:00Z', output: '2021-04-05' },
    ],
    prepare: (parameter = 'iso') => {
      const formats = typeof parameter === 'string' ? [parameter] : parameter;
      return (value) => {
        const time = readTime(value, formats, 'utc');
        if (time === null) throw new UnreadableValue('NOT_A_DATE', `${shown(value)} is no date`);
        return time.toISODate();
      };
    },
  }),
  parametrised<DateParameter | { formats?: DateParameter; timeZone?: string }>({
    name: 'dateTime',
    description:
      'Reads an instant and gives it in UTC (RFC 3339). Formats as for `date`; `timeZone` is the IANA zone of times that name none (UTC unless given). NOT_A_TIME where none fits.',
    parameter: {
      anyOf: [
        ...FORMATS.anyOf,
        {
          type: 'object',
          properties: { formats: FORMATS, timeZone: { type: 'string' } },
          additionalProperties: false,
        },
      ],
    },
    parameterOptional: true,
    examples: [
      { input: '2022-10-18T12:35:49+0000', output: '2022-10-18T12:35:49.000Z' },
      {
        parameter: { formats: 'dd.MM.yyyy HH:mm', timeZone: 'Europe/Berlin' },
        input: '01.07.2023 12:00',
        output: '2023-07-01T10:00:00.000Z',
      },
    ],
    prepare: (parameter = 'iso') => {
      const { formats = 'iso', timeZone = 'utc' } =
        typeof parameter === 'object' && !Array.isArray(parameter)
          ? (parameter as { formats?: string | readonly string[]; timeZone?: string })
          : { formats: parameter as string | readonly string[] };
      if (!DateTime.local({ zone: timeZone }).isValid) throw new Error(`"${timeZone}" is no IANA time zone`);
      const list = typeof formats === 'string' ? [formats] : formats;
      return (value) => {
        const time = readTime(value, list, timeZone);
        if (time === null) throw new UnreadableValue('NOT_A_TIME', `${shown(value)} is no time`);
        return time.toUTC().toISO();
      };
    },
  }),
];

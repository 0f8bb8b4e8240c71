import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHARGING_TARIFF_TARGET } from '../../../src/importers/charging-tariff/charging-tariff-target.js';
import { tariffDraftOf } from '../../../src/importers/charging-tariff/ocpi-tariff.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import {
  at,
  type OperationResult,
  type SubgraphHarness,
  startSubgraphHarness,
} from '../../support/subgraph-harness.js';

const OCPI = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/ocpi`;
const SOURCE = { system: 'OCPI examples', recordId: null, licence: 'CC-BY-ND-4.0', fetchedAt: '2026-07-17' };

/** What OCPI says of a session by one of its example tariffs. Totals are before and after taxes. */
interface Example {
  readonly file: string;
  readonly said: string;
  readonly session: string;
  readonly exclVat: string | null;
  readonly inclVat: string | null;
  /** Where taxes are not stated, OCPI 2.3.0 does not tell the total after taxes. */
  readonly inclVatOf230?: string | null;
  /** Volumes billed and amounts before taxes by line, where OCPI breaks them down. */
  readonly lines?: readonly string[];
}

const START = 'startAt: "2019-01-07T09:30:00+01:00", timeZone: "Europe/Berlin"';

/**
 * Figures of the module Tariffs of OCPI 2.2.1-d2 and 2.3.0. Where the text of a release has none for an example, the
 * sums are our own, spelt out.
 */
const EXAMPLES: readonly Example[] = [
  {
    file: 'tariff_1_simple_2hour',
    said: '2.5 hours: 5.00 excl., 5.50 incl. VAT',
    session: `${START}, minutes: 150`,
    exclVat: '5',
    inclVat: '5.5',
  },
  {
    file: 'tariff_2_alt_text',
    said: '2.5 hours: 4.75 excl., 5.00 incl. VAT',
    session: `${START}, minutes: 150`,
    exclVat: '4.75',
    inclVat: '5',
  },
  {
    file: 'tariff_3_alt_url',
    said: '20.45 kWh: 5.63 excl., 6.24 incl. VAT',
    session: `${START}, energyKwh: "20.45"`,
    exclVat: '5.63',
    inclVat: '6.24',
    lines: ['FLAT 1 0.5', 'ENERGY 20.5 5.125'],
  },
  {
    file: 'tariff_4_complex',
    said: 'Monday 09:30, 165 minutes at 16 A, 42 minutes of parking: 9.00 excl., 10.30 incl. VAT',
    session: `${START}, minutes: 165, parkingMinutes: 42, currentA: 16`,
    exclVat: '9',
    inclVat: '10.3',
    lines: ['FLAT 1 2.5', 'TIME 2.75 2.75', 'PARKING_TIME 0.75 3.75'],
  },
  {
    file: 'tariff_4_complex',
    said: 'Saturday 13:30, 114 minutes at 43 A, 71 minutes of parking: 12.28 excl., 13.861 incl. VAT; 114 minutes at 1.25 are 2.375, not the 2.28 of the text, so 12.375 and 13.975',
    session:
      'startAt: "2019-01-12T13:30:00+01:00", timeZone: "Europe/Berlin", minutes: 114, parkingMinutes: 71, currentA: 43',
    exclVat: '12.38',
    inclVat: '13.98',
    lines: ['FLAT 1 2.5', 'TIME 1.9 2.375', 'PARKING_TIME 1.25 7.5'],
  },
  {
    file: 'tariff_5_free_of_charge',
    said: 'free of charge',
    session: `${START}, energyKwh: 20`,
    exclVat: '0',
    inclVat: '0',
  },
  {
    file: 'tariff_6_025kwh_start_max_price',
    said: '50 kWh: 10.00 excl., 11.00 incl. VAT by the price limit',
    session: `${START}, energyKwh: 50`,
    exclVat: '10',
    inclVat: '11',
    lines: ['FLAT 1 0.5', 'ENERGY 50 12.5', 'MAX_PRICE null -3'],
  },
  {
    file: 'tariff_6_025kwh_start_max_price',
    said: '30 kWh: 8.00 excl., 8.85 incl. VAT',
    session: `${START}, energyKwh: 30`,
    exclVat: '8',
    inclVat: '8.85',
  },
  {
    file: 'tariff_8_simple_025kwh',
    said: '20 kWh: 5.00 excl., 5.50 incl. VAT',
    session: `${START}, energyKwh: 20`,
    exclVat: '5',
    inclVat: '5.5',
  },
  {
    file: 'tariff_8_simple_025kwh',
    said: '115.2 Wh are billed as 116 Wh: 0.029',
    session: `${START}, energyKwh: "0.1152"`,
    exclVat: '0.03',
    inclVat: '0.03',
    lines: ['ENERGY 0.116 0.029'],
  },
  {
    file: 'tariff_9_025kwh_start',
    said: '20 kWh: 5.50 excl., 6.10 incl. VAT',
    session: `${START}, energyKwh: 20`,
    exclVat: '5.5',
    inclVat: '6.1',
  },
  {
    file: 'tariff_10_025kwh_parking_start',
    said: '20 kWh, 40 minutes of parking: 7.00 excl., 7.90 incl. VAT',
    session: `${START}, energyKwh: 20, parkingMinutes: 40`,
    exclVat: '7',
    inclVat: '7.9',
    lines: ['FLAT 1 0.5', 'ENERGY 20 5', 'PARKING_TIME 0.75 1.5'],
  },
  {
    file: 'tariff_11_not_possible_alt_text',
    said: '2.5 hours by our sums: 0.40 + 2.5 * 1.90 = 5.15; 0.40 * 1.25 + 4.75 * 1.052 = 5.497',
    session: `${START}, minutes: 150`,
    exclVat: '5.15',
    inclVat: '5.5',
  },
  {
    file: 'tariff_12_025kwh_min_price',
    said: '20 kWh: 5.00 excl., 5.50 incl. VAT',
    session: `${START}, energyKwh: 20`,
    exclVat: '5',
    inclVat: '5.5',
  },
  {
    file: 'tariff_12_025kwh_min_price',
    said: 'less than 2 kWh: 0.50 excl., 0.55 incl. VAT',
    session: `${START}, energyKwh: "1.5"`,
    exclVat: '0.5',
    inclVat: '0.55',
    lines: ['ENERGY 1.5 0.375', 'MIN_PRICE null 0.125'],
  },
  {
    file: 'tariff_13_simple_3hour_5parking',
    said: '150 minutes, 42 minutes of parking: 11.25 excl., 12.75 incl. VAT',
    session: `${START}, minutes: 150, parkingMinutes: 42`,
    exclVat: '11.25',
    inclVat: '12.75',
  },
  {
    file: 'tariff_14_step_size',
    said: '16:55, 10 minutes of charging, 2 of parking: charging 0.10 + 0.20, not rounded; parking in steps of 15 minutes, 0.25',
    session: 'startAt: "2019-01-07T16:55:00+01:00", timeZone: "Europe/Berlin", minutes: 10, parkingMinutes: 2',
    exclVat: '0.55',
    inclVat: '0.55',
    inclVatOf230: null,
    lines: ['TIME 0.083333333333 0.1', 'TIME 0.083333333333 0.2', 'PARKING_TIME 0.25 0.25'],
  },
  {
    file: 'tariff_14_step_size',
    said: '16:35, 35 minutes of charging: 25 before 17:00 (0.50), billed to 45 minutes: 20 after 17:00 (0.80), 1.30',
    session: 'startAt: "2019-01-07T16:35:00+01:00", timeZone: "Europe/Berlin", minutes: 35',
    exclVat: '1.3',
    inclVat: '1.3',
    inclVatOf230: null,
    lines: ['TIME 0.416666666667 0.5', 'TIME 0.333333333333 0.8'],
  },
  {
    file: 'tariff_14_step_size',
    said: '19:55, 10 minutes of charging, 2 of parking, which is free after 20:00: 0.20 + 0.40 (10 of the 15 minutes), 0.60',
    session: 'startAt: "2019-01-07T19:55:00+01:00", timeZone: "Europe/Berlin", minutes: 10, parkingMinutes: 2',
    exclVat: '0.6',
    inclVat: '0.6',
    inclVatOf230: null,
    lines: ['TIME 0.083333333333 0.2', 'TIME 0.166666666667 0.4'],
  },
  {
    file: 'tariff_15_reservation_5_euro_per_hour',
    said: '15 minutes of reservation, 20 kWh: 6.75 excl., 7.60 incl. VAT',
    session: `${START}, reservationMinutes: 15, energyKwh: 20`,
    exclVat: '6.75',
    inclVat: '7.6',
    lines: ['RESERVATION_TIME 0.25 1.25', 'FLAT 1 0.5', 'ENERGY 20 5'],
  },
  {
    file: 'tariff_16_reservation_2_euro_fee_5_euro_per_hour',
    said: '13 minutes of reservation, 20 kWh: 8.75 excl., 10.00 incl. VAT',
    session: `${START}, reservationMinutes: 13, energyKwh: 20`,
    exclVat: '8.75',
    inclVat: '10',
    lines: ['RESERVATION_FLAT 1 2', 'RESERVATION_TIME 0.25 1.25', 'FLAT 1 0.5', 'ENERGY 20 5'],
  },
  {
    file: 'tariff_17_reservation_with_expire_fee',
    said: '22 minutes of reservation, 20 kWh: 6.50 excl., 7.30 incl. VAT',
    session: `${START}, reservationMinutes: 22, energyKwh: 20`,
    exclVat: '6.5',
    inclVat: '7.3',
  },
  {
    file: 'tariff_17_reservation_with_expire_fee',
    said: 'expired after an hour: 6.00 excl., 7.20 incl. VAT',
    session: `${START}, reservationMinutes: 60, reservationExpired: true`,
    exclVat: '6',
    inclVat: '7.2',
    lines: ['RESERVATION_FLAT 1 4', 'RESERVATION_TIME 1 2'],
  },
  {
    file: 'tariff_18_reservation_with_expire_time',
    said: '22 minutes of reservation, 20 kWh: 7.00 excl., 7.90 incl. VAT',
    session: `${START}, reservationMinutes: 22, energyKwh: 20`,
    exclVat: '7',
    inclVat: '7.9',
  },
  {
    file: 'tariff_18_reservation_with_expire_time',
    said: 'expired after 1.5 hours: 9.00 excl., 10.80 incl. VAT',
    session: `${START}, reservationMinutes: 90, reservationExpired: true`,
    exclVat: '9',
    inclVat: '10.8',
    lines: ['RESERVATION_TIME 1.5 9'],
  },
  {
    file: 'tariff_19_simple_north_american_exclusive',
    said: '2.00 an hour before taxes that are not stated: an hour is 2.00 before taxes',
    session: `${START}, minutes: 60`,
    exclVat: '2',
    inclVat: null,
  },
  {
    file: 'tariff_20_simple_north_american_inclusive',
    said: '2.10 an hour with taxes that are not stated: an hour is 2.10 after taxes',
    session: `${START}, minutes: 60`,
    exclVat: null,
    inclVat: '2.1',
  },
  {
    file: 'tariff_put_example',
    said: 'new tariff of 2 euro an hour, 10 % VAT, steps of 5 minutes: 62 minutes are billed as 65, 2.1667 and 2.3833',
    session: `${START}, minutes: 62`,
    exclVat: '2.17',
    inclVat: '2.38',
  },
  {
    file: 'tariffrestriction_example_max_power',
    said: '1 kWh at 6 kW, 40 kWh at 48 kW, 0.5 kWh at 4 kW: 0.20 + 20.00 + 0.10 = 20.30 excl. VAT',
    session: `${START}, powerCurve: [{minutes: 10, powerKW: 6}, {minutes: 50, powerKW: 48}, {minutes: "7.5", powerKW: 4}]`,
    exclVat: '20.3',
    inclVat: '24.36',
    lines: ['ENERGY 1 0.2', 'ENERGY 40 20', 'ENERGY 0.5 0.1'],
  },
  {
    file: 'tariffrestriction_example_max_duration',
    said: '5 kWh in 30 minutes, 1.2 kWh in 10 more: 0.30 excl. VAT',
    session: `${START}, powerCurve: [{minutes: 30, powerKW: 10}, {minutes: 10, powerKW: "7.2"}]`,
    exclVat: '0.3',
    inclVat: '0.36',
    lines: ['ENERGY 5 0', 'ENERGY 1.2 0.3'],
  },
];

interface Line {
  dimension: string;
  billedVolume: string | null;
  amountExclVat: { amount: string } | null;
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

const MISSING = !existsSync(OCPI);
if (MISSING) console.warn(`SKIPPED: the examples of OCPI are not at ${OCPI}`);

describe.skipIf(MISSING).each(['2.2.1', '2.3.0'])('the example tariffs of OCPI %s', (release) => {
  let harness: SubgraphHarness;
  const examples = EXAMPLES.filter(({ file }) => existsSync(`${OCPI}/${release}/${file}.json`));

  beforeAll(async () => {
    harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
    const files = [...new Set(examples.map(({ file }) => file))];
    // Several examples share an id: each is stored under the name of its file, cut to 36 characters.
    const records = files.map((file, index) => {
      const tariff = readJson(`${OCPI}/${release}/${file}.json`);
      return {
        line: index + 1,
        recordId: file,
        value: tariffDraftOf({ ...tariff, country_code: 'DE', party_id: 'ALL', id: file.slice(0, 36) }, SOURCE),
      };
    });
    const context = { database: harness.database, dryRun: false, country: null, startedAt: new Date() };
    const outcomes = await CHARGING_TARIFF_TARGET.write(context, records);
    expect(outcomes.map(({ outcome, rejections }) => [outcome, rejections])).toEqual(files.map(() => ['created', []]));
  });

  afterAll(() => harness.close());

  const price = (file: string, session: string): Promise<OperationResult> =>
    harness.run(`{ chargingPrice(input: {
      tariff: {countryCode: "DE", partyId: "ALL", tariffId: "${file.slice(0, 36)}"}, ${session}}) {
      totalExclVat { amount } totalInclVat { amount }
      lines { dimension billedVolume amountExclVat { amount } } } }`);

  it.each(examples)('$file: $said', async ({ file, session, exclVat, inclVat, inclVatOf230, lines }) => {
    const result = await price(file, session);
    expect(result.errors).toEqual([]);
    const after = release === '2.3.0' && inclVatOf230 !== undefined ? inclVatOf230 : inclVat;
    expect([
      at(result, 'chargingPrice', 'totalExclVat', 'amount') ?? null,
      at(result, 'chargingPrice', 'totalInclVat', 'amount') ?? null,
    ]).toEqual([exclVat, after]);
    if (lines !== undefined) {
      const got = at(result, 'chargingPrice', 'lines') as Line[];
      expect(got.map((line) => `${line.dimension} ${line.billedVolume} ${line.amountExclVat?.amount}`)).toEqual(lines);
    }
  });

  it('charge what the example of a charge detail record states: 4.00 before taxes', async () => {
    const record = readJson(`${OCPI}/${release}/cdr_example.json`) as {
      tariffs: [Record<string, unknown>];
      charging_periods: { start_date_time: string; dimensions: { type: string; volume: number }[] }[];
      end_date_time: string;
      total_cost: { excl_vat?: number; before_taxes?: number };
    };
    const context = { database: harness.database, dryRun: false, country: null, startedAt: new Date() };
    await CHARGING_TARIFF_TARGET.write(context, [
      { line: 1, recordId: null, value: tariffDraftOf(record.tariffs[0], SOURCE) },
    ]);
    const periods = record.charging_periods.map(
      ({ start_date_time, dimensions }) =>
        `{startDateTime: "${start_date_time}", dimensions: [${dimensions
          .map(({ type, volume }) => `{type: ${type}, volume: ${volume}}`)
          .join(', ')}]}`,
    );
    const result = await harness.run(`{ chargingPrice(input: {
      tariff: {countryCode: "BE", partyId: "BEC", tariffId: "12"},
      chargingPeriods: [${periods.join(', ')}], endAt: "${record.end_date_time}"}) {
      totalExclVat { amount currency } totalInclVat { amount } lines { billedVolume } } }`);
    expect(result.errors).toEqual([]);
    const stated = record.total_cost.excl_vat ?? record.total_cost.before_taxes;
    expect(result.data).toEqual({
      chargingPrice: {
        totalExclVat: { amount: String(stated), currency: 'EUR' },
        totalInclVat: { amount: '4.4' },
        lines: [{ billedVolume: '2' }],
      },
    });
  });
});

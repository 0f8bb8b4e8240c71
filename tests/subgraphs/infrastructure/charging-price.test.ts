import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import {
  at,
  firstError,
  type OperationResult,
  type SubgraphHarness,
  startSubgraphHarness,
} from '../../support/subgraph-harness.js';
import { connector, evse, site } from './location-records.js';
import { component, decimal128, element, tariff } from './tariff-records.js';

let harness: SubgraphHarness;

beforeAll(async () => {
  harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS, ['NO']);
  const night = element([component('ENERGY', '0.20')], { startTime: '22:00', endTime: '06:00' });
  await harness.insert(chargingTariffModel, [
    tariff('DE', 'DAY', [night, element([component('ENERGY', '0.40', { vat: '20' })])], { type: 'REGULAR' }),
    tariff('DE', 'ADHOC', [element([component('FLAT', '1'), component('ENERGY', '0.60')])], { type: 'AD_HOC_PAYMENT' }),
    tariff('DE', 'OLD', [element([component('ENERGY', '9')])], { endDateTime: new Date('2026-01-01T00:00:00Z') }),
    tariff('DE', 'CURRENT', [
      element([component('ENERGY', '0.10')], { maxCurrent: 32 }),
      element([component('ENERGY', '0.50')], { minCurrent: 32 }),
    ]),
    tariff('DE', 'WEEKEND', [element([component('ENERGY', '0.30')], { dayOfWeek: ['SATURDAY', 'SUNDAY'] })]),
    tariff('DE', 'HOLIDAY', [
      element([component('TIME', '6')], { startDate: '2026-12-24', endDate: '2026-12-27' }),
      element([component('TIME', '3')]),
    ]),
    tariff('DE', 'GROWING', [
      element([component('ENERGY', '0')], { maxKwh: 1 }),
      element([component('ENERGY', '0.20')], { minKwh: 1 }),
    ]),
    tariff('DE', 'CLOCK', [element([component('TIME', '60')], { startTime: '02:00', endTime: '03:00' })]),
    tariff('DE', 'STRANGE', [element([component('SEAT_HEATING', '5')])]),
    tariff('DE', 'MINIMUM', [element([component('ENERGY', '0.25', { vat: '10' })])], {
      minPrice: { exclVat: decimal128('2'), inclVat: null },
    }),
    tariff('DE', 'WITH', [element([component('ENERGY', '0.50', { vat: '25' })])], { taxIncluded: 'YES' }),
    tariff('DE', 'NONE', [element([component('ENERGY', '0.50')])], { taxIncluded: 'NOT_APPLICABLE' }),
    tariff('DE', 'YEN', [element([component('ENERGY', '33.3', { vat: '10' })])], { currency: 'JPY' }),
    tariff('NO', 'NORTH', [element([component('ENERGY', '2')])], { currency: 'NOK' }),
  ]);
  await harness.insert(chargingLocationModel, [
    site('DE', '1', {
      timeZone: 'Europe/Berlin',
      evses: [
        evse('a', {
          connectors: [
            connector({ id: '1', tariffIds: ['OLD', 'ADHOC', 'DAY'] }),
            connector({ id: '2', maxVoltage: 230, powerType: 'AC_3_PHASE', tariffIds: ['DE*ABC*CURRENT'] }),
          ],
        }),
        evse('b', { connectors: [connector({ id: '1' })] }),
      ],
    }),
    // The site stands in Germany, its party and tariff are Norwegian.
    site('DE', '2', { countryCode: 'NO', evses: [evse('a', { connectors: [connector({ tariffIds: ['NORTH'] })] })] }),
  ]);
});

afterAll(() => harness.close());

const price = (input: string, fields = 'totalExclVat { amount }'): Promise<OperationResult> =>
  harness.run(`{ chargingPrice(input: {${input}}) { ${fields} } }`);

const byTariff = (tariffId: string, session: string, fields?: string): Promise<OperationResult> =>
  price(`tariff: {countryCode: "DE", partyId: "ABC", tariffId: "${tariffId}"}, ${session}`, fields);

const CONNECTOR = 'countryCode: "DE", partyId: "ABC", locationId: "1", evseUid: "a"';

async function total(result: Promise<OperationResult>): Promise<unknown> {
  const answer = await result;
  expect(answer.errors).toEqual([]);
  return at(answer, 'chargingPrice', 'totalExclVat', 'amount');
}

describe('the price at a connector', () => {
  it('follows the tariff in force, in the time zone of the site', async () => {
    const result = await price(
      `connector: {${CONNECTOR}, connectorId: "1"}, startAt: "2026-07-01T19:00:00Z", energyKwh: 20, minutes: 120`,
      `tariff { tariffId } currency timeZone startAt endAt energyKwh notes totalExclVat { amount currency } vat { amount }
        totalInclVat { amount } lines { dimension element from to volume billedVolume price vatPercent
        amountExclVat { amount } vat { amount } amountInclVat { amount } explanation }`,
    );
    expect(result.errors).toEqual([]);
    // 21:00 to 23:00 in Berlin: half by day at 0.40 and 20 % VAT, half by night at 0.20 without any.
    expect(at(result, 'chargingPrice')).toEqual({
      tariff: { tariffId: 'DAY' },
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      startAt: '2026-07-01T19:00:00.000Z',
      endAt: '2026-07-01T21:00:00.000Z',
      energyKwh: '20',
      notes: [
        'Not chosen: tariff ADHOC (AD_HOC_PAYMENT).',
        'Power is taken to be even: 10 kW.',
        '120 minutes of charging cost nothing: no element of the tariff prices them.',
      ],
      totalExclVat: { amount: '6', currency: 'EUR' },
      vat: { amount: '0.8' },
      totalInclVat: { amount: '6.8' },
      lines: [
        {
          dimension: 'ENERGY',
          element: 2,
          from: '2026-07-01T19:00:00.000Z',
          to: '2026-07-01T20:00:00.000Z',
          volume: '10',
          billedVolume: '10',
          price: '0.4',
          vatPercent: '20',
          amountExclVat: { amount: '4' },
          vat: { amount: '0.8' },
          amountInclVat: { amount: '4.8' },
          explanation: '10 kWh at 0.4 EUR per kWh (element 2).',
        },
        {
          dimension: 'ENERGY',
          element: 1,
          from: '2026-07-01T20:00:00.000Z',
          to: '2026-07-01T21:00:00.000Z',
          volume: '10',
          billedVolume: '10',
          price: '0.2',
          vatPercent: null,
          amountExclVat: { amount: '2' },
          vat: { amount: '0' },
          amountInclVat: { amount: '2' },
          explanation: '10 kWh at 0.2 EUR per kWh (element 1).',
        },
      ],
    });
  });

  it('follows the tariff of the asked type', async () => {
    const session = 'startAt: "2026-07-01T10:00:00Z", energyKwh: 10, minutes: 60';
    expect(
      await total(price(`connector: {${CONNECTOR}, connectorId: "1"}, tariffType: AD_HOC_PAYMENT, ${session}`)),
    ).toBe('7');
    const none = await price(`connector: {${CONNECTOR}, connectorId: "1"}, tariffType: PROFILE_GREEN, ${session}`);
    expect(firstError(none)).toEqual({ code: 'BAD_USER_INPUT', field: 'tariffType' });
  });

  it('tells the current from power and voltage', async () => {
    const at1 = `connector: {${CONNECTOR}, connectorId: "2"}, startAt: "2026-07-01T10:00:00Z", energyKwh: 10`;
    // 230 V: 32 A over all phases are 7.36 kW.
    expect(await total(price(`${at1}, powerKW: "7.3"`))).toBe('1');
    expect(await total(price(`${at1}, powerKW: "7.4"`))).toBe('5');
    expect(
      firstError(await byTariff('CURRENT', 'startAt: "2026-07-01T10:00:00Z", energyKwh: 10, minutes: 60')),
    ).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'currentA',
    });
  });

  it('of many sessions is one command a collection and cluster', async () => {
    const sessions = [1, 2, 3].map(
      (kwh) => `p${kwh}: chargingPrice(input: {connector: {${CONNECTOR}, connectorId: "1"},
        startAt: "2026-07-01T10:00:00Z", energyKwh: ${kwh}, minutes: 10}) { totalExclVat { amount } }`,
    );
    const north = `n: chargingPrice(input: {connector: {countryCode: "NO", partyId: "ABC", locationId: "2"},
      startAt: "2026-07-01T10:00:00Z", energyKwh: 5}) { totalExclVat { amount currency } }`;
    const result = await harness.run(`{ ${[...sessions, north].join('\n')} }`);
    expect(result.errors).toEqual([]);
    expect(result.data).toEqual({
      p1: { totalExclVat: { amount: '0.4' } },
      p2: { totalExclVat: { amount: '0.8' } },
      p3: { totalExclVat: { amount: '1.2' } },
      n: { totalExclVat: { amount: '10', currency: 'NOK' } },
    });
    expect([...result.commands].sort()).toEqual([
      'find charging_locations',
      'find charging_locations',
      'find charging_tariffs',
      'find charging_tariffs',
    ]);
  });
});

describe('restrictions', () => {
  const berlin = 'timeZone: "Europe/Berlin"';

  it('to days, dates, energy and times are held where they begin and end', async () => {
    // Friday 23:00 to Saturday 01:00 in Berlin: only the second half is on the weekend.
    expect(
      await total(byTariff('WEEKEND', `startAt: "2026-11-27T22:00:00Z", ${berlin}, energyKwh: 20, minutes: 120`)),
    ).toBe('3');
    // 23 December 23:30 to 00:30: half an hour at 3, half an hour at 6.
    expect(await total(byTariff('HOLIDAY', `startAt: "2026-12-23T22:30:00Z", ${berlin}, minutes: 60`))).toBe('4.5');
    expect(await total(byTariff('GROWING', 'startAt: "2026-12-23T22:30:00Z", energyKwh: 20'))).toBe('3.8');
  });

  it('to times of day are read off the clock on the days on which it is changed', async () => {
    // 25 October 2026: 02:00 to 03:00 comes twice. 29 March 2026: it does not come at all.
    expect(await total(byTariff('CLOCK', `startAt: "2026-10-24T23:00:00Z", ${berlin}, minutes: 240`))).toBe('120');
    const spring = await byTariff('CLOCK', `startAt: "2026-03-29T00:00:00Z", ${berlin}, minutes: 240`);
    expect(firstError(spring)).toEqual({ code: 'BAD_USER_INPUT', field: 'input' });
    expect(await total(byTariff('CLOCK', `startAt: "2026-06-01T22:00:00Z", ${berlin}, minutes: 240`))).toBe('60');
  });
});

describe('taxes, limits and minor units', () => {
  const session = 'startAt: "2026-07-01T10:00:00Z", energyKwh: 10';
  const totals = 'totalExclVat { amount } vat { amount } totalInclVat { amount }';

  it.each([
    ['prices with taxes', 'WITH', '4', '1', '5'],
    ['no taxes', 'NONE', '5', '0', '5'],
    // 333 yen and 33.3 of tax: no fractions of a yen.
    ['currencies without minor units', 'YEN', '333', '33', '366'],
  ])('%s', async (_case, tariffId, exclVat, vat, inclVat) => {
    const result = await byTariff(tariffId, session, totals);
    expect(at(result, 'chargingPrice')).toEqual({
      totalExclVat: { amount: exclVat },
      vat: { amount: vat },
      totalInclVat: { amount: inclVat },
    });
  });

  it('a limit before taxes moves the total after taxes in proportion', async () => {
    const result = await byTariff('MINIMUM', 'startAt: "2026-07-01T10:00:00Z", energyKwh: 2', totals);
    expect(at(result, 'chargingPrice')).toEqual({
      totalExclVat: { amount: '2' },
      vat: { amount: '0.2' },
      totalInclVat: { amount: '2.2' },
    });
  });
});

describe('a bad request is told what is wrong', () => {
  const session = 'startAt: "2026-07-01T10:00:00Z", energyKwh: 10';
  it.each([
    [
      'negative energy',
      'tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, startAt: "2026-07-01T10:00:00Z", energyKwh: -1',
      'energyKwh',
    ],
    ['an unknown tariff', `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "X"}, ${session}`, 'tariff.tariffId'],
    [
      'an unknown site',
      `connector: {countryCode: "DE", partyId: "ABC", locationId: "X"}, ${session}`,
      'connector.locationId',
    ],
    [
      'an unknown EVSE',
      `connector: {countryCode: "DE", partyId: "ABC", locationId: "1", evseUid: "z"}, ${session}`,
      'connector.evseUid',
    ],
    ['an unknown connector', `connector: {${CONNECTOR}, connectorId: "9"}, ${session}`, 'connector.connectorId'],
    ['a connector left open', `connector: {${CONNECTOR}}, ${session}`, 'connector.connectorId'],
    [
      'a connector without tariff',
      `connector: {countryCode: "DE", partyId: "ABC", locationId: "1", evseUid: "b"}, ${session}`,
      'connector',
    ],
    ['neither tariff nor connector', session, 'tariff'],
    ['no start', 'tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, energyKwh: 10', 'startAt'],
    [
      'a start after the end of validity',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "OLD"}, ${session}`,
      'startAt',
    ],
    [
      'no time zone',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "DAY"}, ${session}, minutes: 60`,
      'timeZone',
    ],
    [
      'a zone that does not exist',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "DAY"}, ${session}, timeZone: "Mars/Base"`,
      'timeZone',
    ],
    [
      'no time for a price by the clock',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "DAY"}, ${session}, timeZone: "Etc/UTC"`,
      'minutes',
    ],
    [
      'words that OCPI does not know',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "STRANGE"}, ${session}`,
      'input',
    ],
    [
      'a curve that ends too early',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, ${session}, powerCurve: [{minutes: 6, powerKW: 50}]`,
      'powerCurve',
    ],
    [
      'a curve and minutes',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, ${session}, minutes: 5, powerCurve: [{minutes: 6, powerKW: 50}]`,
      'powerCurve',
    ],
    [
      'more than 31 days',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, ${session}, minutes: 44640, parkingMinutes: 1`,
      'input',
    ],
    [
      'an expired reservation of no length',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, ${session}, reservationExpired: true`,
      'reservationMinutes',
    ],
    [
      'periods and energy',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, energyKwh: 1, chargingPeriods: [{startDateTime: "2026-07-01T10:00:00Z", dimensions: []}]`,
      'energyKwh',
    ],
    [
      'periods out of order',
      `tariff: {countryCode: "DE", partyId: "ABC", tariffId: "NONE"}, chargingPeriods: [
        {startDateTime: "2026-07-01T10:00:00Z", dimensions: []}, {startDateTime: "2026-07-01T09:00:00Z", dimensions: []}]`,
      'chargingPeriods[1].startDateTime',
    ],
  ])('%s', async (_case, input, field) => {
    expect(firstError(await price(input))).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('tariffs in the graph', () => {
  it('are found by key, as entities, at connectors and at sites', async () => {
    const result = await harness.run(`{
      chargingTariff(countryCode: "DE", partyId: "ABC", id: "DAY") { id type elements { restrictions { startTime } priceComponents { type price vat stepSize } } }
      none: chargingTariff(countryCode: "DE", partyId: "ABC", id: "X") { id } }`);
    const places = await harness.run(`{ chargingLocation(countryCode: "DE", partyId: "ABC", id: "1") {
        tariffs { tariffId } evses { connectors { id tariffs { tariffId currency } } } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'chargingTariff', 'elements', 0)).toEqual({
      restrictions: { startTime: '22:00' },
      priceComponents: [{ type: 'ENERGY', price: '0.20', vat: null, stepSize: 1 }],
    });
    expect(at(result, 'none')).toBeNull();
    expect(at(places, 'chargingLocation', 'tariffs')).toEqual(
      ['OLD', 'ADHOC', 'DAY', 'CURRENT'].map((tariffId) => ({ tariffId })),
    );
    expect(at(places, 'chargingLocation', 'evses', 0, 'connectors', 1, 'tariffs')).toEqual([
      { tariffId: 'CURRENT', currency: 'EUR' },
    ]);
    expect(places.commands.filter((command) => command === 'find charging_tariffs')).toHaveLength(1);
    const [entity] = at(
      await harness.entities(
        [{ __typename: 'ChargingTariff', id: at(result, 'chargingTariff', 'id') }],
        '... on ChargingTariff { tariffId }',
      ),
      '_entities',
    ) as unknown[];
    expect(entity).toEqual({ tariffId: 'DAY' });
  });

  it('of countries are one command a cluster', async () => {
    const result = await harness.entities(
      [
        { __typename: 'Country', code: 'DE' },
        { __typename: 'Country', code: 'NO' },
      ],
      '... on Country { chargingTariffs(first: 1) { nodes { tariffId } pageInfo { hasNextPage } } }',
    );
    expect(at(result, '_entities')).toEqual([
      { chargingTariffs: { nodes: [{ tariffId: 'ADHOC' }], pageInfo: { hasNextPage: true } } },
      { chargingTariffs: { nodes: [{ tariffId: 'NORTH' }], pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['aggregate charging_tariffs', 'aggregate charging_tariffs']);
  });
});

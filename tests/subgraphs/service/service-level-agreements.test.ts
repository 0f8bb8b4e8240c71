import 'reflect-metadata';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attainedBy,
  attainment,
  isHigherBetter,
  measurementsUntil,
  ServiceLevelMetric,
} from '../../../src/subgraphs/service/agreement/attainment.js';
import { serviceLevelAgreementModel } from '../../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import { serviceNetworkModel } from '../../../src/subgraphs/service/network/service-network.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { agreement, network } from './service-records.js';

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  await service.insert(serviceNetworkModel, [network('DE:network'), network('DE:other'), network('TR:network')]);
  await service.insert(serviceLevelAgreementModel, [
    agreement('DE:fix', '0.9', ['0.92', '0.89', '0.90', null]),
    agreement('DE:arrival', '60', ['60', '61', '75'], { metric: ServiceLevelMetric.ROADSIDE_ARRIVAL_MIN }),
    agreement('DE:other', '0.8', [], { networkId: 'DE:other' }),
    agreement('DE:past', '0.5', ['0.6'], { validTo: '2026-11-24' }),
    agreement('TR:call', '20', ['19.5'], {
      metric: ServiceLevelMetric.CALL_ANSWER_S,
      penalty: { amount: Types.Decimal128.fromString('1000.00'), currency: 'TRY' },
    }),
  ]);
});

afterAll(() => service.close());

const idsOf = (nodes: unknown) => (nodes as { slaId: string }[]).map(({ slaId }) => slaId);

describe('a target', () => {
  it.each([
    ['FIRST_TIME_FIX', '0.9', '0.9', true],
    ['FIRST_TIME_FIX', '0.9', '0.8999', false],
    ['PARTS_48H', '0.95', '0.96', true],
    ['ROADSIDE_ARRIVAL_MIN', '60', '60', true],
    ['ROADSIDE_ARRIVAL_MIN', '60', '60.1', false],
    ['REPAIR_CYCLE_DAYS', '5', '4.5', true],
    ['CALL_ANSWER_S', '20', '21', false],
  ] as const)('of %s at %s is met by %s: %s', (metric, target, measured, expected) => {
    expect(attainedBy(ServiceLevelMetric[metric], new Decimal(target), new Decimal(measured))).toBe(expected);
  });

  it('that was met stays met when the figure gets better', () => {
    const figure = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(ServiceLevelMetric)),
        figure,
        figure,
        figure,
        (metric, target, one, other) => {
          const [worse, better] = isHigherBetter(metric) === one <= other ? [one, other] : [other, one];
          const met = (value: number) => attainedBy(metric, new Decimal(target), new Decimal(value));
          if (met(worse)) expect(met(better)).toBe(true);
        },
      ),
    );
  });

  it('is neither met nor missed where nothing was measured, and a period counts from the day on which it is over', () => {
    const figures = [
      { from: '2026-04-01', to: '2026-07-01', measured: null },
      { from: '2026-01-01', to: '2026-04-01', measured: new Decimal('0.95') },
    ];
    const until = (asOf: string) =>
      measurementsUntil(ServiceLevelMetric.PARTS_48H, new Decimal('0.9'), figures, asOf).map(
        ({ attained }) => attained,
      );
    expect(until('2026-03-31')).toEqual([]);
    expect(until('2026-04-01')).toEqual([true]);
    expect(until('2026-07-01')).toEqual([true, null]);
    expect(attainment([])).toEqual({ measuredPeriods: 0, attainedPeriods: 0, share: null });
  });
});

describe('serviceLevelAgreements', () => {
  it('show target, figures and how often the target was met', async () => {
    const result = await service.run(`{ serviceLevelAgreement(id: "DE:fix") {
      metric unit higherIsBetter target network { networkId }
      measurements { from to measured attained }
      attainment { measuredPeriods attainedPeriods share } early: attainment(asOf: "2026-06-30") { attainedPeriods share } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'serviceLevelAgreement')).toEqual({
      metric: 'FIRST_TIME_FIX',
      unit: 'fraction',
      higherIsBetter: true,
      target: '0.9',
      network: { networkId: 'DE:network' },
      measurements: [
        { from: '2026-01-01', to: '2026-04-01', measured: '0.92', attained: true },
        { from: '2026-04-01', to: '2026-07-01', measured: '0.89', attained: false },
        { from: '2026-07-01', to: '2026-10-01', measured: '0.9', attained: true },
      ],
      attainment: { measuredPeriods: 3, attainedPeriods: 2, share: '0.6667' },
      early: { attainedPeriods: 1, share: '1' },
    });
  });

  it('of a country are filtered by network, metric, day and whether the last target was met', async () => {
    const list = async (conditions: string) => {
      const result = await service.run(
        `{ serviceLevelAgreements(country: "DE"${conditions}) { nodes { slaId } totalCount } }`,
      );
      return idsOf(at(result, 'serviceLevelAgreements', 'nodes'));
    };
    expect(await list('')).toEqual(['DE:arrival', 'DE:fix', 'DE:other']);
    expect(await list(', asOf: "2026-11-23"')).toEqual(['DE:arrival', 'DE:fix', 'DE:other', 'DE:past']);
    expect(await list(', networkId: "DE:other"')).toEqual(['DE:other']);
    expect(await list(', metrics: [ROADSIDE_ARRIVAL_MIN]')).toEqual(['DE:arrival']);
    expect(await list(', attained: true')).toEqual(['DE:fix']);
    expect(await list(', attained: false')).toEqual(['DE:arrival']);
    expect(await list(', attained: true, asOf: "2026-04-01"')).toEqual(['DE:arrival', 'DE:fix', 'DE:past']);
  });

  it('of many countries and networks cost one command', async () => {
    const result = await service.entities(
      [
        { __typename: 'Country', code: 'DE' },
        { __typename: 'Country', code: 'TR' },
        { __typename: 'Country', code: 'NO' },
      ],
      '... on Country { serviceLevelAgreements(first: 1) { nodes { slaId penalty { amount currency } } totalCount pageInfo { hasNextPage } } }',
    );
    expect(at(result, '_entities')).toEqual([
      {
        serviceLevelAgreements: {
          nodes: [{ slaId: 'DE:arrival', penalty: null }],
          totalCount: 3,
          pageInfo: { hasNextPage: true },
        },
      },
      {
        serviceLevelAgreements: {
          nodes: [{ slaId: 'TR:call', penalty: { amount: '1000.00', currency: 'TRY' } }],
          totalCount: 1,
          pageInfo: { hasNextPage: false },
        },
      },
      { serviceLevelAgreements: { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['find service_level_agreements']);
    const networks = await service.entities(
      ['DE:network', 'DE:other', 'TR:network'].map((networkId) => ({ __typename: 'ServiceNetwork', networkId })),
      '... on ServiceNetwork { serviceLevelAgreements { nodes { slaId } } }',
    );
    expect(
      [0, 1, 2].map((index) => idsOf(at(networks, '_entities', index, 'serviceLevelAgreements', 'nodes'))),
    ).toEqual([['DE:arrival', 'DE:fix'], ['DE:other'], ['TR:call']]);
    expect(networks.commands).toEqual(['find service_networks', 'find service_level_agreements']);
  });

  it.each([
    ['first: -1', 'first'],
    ['metrics: [CALL_ANSWER_S, CALL_ANSWER_S]', 'metrics'],
    ['after: "nonsense"', 'after'],
  ])('refuse %s', async (conditions, field) => {
    const result = await service.run(`{ serviceLevelAgreements(country: "DE", ${conditions}) { totalCount } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

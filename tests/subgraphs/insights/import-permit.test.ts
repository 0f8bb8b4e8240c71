import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPermit, type NetworkWorkshop } from '../../../src/subgraphs/insights/import-permit/check-permit.js';
import type { ServiceNetworkRecord } from '../../../src/subgraphs/service/network/service-network.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';

const QUERY = `query ($country: CountryCode!, $networkId: ID!, $asOf: Date!) {
  importPermit(country: $country, networkId: $networkId, asOf: $asOf) {
    verdict coverage missing { input }
    rules {
      policyId verdict excludedOrigins
      requirements { code required found lacking verdict }
      lapsed { servicePointId }
      uncertified { servicePointId }
    }
  }
}`;

interface Answer {
  importPermit: {
    verdict: string;
    coverage: number;
    missing: { input: string }[];
    rules: {
      policyId: string;
      requirements: { code: string; required: number; found: number | null; lacking: number | null; verdict: string }[];
      lapsed: { servicePointId: string }[];
      uncertified: { servicePointId: string }[];
    }[];
  };
}

const TURKISH = {
  minServicePoints: 140,
  minServicePointsPerRegion: 20,
  regions: 7,
  minCallCentreSeats: null,
  stationCertificate: 'TSE',
  residentRepresentative: null,
};

/** So many certified workshops in each of so many regions. */
function network(regions: number, each: number, validTo: string | null = null): NetworkWorkshop[] {
  return Array.from({ length: regions * each }, (_, at) => ({
    id: String(at),
    region: `region ${at % regions}`,
    certificates: [{ certificate: 'TSE TS 12047', validTo }],
  }));
}

describe('a rule of the Turkish kind', () => {
  it('is met by twenty certified workshops in each of seven regions', () => {
    expect(checkPermit(TURKISH, network(7, 20), '2026-01-01').verdict).toBe('PASS');
  });

  it('is not met by 140 workshops in six regions', () => {
    const checked = checkPermit(TURKISH, network(6, 24), '2026-01-01');
    expect(checked.requirements.map(({ verdict, lacking }) => [verdict, lacking])).toEqual([
      ['PASS', 0],
      ['FAIL', 20],
    ]);
  });

  it('is undecided where the regions of enough workshops are not known', () => {
    const unplaced = network(7, 20).map((workshop) => ({ ...workshop, region: null }));
    expect(checkPermit(TURKISH, unplaced, '2026-01-01').verdict).toBe('UNDECIDED');
  });

  it('counts a certificate up to the day before it ends', () => {
    const workshops = network(7, 20, '2026-06-01');
    expect(checkPermit(TURKISH, workshops, '2026-05-31').verdict).toBe('PASS');
    const late = checkPermit(TURKISH, workshops, '2026-06-01');
    expect(late.verdict).toBe('FAIL');
    expect(late.lapsed).toHaveLength(140);
  });

  it('is never passed on what no data tells', () => {
    const checked = checkPermit({ ...TURKISH, minCallCentreSeats: 40 }, network(7, 20), '2026-01-01');
    expect(checked.verdict).toBe('UNDECIDED');
  });

  it.each([
    [40, true, 'PASS'],
    [39, true, 'FAIL'],
    [40, false, 'FAIL'],
    [null, true, 'UNDECIDED'],
    [40, null, 'UNDECIDED'],
  ])(
    'holds %s seats and a representative (%s) against 40 and one: %s',
    (callCentreSeats, residentRepresentative, verdict) => {
      const rule = { ...TURKISH, minCallCentreSeats: 40, residentRepresentative: true };
      const facts = { callCentreSeats, residentRepresentative, regions: [] };
      expect(checkPermit(rule, network(7, 20), '2026-01-01', facts).verdict).toBe(verdict);
    },
  );

  it('finds the region of a workshop by the provinces of the network', () => {
    const provinces = network(14, 10).map((workshop) => ({
      ...workshop,
      region: `province ${Number(workshop.id) % 14}`,
    }));
    // Fourteen provinces are more than seven regions: nothing is decided without a division.
    expect(checkPermit(TURKISH, provinces, '2026-01-01').verdict).toBe('UNDECIDED');
    const regions = Array.from({ length: 7 }, (_, at) => ({
      name: `region ${at}`,
      subdivisions: [`province ${2 * at}`, `province ${2 * at + 1}`],
    }));
    const facts = { callCentreSeats: null, residentRepresentative: null, regions };
    expect(checkPermit(TURKISH, provinces, '2026-01-01', facts).verdict).toBe('PASS');
    expect(checkPermit(TURKISH, provinces, '2026-01-01', { ...facts, regions: regions.slice(1) }).verdict).toBe(
      'UNDECIDED',
    );
  });
});

describe('import permit', () => {
  let data: SeededDatabase;
  let server: SeededServer;

  beforeAll(async () => {
    data = await startSeededDatabase(['countries', 'market_policies', 'service_networks', 'service_points']);
    server = await startSeededServer(data);
  }, 300_000);

  afterAll(async () => {
    await server.close();
    await data.close();
  });

  it.each(['2026-08-31', '2026-09-01', '2027-06-01'])(
    'counts the certified workshops of the seed files on %s',
    async (asOf) => {
      const networkId = 'TR:demo-authorised';
      const workshops = seedRows<ServicePointRecord>('service_points').filter(
        (point) => point.networkIds.includes(networkId) && point.status === 'OPEN',
      );
      const holders = workshops.filter((point) =>
        point.capabilities.some(({ certificate }) => certificate?.startsWith('TSE')),
      );
      const certified = holders.filter((point) =>
        point.capabilities.some(
          ({ certificate, validTo }) => certificate?.startsWith('TSE') && (validTo === null || validTo > asOf),
        ),
      );
      const { data: answer, errors } = await server.ask<Answer>(QUERY, { country: 'TR', networkId, asOf });
      expect(errors).toEqual([]);
      const { rules, verdict, missing } = answer.importPermit;
      expect(verdict).toBe('FAIL');
      expect(rules.map(({ policyId }) => policyId)).toEqual([
        'tr-service-network-rule-2023-12-29',
        'tr-service-network-rule-phev-2024-10-01',
      ]);
      expect(rules[0]?.requirements[0]).toMatchObject({
        code: 'SERVICE_POINTS',
        required: 140,
        found: certified.length,
        lacking: 140 - certified.length,
      });
      expect(rules[0]?.lapsed.map(({ servicePointId }) => servicePointId).sort()).toEqual(
        holders.filter((point) => !certified.includes(point)).map(({ servicePointId }) => servicePointId),
      );
      expect(rules[0]?.uncertified).toHaveLength(workshops.length - holders.length);
      const seats = seedRows<ServiceNetworkRecord>('service_networks').find(
        ({ _id }) => _id === networkId,
      )?.callCentreSeats;
      expect(rules[0]?.requirements.find(({ code }) => code === 'CALL_CENTRE_SEATS')).toMatchObject({
        required: 40,
        found: seats,
        lacking: Math.max(0, 40 - (seats ?? 0)),
      });
      expect(missing).toEqual([]);
    },
  );

  it('has no rule to fail before the rule is in force, and in a country without one', async () => {
    const before = { country: 'TR', networkId: 'TR:demo-authorised', asOf: '2023-12-28' };
    const { data: early } = await server.ask<Answer>(QUERY, before);
    expect(early.importPermit).toMatchObject({ verdict: 'PASS', rules: [] });
    const onTheDay = await server.ask<Answer>(QUERY, { ...before, asOf: '2023-12-29' });
    expect(onTheDay.data.importPermit.rules).toHaveLength(1);
    const { data: german } = await server.ask<Answer>(QUERY, {
      country: 'DE',
      networkId: 'DE:demo-authorised',
      asOf: '2026-11-24',
    });
    expect(german.importPermit).toMatchObject({ verdict: 'PASS', rules: [] });
  });

  it('refuses a network that the country does not have', async () => {
    const { errors } = await server.ask(QUERY, { country: 'TR', networkId: 'DE:demo-authorised', asOf: '2026-11-24' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'networkId' });
  });
});

import type { GuaranteeProgrammeRecord } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { sourcedFrom, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { sellsIn } from '../vehicles/maker-markets.js';
import { OPEN_EV_DATA, type OpenVehicle } from '../vehicles/open-ev-data.js';

/** One battery guarantee that the data set states for a variant. */
interface StatedGuarantee {
  years: number;
  km: number | null;
  retentionPercent: number | null;
}

function statedGuarantees(vehicles: readonly OpenVehicle[]): Map<string, StatedGuarantee[]> {
  const byMaker = new Map<string, StatedGuarantee[]>();
  for (const { make, battery } of vehicles) {
    if (battery.warranty === undefined) continue;
    const { years, distance_km, capacity_retention_percent } = battery.warranty;
    const stated = byMaker.get(make.slug) ?? [];
    stated.push({ years, km: distance_km ?? null, retentionPercent: capacity_retention_percent ?? null });
    byMaker.set(make.slug, stated);
  }
  return byMaker;
}

/** The shortest guarantee, so that nobody is promised too much. */
function weakest(stated: readonly StatedGuarantee[]): StatedGuarantee | undefined {
  return [...stated].sort(
    (left, right) => left.years - right.years || (left.km ?? Infinity) - (right.km ?? Infinity),
  )[0];
}

/** Battery guarantees of makers as the vehicle data state them. They state no market: the reach is the world. */
export function buildStatedGuarantees(vehicles: readonly OpenVehicle[]): GuaranteeProgrammeRecord[] {
  const names = new Map(vehicles.map(({ make }) => [make.slug, make.name]));
  return [...statedGuarantees(vehicles)].flatMap(([maker, stated]) => {
    const least = weakest(stated);
    if (least === undefined) return [];
    const others = new Set(
      stated.filter(({ km }) => km !== least.km).map(({ years, km }) => `${years} years, ${km} km`),
    );
    const conflicts = [...others].map((statement) => ({
      field: 'km',
      statement: `Other variants of the maker: ${statement}`,
      source: OPEN_EV_DATA.system,
    }));
    const programmeId = `${maker}-battery-world`;
    return [
      {
        _id: programmeId,
        programmeId,
        name: `${names.get(maker) ?? maker} battery guarantee`,
        country: null,
        subdivision: null,
        tradeRegion: null,
        region: null,
        maker,
        modelYearFrom: null,
        modelYearTo: null,
        component: 'HV_BATTERY' as const,
        ...least,
        transferable: true,
        legalMinimum: false,
        funding: 'OEM' as const,
        conditions: null,
        validFrom: null,
        validTo: null,
        provenance: sourcedFrom(OPEN_EV_DATA, maker, 'LOW', conflicts),
      },
    ];
  });
}

/** Makes with generated programmes: the ones on offer in most of the deep markets. */
const DEMO_MAKERS = ['byd', 'hyundai', 'mercedes_benz', 'mg', 'tesla', 'volkswagen', 'volvo', 'xpeng'] as const;

type Reach = Pick<GuaranteeProgrammeRecord, 'country' | 'tradeRegion' | 'region'>;

function demoProgramme(
  key: string,
  name: string,
  reach: Partial<Reach>,
  terms: Pick<GuaranteeProgrammeRecord, 'maker' | 'component' | 'years' | 'km' | 'retentionPercent' | 'funding'>,
): GuaranteeProgrammeRecord {
  const programmeId = `demo-${key}`;
  return {
    _id: programmeId,
    programmeId,
    name: `Demo ${name} (synthetic)`,
    country: null,
    subdivision: null,
    tradeRegion: null,
    region: null,
    ...reach,
    modelYearFrom: null,
    modelYearTo: null,
    ...terms,
    transferable: true,
    legalMinimum: false,
    conditions: 'Generated for demonstration: no maker has promised this.',
    validFrom: '2026-01-01',
    validTo: null,
    provenance: synthetic(programmeId),
  };
}

/** Programmes of one maker for the world, for Europe (M49 150), for the European Union and for ASEAN: ever longer. */
function demoProgrammesOf(maker: string): GuaranteeProgrammeRecord[] {
  const battery = { maker, component: 'HV_BATTERY', funding: 'OEM' } as const;
  return [
    demoProgramme(
      `${maker}-vehicle-world`,
      `vehicle guarantee ${maker}, world`,
      {},
      {
        maker,
        component: 'VEHICLE',
        years: 3,
        km: 100_000,
        retentionPercent: null,
        funding: 'OEM',
      },
    ),
    demoProgramme(
      `${maker}-battery-world`,
      `battery guarantee ${maker}, world`,
      {},
      {
        ...battery,
        years: 6,
        km: 120_000,
        retentionPercent: 70,
      },
    ),
    demoProgramme(
      `${maker}-battery-europe`,
      `battery guarantee ${maker}, Europe`,
      { region: '150' },
      {
        ...battery,
        years: 7,
        km: 140_000,
        retentionPercent: 70,
      },
    ),
    demoProgramme(
      `${maker}-battery-eu27`,
      `battery guarantee ${maker}, European Union`,
      { tradeRegion: 'EU27' },
      {
        ...battery,
        years: 8,
        km: 160_000,
        retentionPercent: 70,
      },
    ),
    demoProgramme(
      `${maker}-battery-asean`,
      `battery guarantee ${maker}, ASEAN`,
      { tradeRegion: 'ASEAN' },
      {
        ...battery,
        years: 8,
        km: 150_000,
        retentionPercent: 70,
      },
    ),
  ];
}

function demoProgrammesIn(market: DeepMarket): GuaranteeProgrammeRecord[] {
  const random = createRandomStream(`guarantees:${market}`);
  const sold = DEMO_MAKERS.filter((maker) => sellsIn(maker, market));
  const makers = [random.pick(sold), random.pick(sold)];
  const ofMakers = [...new Set(makers)].map((maker) =>
    demoProgramme(
      `${market.toLowerCase()}-${maker}-battery`,
      `battery guarantee ${maker}, ${market}`,
      { country: market },
      {
        maker,
        component: 'HV_BATTERY',
        years: random.integer(8, 10),
        km: random.integer(16, 25) * 10_000,
        retentionPercent: random.pick([70, 75, 80]),
        funding: 'OEM',
      },
    ),
  );
  const mobility = demoProgramme(
    `${market.toLowerCase()}-mobility`,
    `mobility guarantee, ${market}`,
    { country: market },
    {
      maker: null,
      component: 'MOBILITY',
      years: random.integer(2, 5),
      km: null,
      retentionPercent: null,
      funding: 'INSURER',
    },
  );
  return [...ofMakers, mobility];
}

/**
 * Generated programmes with every reach, so that "the most specific wins" can be seen. Where a real programme has the
 * same maker, component and reach, none is generated beside it.
 */
export function buildDemoGuarantees(real: readonly GuaranteeProgrammeRecord[]): GuaranteeProgrammeRecord[] {
  const subject = ({ maker, component, country, tradeRegion, region }: GuaranteeProgrammeRecord) =>
    [maker, component, country, tradeRegion, region].join('|');
  const taken = new Set(real.map(subject));
  const generated = [...DEMO_MAKERS.flatMap(demoProgrammesOf), ...DEEP_MARKETS.flatMap(demoProgrammesIn)];
  return generated.filter((programme) => !taken.has(subject(programme)));
}

import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { DEEP_MARKETS } from '../../seeds/build/deep-markets.js';
import { VALUE_ADDED_TAX } from '../../seeds/build/vehicles/price-level.js';
import type { FinancePartnerRecord } from '../../src/subgraphs/finance/partner/finance-partner.model.js';
import type { FinancingProductRecord } from '../../src/subgraphs/finance/product/financing-product.model.js';
import type { RateTableRecord } from '../../src/subgraphs/finance/rate-table/rate-table.model.js';
import type { ChargingLocationRecord } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { CountryRecord } from '../../src/subgraphs/markets/country/country.model.js';
import type { MarketPolicyRecord } from '../../src/subgraphs/markets/policy/market-policy.model.js';
import type { TownRecord } from '../../src/subgraphs/markets/town/town.model.js';
import type { GuaranteeProgrammeRecord } from '../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import type { ServiceNetworkRecord } from '../../src/subgraphs/service/network/service-network.model.js';
import type { ServicePointRecord } from '../../src/subgraphs/service/point/service-point.model.js';
import type { MakerRecord } from '../../src/subgraphs/vehicles/maker/maker.model.js';
import type { MarketOfferRecord } from '../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { seedRecords } from './read-seeds.js';

const TODAY = '2026-11-24';
const countries = seedRecords<CountryRecord>('countries');
const towns = seedRecords<TownRecord>('towns');
const policies = seedRecords<MarketPolicyRecord>('market_policies');
const locations = seedRecords<ChargingLocationRecord>('charging_locations');
const points = seedRecords<ServicePointRecord>('service_points');
const networks = seedRecords<ServiceNetworkRecord>('service_networks');
const guarantees = seedRecords<GuaranteeProgrammeRecord>('guarantee_programmes');
const partners = seedRecords<FinancePartnerRecord>('finance_partners');
const products = seedRecords<FinancingProductRecord>('financing_products');
const rateTables = seedRecords<RateTableRecord>('rate_tables');
const variants = seedRecords<VehicleVariantRecord>('vehicle_variants');
const makers = seedRecords<MakerRecord>('makers');
const offers = seedRecords<MarketOfferRecord>('market_offers');

const WITH_TOWNS = DEEP_MARKETS.filter((market) => towns.some((town) => town.country === market));

function inForce(record: { validFrom: string | null; validTo: string | null }): boolean {
  return (record.validFrom ?? '') <= TODAY && TODAY < (record.validTo ?? '9999');
}

/** The whole identifier as one number modulo 97 is 1 (ISO 17442), reckoned with big integers. */
function leiRemainder(lei: string): bigint {
  return BigInt([...lei].map((character) => Number.parseInt(character, 36)).join('')) % 97n;
}

describe('the seeds as a whole', () => {
  it('hold what the project promises', () => {
    expect(locations.length).toBeGreaterThanOrEqual(10_000);
    expect(points.length).toBeGreaterThanOrEqual(5_000);
    expect(variants.length).toBeGreaterThanOrEqual(1_000);
    expect(products.length).toBeGreaterThanOrEqual(60);
    expect(WITH_TOWNS.length).toBeGreaterThanOrEqual(12);
  });

  it('refer only to records that exist', () => {
    const has = (ids: readonly { _id: string }[]) => {
      const known = new Set(ids.map(({ _id }) => _id));
      return (id: string) => known.has(id);
    };
    expect(offers.filter((offer) => !has(variants)(offer.variantId))).toEqual([]);
    expect(products.filter((product) => !has(partners)(product.partnerId))).toEqual([]);
    expect([...new Set(rateTables.map((table) => table.productId))].sort()).toEqual(
      products.map((product) => product._id).sort(),
    );
    const hasNetwork = has(networks);
    expect(points.filter((point) => !point.networkIds.every(hasNetwork))).toEqual([]);
    const hasMaker = has(makers);
    expect(variants.filter((variant) => !hasMaker(variant.maker))).toEqual([]);
    expect(guarantees.filter(({ maker }) => maker !== null && !hasMaker(maker))).toEqual([]);
    expect(networks.flatMap(({ brands }) => brands).filter((brand) => !hasMaker(brand))).toEqual([]);
    const hasCountry = has(countries);
    for (const list of [towns, locations, points, offers, products]) {
      expect(list.filter(({ country }) => !hasCountry(country))).toEqual([]);
    }
  });

  it('name generated places, partners and programmes as such', () => {
    const named = [...locations, ...points, ...networks, ...guarantees, ...partners, ...products];
    const generated = named.filter(({ provenance }) => provenance.source.system === 'SYNTHETIC');
    expect(generated.length).toBeGreaterThan(4_000);
    expect(generated.filter(({ name }) => !/^Demo .*\(synthetic\)$/.test(name ?? ''))).toEqual([]);
    expect(named.filter((record) => !generated.includes(record) && /synthetic/i.test(record.name ?? ''))).toEqual([]);
    expect(offers.every(({ provenance }) => provenance.source.system === 'SYNTHETIC')).toBe(true);
    for (const { capabilities, provenance } of points) {
      const stated = capabilities.filter(({ source }) => source !== 'SYNTHETIC');
      expect(stated.every(({ code }) => code === 'MOT')).toBe(true);
      expect(stated.length === 0 || provenance.source.system !== 'SYNTHETIC').toBe(true);
    }
  });
});

describe('countries', () => {
  const byCode = new Map(countries.map((country) => [country.code, country]));
  const memberships = (code: string) => byCode.get(code)?.tradeRegions ?? [];

  it('are those of ISO 3166-1, with three-letter and numeric codes', () => {
    expect(countries).toHaveLength(249);
    expect(countries.filter(({ code3, numeric }) => !/^[A-Z]{3}$/.test(code3) || !/^\d{3}$/.test(numeric))).toEqual([]);
    expect(byCode.get('NA')).toMatchObject({ name: 'Namibia', code3: 'NAM', numeric: '516', currency: 'NAD' });
    expect(byCode.get('BR')).toMatchObject({ code3: 'BRA', numeric: '076', currency: 'BRL' });
    expect(byCode.get('DE')).toMatchObject({ subregion: { code: '155', name: 'Western Europe' }, currency: 'EUR' });
    expect(byCode.get('TR')).toMatchObject({ name: 'Türkiye', currency: 'TRY', timeZones: ['Europe/Istanbul'] });
    expect(countries.filter(({ currency }) => currency === null).map(({ code }) => code)).toEqual(['AQ', 'GS', 'PS']);
  });

  it('belong to trade regions from their accession on', () => {
    const membersOn = (region: string, day: string) =>
      countries.filter(({ tradeRegions }) =>
        tradeRegions.some(
          ({ code, validFrom, validTo }) => code === region && (validFrom ?? '') <= day && day < (validTo ?? '9999'),
        ),
      ).length;
    // EUR-Lex: 6, 9, 10, 12, 15, 25, 27, 28 and again 27 members.
    const union = ['1960', '1975', '1983', '1990', '2000', '2005', '2010', '2015'].map((y) =>
      membersOn('EU27', `${y}-06-01`),
    );
    expect(union).toEqual([6, 9, 10, 12, 15, 25, 27, 28]);
    expect([membersOn('EU27', '2020-01-31'), membersOn('EU27', '2020-02-01')]).toEqual([28, 27]);
    expect(memberships('GB')).toContainEqual({ code: 'EU27', validFrom: '1973-01-01', validTo: '2020-02-01' });
    expect(membersOn('EFTA', TODAY)).toBe(4);
    expect(membersOn('GCC', TODAY)).toBe(6);
    expect(membersOn('ASEAN', TODAY)).toBe(11);
    expect(membersOn('SACU', TODAY)).toBe(5);
    expect(membersOn('EAEU', TODAY)).toBe(5);
    expect(membersOn('USMCA', TODAY)).toBe(3);
    expect(membersOn('MERCOSUR', TODAY)).toBe(5);
  });
});

describe('market policies', () => {
  it('reach one country or one trade region', () => {
    expect(policies.filter(({ country, tradeRegion }) => (country === null) === (tradeRegion === null))).toEqual([]);
    expect(policies.filter(({ tradeRegion }) => tradeRegion !== null && tradeRegion !== 'EU27')).toEqual([]);
  });

  it('are those that the tax in the offers follows', () => {
    for (const market of DEEP_MARKETS) {
      const onFile = policies.find((policy) => policy.country === market && policy.kind === 'VAT' && inForce(policy));
      if (onFile !== undefined) expect(String(onFile.rate), market).toBe(VALUE_ADDED_TAX[market]);
    }
  });
});

describe('offers', () => {
  it('are at least twenty in every deep market, in its currency', () => {
    const currencies = new Map(countries.map(({ code, currency }) => [code, currency]));
    for (const market of DEEP_MARKETS) {
      const here = offers.filter(({ country }) => country === market);
      expect(here.length, market).toBeGreaterThanOrEqual(20);
      for (const { listPriceExVat, listPriceInclVat, cifPrice } of here) {
        for (const price of [listPriceExVat, listPriceInclVat, ...(cifPrice === null ? [] : [cifPrice])]) {
          expect(price.currency).toBe(currencies.get(market));
          expect(new Decimal(price.amount.toString()).greaterThan(0)).toBe(true);
        }
      }
    }
  });

  it('of cars built in China are few in the United States', () => {
    const chinese = offers.filter(({ country, originCountry }) => country === 'US' && originCountry === 'CN');
    expect(chinese.filter(({ variantId }) => !/^(lotus|polestar)\//.test(variantId))).toEqual([]);
  });

  it('include the tax of the market', () => {
    const difference = ({ listPriceExVat: ex, listPriceInclVat: incl }: MarketOfferRecord) =>
      new Decimal(incl.amount.toString()).minus(ex.amount.toString());
    for (const offer of offers.filter(({ country }) => country === 'DE')) {
      const net = new Decimal(offer.listPriceExVat.amount.toString());
      expect(difference(offer).toString()).toBe(net.times(19).dividedBy(100).toString());
    }
    for (const offer of offers.filter(({ country }) => country === 'NO')) {
      const net = new Decimal(offer.listPriceExVat.amount.toString());
      const taxed = Decimal.max(0, net.minus(300_000));
      expect(difference(offer).toString()).toBe(taxed.dividedBy(4).toString());
    }
  });
});

describe('finance', () => {
  it('has partners with well-formed identifiers that belong to nobody', () => {
    for (const { lei, bic, countries: home } of partners) {
      expect(lei).toMatch(/^DEMO00[0-9A-Z]{12}\d{2}$/);
      expect(leiRemainder(lei ?? '')).toBe(1n);
      expect(bic).toMatch(new RegExp(`^[A-Z]{4}${home[0]}[A-Z0-9]0$`));
    }
    expect(new Set(partners.map(({ lei }) => lei)).size).toBe(partners.length);
  });

  it('has at least three products in every deep market, by the method of the market', () => {
    for (const market of DEEP_MARKETS) {
      expect(products.filter(({ country }) => country === market).length, market).toBeGreaterThanOrEqual(3);
    }
    const methods = (market: string) => new Set(products.filter((p) => p.country === market).map((p) => p.aprMethod));
    expect([...methods('DE'), ...methods('GB'), ...methods('US'), ...methods('TH')]).toEqual([
      'EU_CCD',
      'UK_CONC',
      'US_REG_Z',
      'FLAT_RATE',
    ]);
    expect(products.filter(({ country, kind }) => country === 'AE' && /MURABAHA|IJARA/.test(kind))).toHaveLength(2);
  });

  it('has exactly one rate for every month of the term and every loan-to-value ratio', () => {
    for (const table of rateTables) {
      const product = products.find(({ _id }) => _id === table.productId);
      const { min = 1, max = 0 } = product?.termMonths ?? {};
      expect(max).toBeGreaterThan(min);
      const rows = table.rows.map((row) => ({ ...row, from: Number(row.ltvFrom), to: Number(row.ltvTo) }));
      for (let month = min; month <= max; month += 1) {
        for (let percent = 0; percent <= 100; percent += 1) {
          const ltv = percent / 100;
          const hits = rows.filter(
            ({ termFrom, termTo, from, to }) => termFrom <= month && month <= termTo && from <= ltv && ltv < to,
          ).length;
          if (hits !== 1) expect.fail(`${table._id}: ${hits} rows at ${month} months, ${percent} %`);
        }
      }
      expect(Math.min(...table.rows.map((row) => Number(row.nominalRate)))).toBeGreaterThan(0);
    }
  });
});

describe('charging locations', () => {
  it('have the identifiers of OCPI', () => {
    const wrong = locations.filter(
      ({ _id, countryCode, partyId, locationId, evses }) =>
        _id !== `${countryCode}*${partyId}*${locationId}` ||
        partyId.length !== 3 ||
        locationId.length > 36 ||
        new Set(evses.map(({ uid }) => uid)).size !== evses.length ||
        evses.some(({ connectors }) => connectors.length === 0),
    );
    expect(wrong).toEqual([]);
  });

  it('are 200 to 500 generated ones a market, with the connectors of the market', () => {
    for (const market of WITH_TOWNS.filter((code) => code !== 'DE')) {
      const generated = locations.filter(({ country, partyId }) => country === market && partyId === 'SYN');
      expect(generated.length, market).toBeGreaterThanOrEqual(200);
      expect(generated.length, market).toBeLessThanOrEqual(500);
      const standards = generated.flatMap(({ evses }) =>
        evses.flatMap(({ connectors }) => connectors.map((c) => c.standard)),
      );
      const expected =
        market === 'MX'
          ? ['IEC_62196_T1', 'IEC_62196_T1_COMBO', 'SAE_J3400']
          : ['CHADEMO', 'IEC_62196_T2', 'IEC_62196_T2_COMBO'];
      expect([...new Set(standards)].sort(), market).toEqual(expected);
    }
  });

  it('begin with complete records in every market', () => {
    for (const market of WITH_TOWNS) {
      const first = locations.filter(({ country }) => country === market).slice(0, 5);
      expect(
        first.every(({ evses, location, operator }) => evses.length > 0 && location !== null && operator !== null),
      ).toBe(true);
    }
  });

  it('never state a power of zero, or one that the connector cannot carry', () => {
    const powersOf = ({ evses }: ChargingLocationRecord) =>
      evses.flatMap(({ connectors }) => connectors.flatMap((connector) => connector.maxElectricPower ?? []));
    const wrong = locations.filter((location) => {
      const powers = powersOf(location);
      const highest = powers.length === 0 ? null : Math.max(...powers);
      return powers.some((power) => power <= 0 || power > 500_000) || location.maxElectricPower !== highest;
    });
    expect(wrong).toEqual([]);
  });
});

describe('service points', () => {
  it('begin with high-voltage capabilities in every market', () => {
    for (const market of WITH_TOWNS) {
      const first = points.filter(({ country }) => country === market).slice(0, 5);
      expect(first.map(({ capabilities }) => capabilities.some(({ code }) => code.startsWith('HV_LEVEL')))).toEqual(
        Array(5).fill(true),
      );
    }
  });

  it('have certificates of which some have run out', () => {
    const dates = points.flatMap(({ capabilities }) => capabilities.flatMap(({ validTo }) => validTo ?? []));
    const expired = dates.filter((date) => date <= TODAY).length / dates.length;
    expect(expired).toBeGreaterThan(0.1);
    expect(expired).toBeLessThan(0.4);
  });
});

describe('guarantees', () => {
  it('reach one place, or the world', () => {
    const places = (record: GuaranteeProgrammeRecord) =>
      [record.country, record.tradeRegion, record.region].filter((place) => place !== null).length;
    expect(guarantees.filter((record) => places(record) > 1)).toEqual([]);
    expect(new Set(guarantees.map(places))).toEqual(new Set([0, 1]));
  });

  it('are unambiguous: one programme for a maker, component and reach', () => {
    const subjects = guarantees.map((one) =>
      [one.maker, one.component, one.country, one.subdivision, one.modelYearFrom, one.tradeRegion, one.region].join(
        '|',
      ),
    );
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('state the law as the law, with its act', () => {
    const legal = new Map(guarantees.filter((record) => record.legalMinimum).map((record) => [record._id, record]));
    expect(legal.get('legal-eu27-conformity')).toMatchObject({
      tradeRegion: 'EU27',
      years: 2,
      funding: 'LAW',
      provenance: { source: { system: 'Directive (EU) 2019/771, Article 10' } },
    });
    // 40 CFR 85.2103: 8 years or 80,000 miles; 13 CCR 1962.8: 8 years or 100,000 miles. A mile has 1,609.344 m.
    expect(legal.get('legal-us-battery')).toMatchObject({
      years: 8,
      km: Math.round(80_000 * 1.609344),
      modelYearFrom: 2027,
      subdivision: null,
    });
    expect(legal.get('legal-us-ca-battery-2026')).toMatchObject({
      years: 8,
      km: Math.round(100_000 * 1.609344),
      retentionPercent: 70,
      modelYearFrom: 2026,
      modelYearTo: 2031,
      subdivision: 'US-CA',
    });
    expect(legal.get('legal-us-ca-battery-2031')).toMatchObject({ retentionPercent: 75, modelYearFrom: 2031 });
    for (const record of legal.values()) expect(record.provenance.source.system).not.toBe('SYNTHETIC');
  });
});

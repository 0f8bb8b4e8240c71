import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/kernel/caller.js';
import type { MarketPolicyRecord } from '../../src/subgraphs/markets/policy/market-policy.model.js';
import type { ServicePointRecord } from '../../src/subgraphs/service/point/service-point.model.js';
import type { MarketOfferRecord } from '../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { seedRows } from '../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../support/seeded-server.js';
import { expectedExposure } from './recomputed/battery-carbon-exposure.js';
import { eurosFor } from './recomputed/exchange-rate.js';
import { expectedExpiring } from './recomputed/expiring-certificates.js';
import { policiesOn } from './recomputed/explain-change.js';
import { shareWithinReach, townsOutOfReach } from './recomputed/geography.js';
import { expectedDebt } from './recomputed/localisation-debt.js';
import {
  instalmentAt48,
  kwhOf,
  offerOn,
  publicEurosPerKwh,
  residualShareAt48,
} from './recomputed/total-cost-of-ownership.js';
import { expectedAfirKW, expectedPower } from './recomputed/usable-charging-power.js';

const FOLDER = 'examples/questions';
const QUESTIONS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .sort();

/** Two of the questions are about contracts and applications. */
const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'report' };

let data: SeededDatabase;
let server: SeededServer;

beforeAll(async () => {
  data = await startSeededDatabase();
  server = await startSeededServer(data);
}, 300_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

interface Question {
  readonly source: string;
  readonly variables: Record<string, never>;
}

function question(file: string): Question {
  return {
    source: readFileSync(join(FOLDER, file), 'utf8'),
    variables: JSON.parse(readFileSync(join(FOLDER, file.replace('.graphql', '.variables.json')), 'utf8')),
  };
}

/** The answer to a question by its number, with the variables it was asked with. */
async function answered<Data>(number: string) {
  const { source, variables } = question(QUESTIONS.find((file) => file.startsWith(number)) ?? number);
  const answer = await server.ask<Data>(source, variables, INTERNAL);
  expect(answer.errors).toEqual([]);
  return { data: answer.data, variables: variables as Record<string, string> };
}

interface Amount {
  amount: string;
  currency: string;
}

describe('the questions of examples/questions', () => {
  it.each(QUESTIONS)('%s is answered by one operation, without an error', async (file) => {
    const { source, variables } = question(file);
    expect(source.match(/^query /gm)).toHaveLength(1);
    const answer = await server.ask<Record<string, unknown>>(source, variables, INTERNAL);
    expect(answer.errors).toEqual([]);
    for (const value of Object.values(answer.data)) expect(value).not.toBeNull();
    // Insights tell how much of their input was there: something must have been.
    const coverages = [...JSON.stringify(answer.data).matchAll(/"coverage":([\d.]+)/g)];
    expect(coverages.length).toBeGreaterThan(0);
    for (const [, coverage] of coverages) expect(Number(coverage)).toBeGreaterThan(0);
  });
});

describe('answers are those of plain arithmetic over the seed files', () => {
  it('01: what the car costs in twelve countries', async () => {
    const { data: answer, variables } = await answered<{
      totalCostOfOwnership: {
        country: string;
        listPrice: Amount;
        incentives: Amount;
        financing: { productId: string; instalment: Amount };
        publicPricePerKwh: Amount | null;
        energy: Amount;
        service: Amount;
        repairsCoveredMonths: number;
        residualValue: Amount;
        total: Amount;
        months: { car: Amount; energy: Amount; service: Amount; cumulative: Amount }[];
        missing: { input: string }[];
      }[];
    }>('01');
    const { variantId, asOf } = variables.input as unknown as { variantId: string; asOf: string };
    expect(answer.totalCostOfOwnership).toHaveLength(12);
    for (const cost of answer.totalCostOfOwnership) {
      // The Brazilian tariffs of the demonstration say nothing of taxes: what a driver pays in public is not known.
      const isTaxKnown = cost.country !== 'BR';
      expect(cost.missing.map(({ input }) => input)).toEqual(isTaxKnown ? [] : ['public energy']);
      const offer = offerOn(cost.country, variantId, asOf) ?? expect.fail(cost.country);
      const { amount, currency } = offer.listPriceInclVat;
      const price = Number(amount) * eurosFor(currency, asOf);
      expect(Number(cost.listPrice.amount)).toBeCloseTo(price, 2);
      const perKwh = publicEurosPerKwh(cost.country, currency, asOf);
      expect(Number(cost.publicPricePerKwh?.amount ?? 0)).toBeCloseTo(isTaxKnown ? perKwh : 0, 3);
      const kwh = kwhOf(variantId, 60_000);
      // The session that the price of a kWh comes from is rounded to a minor unit.
      expect(Number(cost.energy.amount) / (kwh * (0.7 * 0.3 + (isTaxKnown ? 0.3 * perKwh : 0)))).toBeCloseTo(1, 3);
      const uncovered = 48 - cost.repairsCoveredMonths;
      expect(Number(cost.service.amount)).toBeCloseTo((48 * 250) / 12 + (uncovered * 300) / 12, 2);
      const share = residualShareAt48(cost.country, variantId, asOf) ?? expect.fail(cost.country);
      expect(Number(cost.residualValue.amount)).toBeCloseTo(price * share, 1);
      if (/-loan$/.test(cost.financing.productId) && !/balloon/.test(cost.financing.productId)) {
        const instalment = instalmentAt48(cost.financing.productId, Number(amount), asOf) * eurosFor(currency, asOf);
        // Actual days of the months move an instalment a little from that of equal months.
        expect(Number(cost.financing.instalment.amount) / instalment).toBeCloseTo(1, 3);
      }
      const paid = cost.months.reduce(
        (sum, month) => sum + Number(month.car.amount) + Number(month.energy.amount) + Number(month.service.amount),
        0,
      );
      expect(Math.abs(paid - Number(cost.months.at(-1)?.cumulative.amount))).toBeLessThan(0.8);
      expect(Number(cost.total.amount)).toBeCloseTo(
        Number(cost.months.at(-1)?.cumulative.amount) - Number(cost.residualValue.amount),
        1,
      );
    }
  });

  it('02: the legs of a readiness', async () => {
    const { data: answer, variables } = await answered<{
      country: { readiness: { score: number; service: number; finance: number; infrastructure: number } };
    }>('02');
    const { country = '', asOf = '' } = variables;
    const { score, service, finance, infrastructure } = answer.country.readiness;
    expect(service).toBeCloseTo(shareWithinReach(country, asOf, 50), 9);
    expect(infrastructure).toBeCloseTo(
      Math.min(1, expectedPower(country, asOf, 0).all / expectedAfirKW(country, asOf)),
      5,
    );
    const product = [service, finance, infrastructure].reduce((all, leg) => all * Math.max(0.01, leg), 1);
    expect(score).toBeCloseTo(100 * Math.cbrt(product), 6);
  });

  it('03: towns with many cars and no workshop within reach', async () => {
    const { data: answer, variables } = await answered<{
      whiteSpots: {
        totalCount: number;
        vehiclesAffected: number;
        nodes: { town: { name: string }; vehicles: number }[];
      };
    }>('03');
    const { country, withinKm, minVehicles, asOf } = variables as unknown as Record<string, string> & {
      withinKm: number;
      minVehicles: number;
    };
    const expected = townsOutOfReach(String(country), String(asOf), withinKm)
      .filter(({ vehicles }) => vehicles >= minVehicles)
      .sort((one, other) => other.vehicles - one.vehicles);
    const { totalCount, vehiclesAffected, nodes } = answer.whiteSpots;
    expect(totalCount).toBe(expected.length);
    expect(vehiclesAffected).toBe(Math.round(expected.reduce((sum, { vehicles }) => sum + vehicles, 0)));
    expect(nodes.map(({ vehicles }) => vehicles)).toEqual(
      expected.slice(0, 20).map(({ vehicles }) => Math.round(vehicles)),
    );
  });

  it('04: exposure by country, what outlives its guarantee, what has no passport', async () => {
    const { data: answer, variables } = await answered<{
      batteryCarbonExposure: {
        total: { contracts: number };
        countries: {
          country: string;
          contracts: number;
          outstanding: Amount;
          guaranteeEndsBeforeShare: number;
          withoutPassportShare: number;
          classes: { batteryCarbonClass: string | null; contracts: number; outstanding: Amount }[];
        }[];
      };
    }>('04');
    const expected = expectedExposure(String(variables.asOf));
    const { countries, total } = answer.batteryCarbonExposure;
    expect(countries.map(({ country }) => country).sort()).toEqual([...expected.keys()].sort());
    expect(total.contracts).toBe([...expected.values()].reduce((sum, { contracts }) => sum + contracts, 0));
    for (const { country, contracts, outstanding, classes, ...shares } of countries) {
      const sum = expected.get(country) ?? expect.fail(country);
      expect(contracts).toBe(sum.contracts);
      expect(Number(outstanding.amount) / sum.outstanding).toBeCloseTo(1, 6);
      expect(shares.guaranteeEndsBeforeShare).toBeCloseTo(sum.guaranteeEndsBefore / sum.outstanding, 6);
      expect(shares.withoutPassportShare).toBeCloseTo(sum.withoutPassport / sum.outstanding, 6);
      expect(classes.reduce((all, one) => all + one.contracts, 0)).toBe(contracts);
    }
  });

  it('05: the duty that a car of the group bears in the Union', async () => {
    const { data: answer, variables } = await answered<{
      policyShock: {
        offers: { offer: { offerId: string }; country: string; landedCost: Amount; newLandedCost: Amount }[];
      };
    }>('05');
    const { rate, countries, asOf, policyId } = variables.input as unknown as Record<string, string> & {
      countries: string[];
    };
    const policy = seedRows<MarketPolicyRecord>('market_policies').find(({ _id }) => _id === policyId);
    const vat: Record<string, number> = { DE: 0.19, FR: 0.2, NL: 0.21, ES: 0.21, IT: 0.22, SE: 0.25 };
    // Whole cars of the group from China with a battery alone: plug-in hybrids bear no such duty.
    const expected = seedRows<MarketOfferRecord>('market_offers').filter(
      (row) =>
        countries.includes(row.country) &&
        row.variantId.startsWith('byd/') &&
        row.originCountry === 'CN' &&
        row.hsCode === '8703.80' &&
        row.status !== 'ENDED' &&
        (row.validFrom === null || row.validFrom <= String(asOf)) &&
        (row.validTo === null || row.validTo > String(asOf)),
    );
    expect(answer.policyShock.offers.map(({ offer }) => offer.offerId).sort()).toEqual(
      expected.map(({ _id }) => _id).sort(),
    );
    for (const { offer, country, landedCost, newLandedCost } of answer.policyShock.offers) {
      const cif = Number(expected.find(({ _id }) => _id === offer.offerId)?.cifPrice?.amount);
      const raise = cif * (Number(rate) - Number(policy?.rate)) * (1 + Number(vat[country]));
      expect(Math.abs(Number(newLandedCost.amount) - Number(landedCost.amount) - raise)).toBeLessThan(0.05);
    }
  });

  it('06: certified workshops of the network', async () => {
    const { data: answer, variables } = await answered<{
      importPermit: { rules: { requirements: { code: string; found: number | null; required: number }[] }[] };
    }>('06');
    const { country, networkId = '', asOf = '' } = variables;
    const certified = seedRows<ServicePointRecord>('service_points').filter(
      (point) =>
        point.country === country &&
        point.status === 'OPEN' &&
        point.networkIds.includes(networkId) &&
        point.capabilities.some(
          ({ certificate, validTo }) => /^TSE( |$)/.test(certificate ?? '') && (validTo === null || validTo > asOf),
        ),
    );
    const counted = answer.importPermit.rules
      .flatMap(({ requirements }) => requirements)
      .filter(({ code }) => code === 'SERVICE_POINTS');
    expect(counted.length).toBeGreaterThan(0);
    for (const { found } of counted) expect(found).toBe(certified.length);
  });

  it('07: what every maker owes, and the guarantee at risk', async () => {
    const { data: answer, variables } = await answered<{
      localisationDebt: {
        country: string;
        debtUnits: string;
        makers: {
          maker: string;
          importedUnits: number;
          dueUnits: string;
          producedUnits: number;
          plannedUnits: number;
          debtUnits: string;
          shortfallUnits: string;
          guaranteeAtRisk: Amount[];
        }[];
      }[];
    }>('07');
    expect(answer.localisationDebt.map(({ country }) => country)).toEqual(['TH', 'ID']);
    for (const { country, makers, debtUnits } of answer.localisationDebt) {
      expect(makers.length).toBeGreaterThan(3);
      for (const debt of makers) {
        const expected = expectedDebt(country, debt.maker, String(variables.asOf));
        expect(debt.importedUnits).toBe(expected.imported);
        expect(Number(debt.dueUnits)).toBeCloseTo(expected.due, 6);
        expect(debt.producedUnits).toBe(expected.made);
        expect(debt.plannedUnits).toBe(expected.planned);
        const owed = Math.max(0, expected.due - expected.made);
        expect(Number(debt.debtUnits)).toBeCloseTo(owed, 6);
        expect(Number(debt.shortfallUnits)).toBeCloseTo(Math.max(0, owed - expected.planned), 6);
        const atRisk = debt.guaranteeAtRisk.reduce((sum, { amount }) => sum + Number(amount), 0);
        expect(atRisk).toBeCloseTo(expected.guaranteeAtRisk, 0);
      }
      const owed = makers.map((one) => Number(one.debtUnits));
      expect(owed).toEqual([...owed].sort((one, other) => other - one));
      expect(Number(debtUnits)).toBeCloseTo(
        owed.reduce((sum, one) => sum + one, 0),
        6,
      );
    }
  });

  it('08: DC power that the car can use, and AFIR without double counting', async () => {
    interface Sum {
      points: number;
      kW: number;
    }
    const { data: answer, variables } = await answered<{
      usableChargingPower: {
        country: string;
        direct: Sum;
        fitting: Sum;
        usable: Sum;
        ofLowVoltage: Sum;
        usableShare: number;
        takenKW: number;
        afir: { publicKW: number; requiredKW: number; attainment: number; attainmentOfAllConnectors: number };
      }[];
    }>('08');
    const asOf = String(variables.asOf);
    const car = seedRows<VehicleVariantRecord>('vehicle_variants').find((row) => row._id === variables.variantId);
    expect(car).toMatchObject({ architectureVoltage: 800, ports: ['IEC_62196_T2_COMBO'] });
    for (const {
      country,
      direct,
      fitting,
      usable,
      ofLowVoltage,
      usableShare,
      takenKW,
      afir,
    } of answer.usableChargingPower) {
      const expected = expectedPower(country, asOf, Number(car?.dcMaxKW));
      expect(direct.kW).toBeCloseTo(expected.direct, 3);
      expect(fitting.kW).toBeCloseTo(expected.fitting, 3);
      expect(usable.kW).toBeCloseTo(expected.usable, 3);
      expect(ofLowVoltage.kW).toBeCloseTo(expected.lowVoltage, 3);
      expect(takenKW).toBeCloseTo(expected.taken, 3);
      expect(usableShare).toBeCloseTo(expected.usable / expected.direct, 9);
      expect(afir.publicKW).toBeCloseTo(expected.all, 3);
      if (afir.requiredKW === null) continue;
      const required = expectedAfirKW(country, asOf);
      expect(afir.requiredKW).toBeCloseTo(required, 3);
      expect(afir.attainment).toBeCloseTo(expected.all / required, 5);
      expect(afir.attainmentOfAllConnectors).toBeCloseTo(expected.allConnectors / required, 9);
    }
  });

  it('09: offers on sale whose certificate lapses without a successor', async () => {
    const { data: answer, variables } = await answered<{
      expiringCertificates: {
        lastDay: string;
        offersConcerned: number;
        certificates: {
          certificate: { certificateId: string };
          offers: { offerId: string; variant: { name: string } }[];
        }[];
      };
    }>('09');
    const { lastDay, certificates, offersConcerned } = answer.expiringCertificates;
    // Ninety days after 24 November: 6 in November, 31 in December, 31 in January, 22 in February.
    expect(lastDay).toBe('2027-02-22');
    const expected = expectedExpiring(String(variables.asOf), lastDay);
    expect(expected.size).toBeGreaterThan(0);
    expect(
      new Map(
        certificates.map(({ certificate, offers }) => [
          certificate.certificateId,
          offers.map(({ offerId }) => offerId).sort(),
        ]),
      ),
    ).toEqual(expected);
    expect(offersConcerned).toBe(new Set([...expected.values()].flat()).size);
  });

  it('10: what explains the change of a total between two days', async () => {
    const { data: answer, variables } = await answered<{
      explainChange: {
        difference: Amount;
        parts: { part: string; before: Amount; after: Amount; difference: Amount }[];
        before: { total: Amount; financing: { productId: string } };
        after: { total: Amount; financing: { productId: string } };
        changes: {
          kind: string;
          key: string;
          before: string | null;
          after: string | null;
          landedCostEffect: Amount | null;
        }[];
        disputed: { policyId: string; field: string }[];
      };
    }>('10');
    const { country, variantId, from, to } = variables.input as unknown as Record<string, string>;
    const { difference, parts, before, after, changes, disputed } = answer.explainChange;
    expect(Number(difference.amount)).toBeCloseTo(Number(after.total.amount) - Number(before.total.amount), 2);
    expect(parts.reduce((sum, part) => sum + Number(part.difference.amount), 0)).toBeCloseTo(
      Number(difference.amount),
      2,
    );
    // The offer is the same: its price in euros follows the exchange rate.
    const offer = offerOn(String(country), String(variantId), String(to));
    const price = Number(offer?.listPriceInclVat.amount);
    const ofPrice = parts.find(({ part }) => part === 'PRICE');
    expect(Number(ofPrice?.before.amount)).toBeCloseTo(price * eurosFor('THB', String(from)), 2);
    expect(Number(ofPrice?.after.amount)).toBeCloseTo(price * eurosFor('THB', String(to)), 2);
    // Every policy of the country that is in force on one of the days only is named, with the side it is on.
    const old = new Set(policiesOn(String(country), String(from)).map(({ _id }) => _id));
    const now = new Set(policiesOn(String(country), String(to)).map(({ _id }) => _id));
    const policies = changes.filter(({ kind }) => kind === 'POLICY');
    const told = (side: (change: (typeof policies)[number]) => boolean) =>
      policies
        .filter(side)
        .map(({ key }) => key)
        .sort();
    expect(told((change) => change.before === null)).toEqual([...now].filter((key) => !old.has(key)).sort());
    expect(told((change) => change.after === null)).toEqual([...old].filter((key) => !now.has(key)).sort());
    expect(old.size).toBeGreaterThan(0);
    // Of those on both sides, only what moves the landed cost is told.
    for (const change of policies.filter((one) => one.before !== null && one.after !== null)) {
      expect(Number(change.landedCostEffect?.amount)).not.toBe(0);
    }
    expect(changes.filter(({ kind }) => kind === 'RATE_TABLE')).toEqual([
      expect.objectContaining({
        before: `${before.financing.productId}, version 1`,
        after: `${after.financing.productId}, version 2`,
      }),
    ]);
    expect(changes.map(({ kind }) => kind)).toContain('EXCHANGE_RATE');
    const conflicts = [
      ...policiesOn(String(country), String(from)),
      ...policiesOn(String(country), String(to)),
    ].flatMap(({ _id, provenance }) => provenance.conflicts.map(({ field }) => `${_id} ${field}`));
    expect(disputed.map(({ policyId, field }) => `${policyId} ${field}`).sort()).toEqual(
      [...new Set(conflicts)].sort(),
    );
  });
});

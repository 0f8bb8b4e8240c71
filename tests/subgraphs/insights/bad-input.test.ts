import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';
import { bankCaller, INTERNAL } from './applied-for.js';

const CAR = '"audi/e_tron_gt/2025/rs/rs"';

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

/** A field that is wrong, and the operation that has it. */
const WRONG: readonly (readonly [string, string, string])[] = [
  ['a day before all data', 'asOf', '{ localisationDebt(countries: ["TH"], asOf: "1999-12-31") { coverage } }'],
  [
    'a day before all data',
    'asOf',
    `{ usableChargingPower(variantId: ${CAR}, countries: ["DE"], asOf: "1999-12-31") { coverage } }`,
  ],
  ['a day before all data', 'asOf', '{ expiringCertificates(asOf: "1999-12-31") { coverage } }'],
  ['a day before all data', 'asOf', '{ batteryCarbonExposure(asOf: "1999-12-31") { coverage } }'],
  ['a day before all data', 'asOf', '{ whiteSpots(country: "DE", asOf: "1999-12-31") { coverage } }'],
  ['a day before all data', 'asOf', '{ country(code: "DE") { readiness(asOf: "1999-12-31") { coverage } } }'],
  [
    'a day before all data',
    'asOf',
    '{ importPermit(country: "TR", networkId: "TR:demo-authorised", asOf: "1999-12-31") { coverage } }',
  ],
  [
    'a day before all data',
    'input.asOf',
    `{ totalCostOfOwnership(input: { variantId: ${CAR}, countries: ["DE"], asOf: "1999-12-31" }) { coverage } }`,
  ],
  [
    'a day before all data',
    'input.asOf',
    '{ policyShock(input: { policyId: "de-vat", rate: "0.2", countries: ["DE"], asOf: "1999-12-31" }) { coverage } }',
  ],
  ['an unknown car', 'variantId', '{ usableChargingPower(variantId: "no/such/car", countries: ["DE"]) { coverage } }'],
  [
    'an unknown car',
    'input.variantId',
    '{ totalCostOfOwnership(input: { variantId: "no/such/car", countries: ["DE"] }) { coverage } }',
  ],
  [
    'an unknown policy',
    'input.policyId',
    '{ policyShock(input: { policyId: "no-such-policy", rate: "0.2", countries: ["DE"] }) { coverage } }',
  ],
  ['a country twice', 'countries', '{ localisationDebt(countries: ["TH", "TH"]) { coverage } }'],
  ['no country', 'countries', '{ localisationDebt(countries: []) { coverage } }'],
  ['too long a time', 'withinDays', '{ expiringCertificates(withinDays: 731) { coverage } }'],
  [
    'a day before all data',
    'input.from',
    `{ explainChange(input: { variantId: ${CAR}, country: "DE", from: "1999-12-31" }) { coverage } }`,
  ],
  [
    'days in disorder',
    'input.from',
    `{ explainChange(input: { variantId: ${CAR}, country: "DE", from: "2026-06-30", to: "2026-06-30" }) { coverage } }`,
  ],
];

describe('bad input', () => {
  it.each(WRONG)('%s is refused with the field %s: %s', async (_what, field, query) => {
    const { errors } = await server.ask(query, {}, INTERNAL);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it.each([
    ['localisationDebt(countries: ["TH", "XX"])', 'XX'],
    [`usableChargingPower(variantId: ${CAR}, countries: ["XX"])`, 'XX'],
    ['expiringCertificates(country: "XX")', 'XX'],
    ['whiteSpots(country: "XX")', 'XX'],
    ['importPermit(country: "XX", networkId: "XX:none")', 'XX'],
    ['policyShock(input: { policyId: "de-vat", rate: "0.2", countries: ["XX"] })', 'XX'],
    ['batteryCarbonExposure(currency: "XYZ")', 'XYZ'],
  ])('what is no country or currency is refused by its name: %s', async (field, name) => {
    const { errors, commands } = await server.ask(`{ ${field} { coverage } }`, {}, INTERNAL);
    // The scalars refuse what ISO 3166-1 and ISO 4217 do not know before anything is read.
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors[0]?.message).toContain(name);
    expect(commands).toEqual([]);
  });

  it.each([
    ['currency', '{ batteryCarbonExposure(currency: "XAF") { coverage } }'],
    [
      'input.reportingCurrency',
      `{ totalCostOfOwnership(input: { variantId: ${CAR}, countries: ["DE", "NO"], reportingCurrency: "XAF" }) { coverage } }`,
    ],
  ])('a currency without a rate is refused with the field %s: %s', async (field, query) => {
    const { errors } = await server.ask(query, {}, bankCaller('demo-bank-de'));
    expect(errors[0]?.extensions).toMatchObject({ code: 'NO_EXCHANGE_RATE', field });
  });
});

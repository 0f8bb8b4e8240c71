import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sequenceModel } from '../../src/database/sequence.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { at } from '../support/subgraph-harness.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))}/charging/`;
const REGISTER = [`${DATA}de_bnetza_2019-07-19.cp1252.csv`, 'de-bnetza'] as const;
const ROSTOCK = [`${DATA}de_rostock_opendata.csv`, 'de-rostock'] as const;

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
  await harness.database.model(sequenceModel).deleteMany({});
});

/** Address in the city's data, and in the federal register: the same posts, compared by hand. */
const PAIRS: readonly (readonly [name: string, register: string])[] = [
  ['Hermannstr. 32', 'Hermannstraße 32'],
  ['Ladesäule am Hafen', 'Am Strande 3a'],
  ['Tessiner Str.', 'Tessiner Straße 96'],
  ['HanseMesse', 'Zur Hansemesse 1'],
  ['Kirchenplatz Warnemünde', 'Kirchenplatz 2'],
];

const LINKED = `{ chargingLocations(country: "DE", first: 200, filter: { operators: ["Stadtwerke Rostock AG"] }) { nodes {
  name address partyId links { score reasons location { address partyId operator { name } } } } } }`;

interface Linked {
  readonly name: string | null;
  readonly address: string;
  readonly partyId: string;
  readonly links: readonly {
    readonly score: number;
    readonly location: { readonly address: string; readonly partyId: string };
  }[];
}

describe.skipIf(!existsSync(DATA))('the federal register and the city of Rostock', () => {
  it.each([
    ['first the register', [REGISTER, ROSTOCK]],
    ['first the city', [ROSTOCK, REGISTER]],
  ] as const)('have the same posts, %s', { timeout: 120_000 }, async (_, files) => {
    for (const [file, mapping] of files) expect((await harness.import(file, mapping)).rejected).toBe(0);
    const nodes = at(await harness.run(LINKED), 'chargingLocations', 'nodes') as Linked[];
    for (const [name, register] of PAIRS) {
      const city = nodes.find((site) => site.partyId === 'HRO' && site.name === name);
      expect(city?.links).toMatchObject([{ location: { partyId: 'BNA', address: register } }]);
      expect(city?.links[0]?.score).toBeGreaterThan(0.8);
      const back = nodes.find((site) => site.partyId === 'BNA' && site.address === register);
      expect(back?.links.map(({ location }) => location.partyId)).toContain('HRO');
    }
    // The register of 2019 has nothing in Schweriner Straße that the city has in 2023.
    expect(nodes.find(({ address }) => address === 'Schweriner Straße 64')?.links).toEqual([]);
    const count = await harness.database.model(chargingLocationModel).countDocuments({});
    expect(count).toBe(9_690 + 74);

    const unchanged = await harness.import(...ROSTOCK);
    expect(unchanged).toMatchObject({ updated: 0, unchanged: 74 });
  });
});

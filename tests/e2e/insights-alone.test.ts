import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signDevelopmentToken } from '../../src/app/development-key.js';
import { type RunningServer, serve } from '../../src/app/serve.js';
import { serveSubgraph } from '../../src/app/standalone-subgraph.js';
import { type Configuration, readConfiguration } from '../../src/config.js';

const CAR = 'byd/dolphin/2025/premium/extended_range';

const ASKED: Readonly<Record<string, string>> = {
  totalCostOfOwnership: `totalCostOfOwnership(input: { variantId: "${CAR}", countries: ["DE", "NO"], asOf: "2026-11-24" }) {
    country total { amount currency } coverage missing { input } }`,
  localisationDebt: 'localisationDebt(countries: ["TH", "ID"], asOf: "2026-11-24") { country debtUnits coverage }',
  usableChargingPower: `usableChargingPower(variantId: "${CAR}", countries: ["NO"], asOf: "2026-11-24") {
    usable { points kW } usableShare }`,
  whiteSpots: 'whiteSpots(country: "NO", withinKm: 20, asOf: "2026-11-24") { totalCount vehiclesAffected }',
  explainChange: `explainChange(input: { variantId: "${CAR}", country: "NO", from: "2025-06-30", to: "2026-11-24" }) {
    difference { amount } changes { kind key } readinessAfter { score } }`,
  batteryCarbonExposure: 'batteryCarbonExposure(asOf: "2026-11-24") { total { contracts outstanding { amount } } }',
};

let directory: string;
let configuration: Configuration;
let whole: RunningServer;
let alone: RunningServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-insights-'));
  configuration = readConfiguration({ TRIPOD_DATA_DIR: directory, LOG_LEVEL: 'silent', PORT: '0' });
  const quiet = { tell: () => undefined, onSeedProgress: () => undefined };
  whole = await serve({ configuration: { ...configuration, port: 0 }, seed: true, ...quiet });
  alone = await serveSubgraph({
    name: 'insights',
    host: '127.0.0.1',
    port: 0,
    configuration: { ...configuration, graphUrl: whole.url },
    stop: new AbortController().signal,
    tell: () => undefined,
  });
}, 300_000);

afterAll(async () => {
  await alone?.close();
  await whole?.close();
  await rm(directory, { recursive: true, force: true });
});

async function ask(url: string, field: string, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: `{ ${field} }` }),
  });
  return (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
}

async function tokenOf(scopes: string[]): Promise<Record<string, string>> {
  const token = await signDevelopmentToken(directory, {
    scopes,
    partnerId: null,
    subject: 'report',
    issuer: configuration.tokenIssuer,
    audience: configuration.tokenAudience,
    expiresIn: '5m',
  });
  return { authorization: `Bearer ${token}` };
}

describe('insights alone, over the graph of another process', () => {
  it.each(Object.keys(ASKED))('%s answers as in the process of the graph', async (name) => {
    const headers = await tokenOf(['internal']);
    const field = ASKED[name] ?? '';
    const here = await ask(whole.url, field, headers);
    const there = await ask(alone.url, field, headers);
    expect(here.errors).toBeUndefined();
    expect(there).toEqual(here);
  });

  it('has no more rights than its caller', async () => {
    const { errors } = await ask(alone.url, ASKED.batteryCarbonExposure ?? '', {});
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const expiring = await ask(alone.url, 'expiringCertificates { coverage }', {});
    expect(expiring.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('passes on what is wrong with the question', async () => {
    const { errors } = await ask(alone.url, 'localisationDebt(countries: ["TH"], asOf: "1999-01-01") { coverage }', {});
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'asOf' });
  });

  it('says that it knows no graph where GRAPH_URL is not set', async () => {
    const lost = await serveSubgraph({
      name: 'insights',
      host: '127.0.0.1',
      port: 0,
      configuration: { ...configuration, graphUrl: null },
      stop: new AbortController().signal,
      tell: () => undefined,
    });
    const { errors } = await ask(lost.url, ASKED.whiteSpots ?? '', {});
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    expect(errors?.[0]?.message).toContain('GRAPH_URL');
    await lost.close();
  });
});

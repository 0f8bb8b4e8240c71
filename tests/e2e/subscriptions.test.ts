import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Caller } from '../../src/kernel/caller.js';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, type ServerShape, startSeededServer } from '../support/seeded-server.js';

const OPERATOR: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'operator' };

const FIND = `{ chargingLocations(country: "DE", first: 2) {
  nodes { countryCode partyId locationId evses { uid status } } } }`;
const REPORT = `mutation ($input: UpdateEvseStatusInput!) { updateEvseStatus(input: $input) { locationId } }`;
const CHANGED = `subscription ($country: CountryCode!, $party: String, $location: ID) {
  evseStatusChanged(countryCode: $country, partyId: $party, locationId: $location) {
    evseUid status location { locationId city country { code name currency } } } }`;

interface Site {
  countryCode: string;
  partyId: string;
  locationId: string;
  evses: { uid: string; status: string }[];
}

let seeds: SeededDatabase;
let tripod: SeededServer;
let sites: Site[];

beforeAll(async () => {
  seeds = await startSeededDatabase(['countries', 'charging_locations']);
}, 180_000);

afterAll(() => seeds.close());

function siteAt(index: number): Site {
  const site = sites[index];
  if (site === undefined) throw new Error('there is no such site');
  return site;
}

/** Reports another status of the site's first EVSE than it has, through a connection of its own. */
async function report({ evses, ...key }: Site): Promise<string> {
  const [evse] = evses;
  if (evse === undefined) throw new Error('the site has no EVSE');
  evse.status = evse.status === 'CHARGING' ? 'AVAILABLE' : 'CHARGING';
  const { countryCode, partyId, locationId } = key;
  const input = { countryCode, partyId, locationId, evseUid: evse.uid, status: evse.status };
  const { errors } = await tripod.ask(REPORT, { input }, OPERATOR);
  expect(errors).toEqual([]);
  return evse.status;
}

function subscribe(variables: Record<string, unknown>) {
  const client = createClient({ url: tripod.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const events = client.iterate<{ evseStatusChanged: Record<string, unknown> }>({ query: CHANGED, variables });
  return { client, events };
}

/** Reports until the subscription, which is made at about the same time, tells of it. */
async function reportUntil(site: Site, event: Promise<unknown>): Promise<void> {
  let told = false;
  const seen = event.then(() => {
    told = true;
  });
  while (!told) {
    await report(site);
    await Promise.race([seen, new Promise((resolve) => setTimeout(resolve, 300))]);
  }
}

describe.each<ServerShape>(['one process', 'one server a subgraph'])('evseStatusChanged with %s', (shape) => {
  beforeAll(async () => {
    tripod = await startSeededServer(seeds, { shape });
    const { data } = await tripod.ask<{ chargingLocations: { nodes: Site[] } }>(FIND);
    sites = data.chargingLocations.nodes;
  }, 180_000);

  afterAll(() => tripod.close());

  it('tells two subscribers of a report, with what other subgraphs know of the country', async () => {
    const site = siteAt(0);
    const one = subscribe({ country: site.countryCode });
    const two = subscribe({ country: site.countryCode, party: site.partyId, location: site.locationId });
    const first = [one.events.next(), two.events.next()];
    await reportUntil(site, Promise.all(first));
    for (const { value } of await Promise.all(first)) {
      expect(value.errors).toBeUndefined();
      expect(value.data.evseStatusChanged).toMatchObject({
        evseUid: site.evses[0]?.uid,
        location: { locationId: site.locationId, country: { code: 'DE', name: 'Germany', currency: 'EUR' } },
      });
    }
    await one.events.return?.();
    await two.events.return?.();
    await one.client.dispose();
    await two.client.dispose();
  });

  it('tells nothing of other locations, and nothing after its end', async () => {
    const { client, events } = subscribe({
      country: siteAt(1).countryCode,
      party: siteAt(1).partyId,
      location: siteAt(1).locationId,
    });
    await report(siteAt(0));
    const next = events.next();
    await reportUntil(siteAt(1), next);
    expect((await next).value.data.evseStatusChanged.location.locationId).toBe(siteAt(1).locationId);
    await events.return?.();
    await report(siteAt(1));
    expect((await events.next()).done).toBe(true);
    await client.dispose();
  });

  it('is streamed as server-sent events', async () => {
    const controller = new AbortController();
    const response = await fetch(tripod.url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: CHANGED, variables: { country: 'DE' }, operationName: null, id: randomUUID() }),
      signal: controller.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const event = (async () => {
      while (!text.includes('event: next')) text += (await reader?.read())?.value ?? '';
    })();
    await reportUntil(siteAt(0), event);
    expect(text).toContain('"name":"Germany"');
    controller.abort();
  });

  it('refuses a location without its party, and a country that is none', async () => {
    const ask = async (variables: Record<string, unknown>) => {
      const { client } = subscribe(variables);
      return new Promise((resolve) => {
        client.subscribe(
          { query: CHANGED, variables },
          { next: resolve, error: (errors) => resolve({ errors }), complete: () => undefined },
        );
      }).finally(() => client.dispose());
    };
    expect(await ask({ country: 'DE', location: '1' })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'locationId' } }],
    });
    expect(await ask({ country: 'Germany' })).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

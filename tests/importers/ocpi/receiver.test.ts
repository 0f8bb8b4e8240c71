import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimit } from '../../../src/http/guards/rate-limit.js';
import { watchEvseStatus } from '../../../src/subgraphs/infrastructure/evse-status/evse-status-subscription.service.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { at } from '../../support/subgraph-harness.js';
import { CONNECTOR, evseOf, locationOf, TARIFF } from './ocpi-objects.js';
import { HUB_TOKEN, type ReceiverHarness, startReceiverHarness, TOKEN } from './receiver-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/ocpi/`;
const MISSING = !existsSync(DATA);
if (MISSING) console.warn(`SKIPPED: the OCPI examples are not at ${DATA}`);

const LATER = '2024-05-02T10:00:00Z';
const SITE = '2.2.1/receiver/locations/BE/BEC/LOC1';

let harness: ReceiverHarness;
let send: ReceiverHarness['send'];
beforeAll(async () => {
  harness = await startReceiverHarness();
  ({ send } = harness);
});
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
  await harness.database.model(chargingTariffModel).deleteMany({});
});
afterAll(async () => {
  await harness.close();
  expect(harness.logged).toEqual([]);
});

const stored = () => harness.rows(chargingLocationModel);
const onlyStored = async () => {
  const [row, ...others] = await stored();
  expect(others).toEqual([]);
  if (row === undefined) throw new Error('nothing is stored');
  return row;
};
const authorized = (authorization: string) => send('GET', 'versions', undefined, { authorization });

describe('versions and tokens', () => {
  it('versions lead to their endpoints, at the address by which the party has come', async () => {
    const { http, code, data } = await send('GET', 'versions', undefined, { host: 'charge.example' });
    expect({ http, code }).toEqual({ http: 200, code: 1000 });
    expect(data).toEqual([
      { version: '2.2.1', url: 'http://charge.example/ocpi/2.2.1' },
      { version: '2.3.0', url: 'http://charge.example/ocpi/2.3.0' },
    ]);
    expect((await send('GET', '2.3.0', undefined, { host: 'charge.example' })).data).toEqual({
      version: '2.3.0',
      endpoints: [
        { identifier: 'locations', role: 'RECEIVER', url: 'http://charge.example/ocpi/2.3.0/receiver/locations' },
        { identifier: 'tariffs', role: 'RECEIVER', url: 'http://charge.example/ocpi/2.3.0/receiver/tariffs' },
      ],
    });
  });

  it.each([
    ['Base64', `Token ${Buffer.from(TOKEN).toString('base64')}`, 200],
    ['Base64 of a token and a line feed', `Token ${Buffer.from(`${TOKEN}\n`).toString('base64')}`, 200],
    ['the token itself', `Token ${TOKEN}`, 200],
    ['that of a hub', `Token ${HUB_TOKEN}`, 200],
    ['another token', `Token ${Buffer.from(`${TOKEN}x`).toString('base64')}`, 401],
    ['another scheme', `Bearer ${TOKEN}`, 401],
    ['nothing', '', 401],
    ['a very long one', `Token ${'x'.repeat(5_000)}`, 401],
  ])('%s', async (_name, authorization, http) => {
    expect(await authorized(authorization)).toMatchObject({ http, code: http === 200 ? 1000 : 2000 });
  });

  it('a token that is taken out of the file is worth nothing soon after', async () => {
    const own = await startReceiverHarness();
    try {
      expect(await own.send('GET', 'versions')).toMatchObject({ http: 200 });
      await writeFile(own.partiesFile, '[');
      await writeFile(own.partiesFile, JSON.stringify([{ name: 'Hub', token: HUB_TOKEN, parties: ['DE*ALL'] }]));
      await vi.waitFor(async () => expect(await own.send('GET', 'versions')).toMatchObject({ http: 401 }), 5_000);
    } finally {
      await own.close();
    }
  });

  it('an answer has the message ids of its request', async () => {
    const ids = { 'x-request-id': 'message-1', 'x-correlation-id': 'correlation-1' };
    expect((await send('GET', 'versions', undefined, ids)).headers).toMatchObject(ids);
  });

  it('too many requests of one party are told when to come back', async () => {
    const own = await startReceiverHarness(new RateLimit({ requestsPerMinute: 2, costPerMinute: null }));
    try {
      await own.send('GET', 'versions');
      await own.send('GET', 'versions');
      const { http, code, headers } = await own.send('GET', 'versions');
      expect({ http, code }).toEqual({ http: 429, code: 2000 });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      const hub = { authorization: `Token ${HUB_TOKEN}` };
      expect(await own.send('GET', 'versions', undefined, hub)).toMatchObject({ http: 200 });
    } finally {
      await own.close();
    }
  });

  it.each([
    ['GET', '1.0', 404],
    ['GET', '2.2.1/receiver/sessions/BE/BEC/1', 404],
    ['GET', '2.2.1/receiver/locations', 404],
    ['GET', '2.2.1/receiver/locations/BE/BEC/a/b/c/d', 404],
    ['GET', SITE, 404],
    ['POST', SITE, 405],
    ['DELETE', SITE, 405],
    ['PATCH', '2.2.1/receiver/tariffs/BE/BEC/1', 405],
    ['PUT', 'versions', 405],
  ])('%s %s: %i, in the envelope of OCPI', async (method, path, http) => {
    const answer = await send(method, path);
    expect(answer.http).toBe(http);
    expect(answer.code).toBeGreaterThanOrEqual(2000);
    expect(answer.message).toEqual(expect.any(String));
  });
});

describe('a party', () => {
  it('writes and reads only what is its own', async () => {
    const foreign = '2.2.1/receiver/locations/BE/XXX/LOC1';
    expect(await send('PUT', foreign, locationOf('LOC1', { party_id: 'XXX' }))).toMatchObject({
      http: 403,
      code: 2000,
    });
    expect(await send('GET', foreign)).toMatchObject({ http: 403, code: 2000 });
    expect(await send('DELETE', '2.2.1/receiver/tariffs/DE/ALL/12')).toMatchObject({ http: 403, code: 2000 });
    // The path is its own, the body is not.
    expect(await send('PUT', SITE, locationOf('LOC1', { party_id: 'XXX' }))).toMatchObject({ http: 200, code: 2001 });
    expect(await send('PUT', SITE, locationOf('LOC2'))).toMatchObject({ code: 2001 });
    expect(await stored()).toEqual([]);
  });

  it('codes are compared without regard to case', async () => {
    expect(await send('PUT', '2.2.1/receiver/locations/be/bec/LOC1', locationOf('LOC1'))).toMatchObject({ http: 201 });
    expect(await onlyStored()).toMatchObject({ _id: 'BE*BEC*LOC1' });
  });
});

describe.skipIf(MISSING).each(['2.2.1', '2.3.0'])('the examples of OCPI %s', (version) => {
  const example = (name: string) => JSON.parse(readFileSync(`${DATA}${version}/${name}.json`, 'utf8'));
  const place = `${version}/receiver/locations/BE/BEC/LOC1`;

  it('a location, an added EVSE, a status, a name, a tariff, a removed EVSE, one after the other', async () => {
    // Parking places, which OCPI 2.3.0 has, are not kept.
    const { parking_places: _places, ...location } = example('location_example');
    expect(await send('PUT', place, location)).toMatchObject({ http: 201, code: 1000 });
    const { data } = await send('GET', place);
    expect(data).toMatchObject({ ...location, last_updated: '2015-06-29T20:39:09.000Z', evses: [{}, {}] });
    // The document calls it an EVSE that is added, under the uid of one that is there; its path has another.
    const { uid: _uid, ...added } = example('location_put_example_add_evse');
    expect(await send('PUT', `${place}/3258`, added)).toMatchObject({ http: 201, code: 1000 });
    expect(await send('GET', `${place}/3258`)).toMatchObject({
      data: { uid: '3258', evse_id: 'BE*BEC*E041503003', physical_reference: '3', status: 'AVAILABLE' },
    });
    expect(await send('PATCH', `${place}/3256`, example('location_patch_example_status'))).toMatchObject({
      http: 200,
      code: 1000,
    });
    expect(await send('PATCH', place, example('location_patch_example_location'))).toMatchObject({ code: 1000 });
    expect(await send('PATCH', `${place}/3256/1`, example('location_patch_example_tariff'))).toMatchObject({
      code: 1000,
    });
    expect(await send('PATCH', `${place}/3257`, example('location_patch_example_remove_evse'))).toMatchObject({
      code: 1000,
    });
    expect(await onlyStored()).toMatchObject({
      name: 'Interparking Gent Zuid',
      address: 'F.Rooseveltlaan 3A',
      publish: true,
      deletedAt: null,
      lastUpdated: new Date('2019-06-24T12:39:09Z'),
      evses: [
        {
          uid: '3256',
          status: 'CHARGING',
          lastUpdated: new Date('2019-06-24T12:39:09Z'),
          connectors: [
            { id: '1', tariffIds: ['15'], maxElectricPower: 10_560 },
            { id: '2', tariffIds: ['13'] },
          ],
        },
        { uid: '3257', status: 'REMOVED' },
        { uid: '3258', connectors: [{ standard: 'IEC_62196_T2', maxElectricPower: null }] },
      ],
    });
  });

  it('the added EVSE as it is published replaces the one whose uid it has', async () => {
    await send('PUT', place, example('location_example'));
    expect(await send('PUT', `${place}/3256`, example('location_put_example_add_evse'))).toMatchObject({
      http: 200,
      code: 1000,
    });
    expect(await onlyStored()).toMatchObject({
      evses: [{ uid: '3256', evseId: 'BE*BEC*E041503003', physicalReference: '3', floorLevel: null }, { uid: '3257' }],
    });
  });

  it('a tariff is stored, read back and taken away', async () => {
    const tariff = example('tariff_put_example');
    const hub = { authorization: `Token ${HUB_TOKEN}` };
    const path = `${version}/receiver/tariffs/DE/ALL/12`;
    expect(await send('PUT', path, tariff, hub)).toMatchObject({ http: 201, code: 1000 });
    expect((await send('GET', path, undefined, hub)).data).toMatchObject({
      ...tariff,
      last_updated: expect.any(String),
    });
    expect(await send('DELETE', path, undefined, hub)).toMatchObject({ http: 200, code: 1000 });
    expect(await send('GET', path, undefined, hub)).toMatchObject({ http: 404, code: 2000 });
    expect(await send('DELETE', path, undefined, hub)).toMatchObject({ http: 404, code: 2000 });
  });
});

describe('PUT of a location', () => {
  it('is stored once, unchanged the second time, and replaced as a whole', async () => {
    expect(await send('PUT', SITE, locationOf('LOC1', { facilities: ['CAFE'] }))).toMatchObject({ http: 201 });
    const { changeNumber } = await onlyStored();
    expect(await send('PUT', SITE, locationOf('LOC1', { facilities: ['CAFE'] }))).toMatchObject({
      http: 200,
      code: 1000,
    });
    expect(await onlyStored()).toMatchObject({ changeNumber });
    expect(await send('PUT', SITE, locationOf('LOC1', { last_updated: LATER }))).toMatchObject({ http: 200 });
    const row = await onlyStored();
    expect(row).toMatchObject({ facilities: [], lastUpdated: new Date(LATER) });
    expect(row.changeNumber).toBeGreaterThan(changeNumber ?? 0);
  });

  it('an earlier state is not applied, and its sender is told so', async () => {
    await send('PUT', SITE, locationOf('LOC1', { last_updated: LATER }));
    const answer = await send('PUT', SITE, locationOf('LOC1', { name: 'Old' }));
    expect(answer).toMatchObject({
      http: 200,
      code: 2000,
      data: { errors: [{ code: 'OUTDATED', field: 'last_updated' }] },
    });
    expect(answer.message).toContain('Not applied');
    expect(await onlyStored()).toMatchObject({ name: 'Gent Zuid' });
  });

  it('an EVSE that it does not name any more is REMOVED; named again, it is back', async () => {
    await send('PUT', SITE, locationOf('LOC1'));
    await send('PUT', SITE, locationOf('LOC1', { evses: [evseOf('2')], last_updated: LATER }));
    expect(await onlyStored()).toMatchObject({
      publish: true,
      evses: [
        { uid: '1', status: 'REMOVED', lastUpdated: new Date(LATER) },
        { uid: '2', status: 'AVAILABLE' },
      ],
    });
    const third = '2024-05-03T10:00:00Z';
    await send(
      'PUT',
      SITE,
      locationOf('LOC1', { evses: [evseOf('2'), evseOf('1', { last_updated: third })], last_updated: third }),
    );
    expect(await onlyStored()).toMatchObject({ evses: [{ uid: '1', status: 'AVAILABLE' }, { uid: '2' }] });
  });

  it('words that OCPI does not know are kept', async () => {
    const evses = [evseOf('1', { status: 'SLEEPING', connectors: [{ ...CONNECTOR, standard: 'IEC_99999' }] })];
    await send('PUT', SITE, locationOf('LOC1', { evses, parking_type: 'FERRY' }));
    const { data } = await send('GET', SITE);
    expect(data).toMatchObject({
      parking_type: 'FERRY',
      evses: [{ status: 'SLEEPING', connectors: [{ standard: 'IEC_99999' }] }],
    });
  });

  it('what is not to be published is stored and never shown', async () => {
    await send('PUT', SITE, locationOf('LOC1', { publish: false }));
    expect(await send('GET', SITE)).toMatchObject({ code: 1000, data: { publish: false } });
    const shown = await harness.run('{ chargingLocations { totalCount } }');
    expect(at(shown, 'chargingLocations', 'totalCount')).toBe(0);
    const changes = await harness.run(
      '{ chargingLocations(updatedSince: "1970-01-01T00:00:00Z") { nodes { locationId } } }',
    );
    expect(at(changes, 'chargingLocations', 'nodes')).toEqual([]);
  });

  it('a doubtful place is stored, and told of', async () => {
    const answer = await send(
      'PUT',
      SITE,
      locationOf('LOC1', { coordinates: { latitude: '3.729944', longitude: '51.047599' } }),
    );
    expect(answer).toMatchObject({ http: 201, code: 1000, message: expect.stringContaining('SWAPPED') });
    expect(await onlyStored()).toMatchObject({ geoQuality: 'SUSPECT', geoIssues: ['SWAPPED'] });
  });

  it('a time in the future does not keep out what comes after it', async () => {
    const future = new Date(Date.now() + 86_400_000).toISOString();
    await send(
      'PUT',
      SITE,
      locationOf('LOC1', { evses: [evseOf('1', { last_updated: future })], last_updated: future }),
    );
    const now = new Date(Date.now() + 1_000).toISOString();
    expect(await send('PATCH', `${SITE}/1`, { status: 'CHARGING', last_updated: now })).toMatchObject({ code: 1000 });
    expect(await onlyStored()).toMatchObject({ evses: [{ status: 'CHARGING' }] });
  });
});

describe('PATCH', () => {
  beforeEach(async () => {
    await send('PUT', SITE, locationOf('LOC1', { operator: { name: 'BeCharged' } }));
  });

  it('needs last_updated', async () => {
    for (const path of [SITE, `${SITE}/1`, `${SITE}/1/1`]) {
      const answer = await send('PATCH', path, { name: 'x', status: 'CHARGING' });
      expect(answer).toMatchObject({
        http: 200,
        code: 2001,
        data: { errors: [{ field: 'last_updated', code: 'MISSING_FIELD' }] },
      });
    }
  });

  it('of what is not there is 404', async () => {
    const body = { status: 'CHARGING', last_updated: LATER };
    for (const path of ['LOC9', 'LOC9/1', 'LOC1/9', 'LOC1/9/1', 'LOC1/1/9']) {
      const answer = await send('PATCH', `2.2.1/receiver/locations/BE/BEC/${path}`, body);
      expect(answer).toMatchObject({ http: 404, code: 2003 });
    }
    expect(await stored()).toHaveLength(1);
  });

  it('changes what it names, null takes away, and everything else stays', async () => {
    const before = await onlyStored();
    await send('PATCH', SITE, { operator: null, facilities: ['CAFE'], last_updated: LATER });
    const { changedAt, changeNumber, ...after } = await onlyStored();
    expect(after).toEqual({
      ...before,
      changedAt: undefined,
      changeNumber: undefined,
      operator: null,
      facilities: ['CAFE'],
      lastUpdated: new Date(LATER),
    });
  });

  it('EVSEs and connectors in a list are found by their ids, the others stay', async () => {
    await send('PATCH', SITE, {
      evses: [
        { uid: '2', status: 'CHARGING', connectors: [{ id: '1', tariff_ids: ['99'] }], last_updated: LATER },
        evseOf('3', { last_updated: LATER }),
      ],
      last_updated: LATER,
    });
    expect(await onlyStored()).toMatchObject({
      evses: [
        { uid: '1', status: 'AVAILABLE' },
        { uid: '2', status: 'CHARGING', connectors: [{ standard: 'IEC_62196_T2', tariffIds: ['99'] }] },
        { uid: '3' },
      ],
    });
  });

  it('what OCPI has no member for stays as another source has said it', async () => {
    const facts = { access: 'PUBLIC', openingHours: 'Mo-Fr 08:00-18:00', operationalSince: '2019-01-01' };
    await harness.database.model(chargingLocationModel).updateOne({}, { $set: { ...facts, 'evses.0.quantity': 2 } });
    await send('PATCH', `${SITE}/1`, { status: 'BLOCKED', last_updated: LATER });
    expect(await onlyStored()).toMatchObject({
      ...facts,
      evses: [{ status: 'BLOCKED', quantity: 2 }, { status: 'AVAILABLE' }],
    });
  });

  it('of an EVSE changes the time of its location, of a connector that of both', async () => {
    await send('PATCH', `${SITE}/1/1`, { tariff_ids: ['15'], last_updated: LATER });
    expect(await onlyStored()).toMatchObject({
      lastUpdated: new Date(LATER),
      evses: [{ lastUpdated: new Date(LATER) }, { lastUpdated: new Date('2024-05-01T10:00:00Z') }],
    });
    // Its own connector has not changed since: what comes late for another one is no older state of this one.
    expect(
      await send('PATCH', `${SITE}/2`, { status: 'CHARGING', last_updated: '2024-05-01T11:00:00Z' }),
    ).toMatchObject({ code: 1000 });
    expect(
      await send('PATCH', `${SITE}/1`, { status: 'CHARGING', last_updated: '2024-05-01T11:00:00Z' }),
    ).toMatchObject({ code: 2000 });
  });

  it('the last EVSE that goes takes the site with it; who mirrors is told, and told when it is back', async () => {
    const changes = async () => {
      const result = await harness.run(
        '{ chargingLocations(updatedSince: "1970-01-01T00:00:00Z") { nodes { locationId deletedAt evses { uid } } } }',
      );
      return at(result, 'chargingLocations', 'nodes');
    };
    for (const uid of ['1', '2']) await send('PATCH', `${SITE}/${uid}`, { status: 'REMOVED', last_updated: LATER });
    expect(await changes()).toEqual([{ locationId: 'LOC1', deletedAt: expect.any(String), evses: [] }]);
    expect((await send('GET', SITE)).data).toMatchObject({
      publish: true,
      evses: [{ status: 'REMOVED' }, { status: 'REMOVED' }],
    });
    await send('PATCH', `${SITE}/2`, { status: 'AVAILABLE', last_updated: '2024-05-03T10:00:00Z' });
    expect(await changes()).toEqual([{ locationId: 'LOC1', deletedAt: null, evses: [{ uid: '1' }, { uid: '2' }] }]);
  });

  it('a change of status is told to subscribers', async () => {
    const stream = await watchEvseStatus(harness.request(), { countryCode: 'BE' });
    await send('PATCH', SITE, { name: 'No status', last_updated: LATER });
    await send('PATCH', `${SITE}/2`, { status: 'CHARGING', last_updated: LATER });
    await send(
      'PUT',
      SITE,
      locationOf('LOC1', {
        evses: [evseOf('2', { status: 'BLOCKED', last_updated: LATER }), evseOf('1')],
        last_updated: LATER,
      }),
    );
    const told = [await stream.next(), await stream.next()].map(({ value }) => `${value.evseUid} ${value.status}`);
    await stream.return?.();
    expect(told).toEqual(['2 CHARGING', '2 BLOCKED']);
  });

  it('many at the same time are all applied', async () => {
    const evses = Array.from({ length: 12 }, (_, index) => evseOf(`E${index}`));
    await send('PUT', SITE, locationOf('LOC1', { evses, last_updated: LATER }));
    const answers = await Promise.all(
      evses.map(({ uid }) => send('PATCH', `${SITE}/${uid}`, { status: 'CHARGING', last_updated: LATER })),
    );
    expect(answers.map(({ code }) => code)).toEqual(evses.map(() => 1000));
    const row = await onlyStored();
    expect(row.evses.slice(2).map(({ status }) => status)).toEqual(evses.map(() => 'CHARGING'));
  });
});

describe('a body that is wrong', () => {
  it.each([
    ['is empty', '', 400],
    ['is no JSON', '{"id": ', 400],
    ['is a list', [locationOf('LOC1')], 200],
    ['is nested without end', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 200],
  ])('%s', async (_name, body, http) => {
    expect(await send('PUT', SITE, body)).toMatchObject({ http, code: 2001 });
    expect(await stored()).toEqual([]);
  });

  it('is larger than what is taken', async () => {
    const answer = await send('PUT', SITE, locationOf('LOC1', { name: 'x'.repeat(1_100_000) }));
    expect(answer).toMatchObject({ http: 413, code: 2001 });
  });

  it.each([
    [{ address: undefined }, 'address', 'MISSING_FIELD'],
    [{ country: 'BXL' }, 'country', 'UNKNOWN_COUNTRY'],
    [{ time_zone: 'Europe/Gent' }, 'time_zone', 'UNKNOWN_TIME_ZONE'],
    [{ evses: 'none' }, 'evses', 'INVALID_FIELD'],
    [{ last_updated: 'yesterday' }, 'last_updated', 'INVALID_FIELD'],
    [{ last_updated: '2024-05-01T10:00:00+99:00' }, 'last_updated', 'INVALID_FIELD'],
    [{ evses: [evseOf('1', { status: 7 })] }, 'evses.0.status', 'INVALID_FIELD'],
    [{ evses: [evseOf('1', { connectors: [{ id: '1' }] })] }, 'evses.0.connectors.0.standard', 'MISSING_FIELD'],
    [{ evses: [evseOf('1'), evseOf('1')] }, 'evses.1.uid', 'REPEATED_ID'],
    [{ images: [{ url: 'https://x.example/1.jpg', width: 'wide' }] }, 'images.0.width', 'INVALID_FIELD'],
  ])('%j: the field is named, and nothing is stored', async (fields, field, code) => {
    const answer = await send('PUT', SITE, locationOf('LOC1', fields));
    expect(answer).toMatchObject({ http: 200, code: 2001 });
    expect((answer.data as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(answer.message).toContain(field);
    expect(await stored()).toEqual([]);
  });

  it('of any kind never breaks anything, and stores a whole site or none', async () => {
    const whole = JSON.stringify(locationOf('LOC1', { operator: { name: 'x' }, facilities: ['CAFE'] }));
    const names = [...new Set([...whole.matchAll(/"([a-z_]+)":/g)].map(([, name]) => name as string))];
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(null, '', 0, -1, 1e308, 'x'.repeat(3_000), '\u0000', '\ud800', { $set: 1 }, { __proto__: null }),
    );
    const changed = fc
      .tuple(fc.constantFrom(...names), anything)
      .map(([name, value]) => JSON.stringify(JSON.parse(whole), (key, old) => (key === name ? value : old)));
    const cut = fc.nat(whole.length).map((length) => whole.slice(0, length));
    const flipped = fc
      .tuple(fc.nat(whole.length - 1), fc.nat(127))
      .map(([place, code]) => `${whole.slice(0, place)}${String.fromCharCode(code)}${whole.slice(place + 1)}`);
    const path = fc.constantFrom(SITE, `${SITE}/1`, `${SITE}/1/1`, `${SITE}/new`);
    const method = fc.constantFrom('PUT', 'PATCH');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: changed }, cut, flipped),
        path,
        method,
        async (body, place, verb) => {
          await harness.database.model(chargingLocationModel).deleteMany({});
          await send('PUT', SITE, locationOf('LOC1'));
          const { http, code } = await send(verb, place, body);
          expect([http, code].join()).toMatch(/^(20[01],1000|200,200[01]|400,2001|404,2003)$/);
          const row = await onlyStored();
          expect(row.evses.length).toBeGreaterThanOrEqual(2);
          expect(row.evses.every(({ uid, status, connectors }) => uid && status && connectors.length > 0)).toBe(true);
          expect(await send('GET', SITE)).toMatchObject({ code: 1000 });
        },
      ),
      { numRuns: 250 },
    );
  }, 120_000);
});

describe('tariffs', () => {
  const place = '2.3.0/receiver/tariffs/BE/BEC/12';

  it('an earlier version is not applied, and its sender is told so', async () => {
    expect(await send('PUT', place, { ...TARIFF, last_updated: LATER })).toMatchObject({ http: 201 });
    expect(await send('PUT', place, TARIFF)).toMatchObject({
      http: 200,
      code: 2000,
      data: { errors: [{ code: 'OUTDATED' }] },
    });
  });

  it('prices keep their digits, limits have the names of the version', async () => {
    await send('PUT', place, {
      ...TARIFF,
      min_price: { before_taxes: 0.5, after_taxes: 0.605 },
      elements: [
        {
          price_components: [{ type: 'ENERGY', price: 0.123456, vat: 21, step_size: 1 }],
          restrictions: { max_duration: 1800, day_of_week: ['MONDAY'] },
        },
      ],
    });
    const { data } = await send('GET', place);
    expect(data).toMatchObject({
      min_price: { before_taxes: 0.5, after_taxes: 0.605 },
      elements: [
        {
          price_components: [{ price: 0.123456, vat: 21 }],
          restrictions: { max_duration: 1800, day_of_week: ['MONDAY'] },
        },
      ],
    });
    expect((await send('GET', '2.2.1/receiver/tariffs/BE/BEC/12')).data).toMatchObject({
      min_price: { excl_vat: 0.5, incl_vat: 0.605 },
    });
  });

  it.each([
    [{ currency: 'XYZ' }, 'currency'],
    [{ elements: [] }, 'elements'],
    [{ elements: [{ price_components: [{ type: 'ENERGY', price: 'much' }] }] }, 'elements.0.price_components.0.price'],
    [{ id: 'other' }, 'id'],
  ])('%j is refused with its field', async (fields, field) => {
    const answer = await send('PUT', place, { ...TARIFF, ...fields });
    expect(answer).toMatchObject({ http: 200, code: 2001 });
    expect((answer.data as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ field }));
    expect(await harness.rows(chargingTariffModel)).toEqual([]);
  });
});

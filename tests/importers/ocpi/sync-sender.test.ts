import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SenderErrorCode } from '../../../src/importers/ocpi/sender/sender-error.js';
import { type SyncOptions, syncSender } from '../../../src/importers/ocpi/sender/sync-sender.js';
import { ocpiSyncModel } from '../../../src/subgraphs/imports/ocpi-sync/ocpi-sync.model.js';
import { quarantinedRecordModel } from '../../../src/subgraphs/imports/quarantine/quarantined-record.model.js';
import { watchEvseStatus } from '../../../src/subgraphs/infrastructure/evse-status/evse-status-subscription.service.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { storeLocations } from '../../../src/subgraphs/infrastructure/location/location-changes.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';
import { evseOf, locationOf, TARIFF } from './ocpi-objects.js';
import { startTestSender, type TestSender } from './test-sender.js';

const LATER = '2024-05-02T10:00:00Z';

let harness: ImportHarness;
let sender: TestSender;
beforeAll(async () => {
  harness = await startImportHarness();
});
beforeEach(async () => {
  sender = await startTestSender();
  for (const model of [chargingLocationModel, chargingTariffModel, ocpiSyncModel, quarantinedRecordModel]) {
    await harness.database.model<unknown>(model as never).deleteMany({});
  }
});
afterEach(() => sender.close());
afterAll(() => harness.close());

function list(count: number, fields: object = {}): void {
  for (let index = 0; index < count; index++) {
    const id = `LOC${String(index).padStart(3, '0')}`;
    sender.locations.set(id, locationOf(id, fields));
  }
}

const CLIENT = { backOffMilliseconds: 5, timeoutMilliseconds: 500, attempts: 3 };
const sync = (options: SyncOptions = {}, entry = sender.entry()) =>
  syncSender(harness.database, entry, { atOnce: true, client: CLIENT, ...options });
const failing = async (...[options, entry]: Parameters<typeof sync>): Promise<SenderErrorCode> => {
  const error = await sync(options, entry).then(
    () => null,
    (reason: { code?: SenderErrorCode }) => reason,
  );
  return error?.code ?? ('none' as SenderErrorCode);
};
const stored = () => harness.rows(chargingLocationModel);
const state = async () => (await harness.rows(ocpiSyncModel))[0];

describe('a listing', () => {
  it.each([
    ['by links', true, true],
    ['by links, without a count', true, false],
    ['by count, without links', false, true],
  ])('is read to its end %s, and the next one asks for what has changed since', async (_by, links, totals) => {
    Object.assign(sender, { links, totals, limit: 10 });
    list(25);
    expect(await sync()).toMatchObject([
      { module: 'locations', full: true, read: 25, created: 25, removed: 0, notices: [] },
    ]);
    expect(sender.requests.map((path) => new URL(path, sender.origin).searchParams.get('offset'))).toEqual([
      '0',
      '10',
      '20',
    ]);
    expect(await stored()).toHaveLength(25);
    sender.requests.length = 0;
    sender.locations.set('LOC003', locationOf('LOC003', { name: 'New', last_updated: LATER }));
    // What has the very time up to which everything was read is asked for again: others may have it too.
    expect(await sync()).toMatchObject([{ full: false, read: 25, updated: 1, unchanged: 24 }]);
    expect(sender.requests[0]).toContain(`date_from=${encodeURIComponent('2024-05-01T10:00:00.000Z')}`);
    expect(await sync()).toMatchObject([{ full: false, read: 1, unchanged: 1 }]);
    expect(sender.requests.at(-1)).toContain(`date_from=${encodeURIComponent('2024-05-02T10:00:00.000Z')}`);
  });

  it('finds its endpoints by the versions of the sender; tariffs come before the locations that name them', async () => {
    list(2);
    sender.tariffs.set('12', TARIFF);
    const entry = sender.entry({
      versionsUrl: `${sender.origin}/versions`,
      endpoints: { locations: null, tariffs: null },
    });
    expect(await sync({}, entry)).toMatchObject([
      { module: 'tariffs', created: 1 },
      { module: 'locations', created: 2 },
    ]);
    expect(sender.requests.map((path) => path.split('?')[0])).toEqual([
      '/versions',
      '/2.2.1',
      '/sender/tariffs',
      '/sender/locations',
    ]);
    expect(await harness.rows(chargingTariffModel)).toMatchObject([{ _id: 'BE*BEC*12' }]);
  });

  it('tells subscribers of statuses, and leaves EVSEs that are not listed any more as REMOVED', async () => {
    list(2);
    await sync();
    const stream = await watchEvseStatus(harness.request(), { countryCode: 'BE' });
    const evses = [evseOf('2', { status: 'CHARGING', last_updated: LATER })];
    sender.locations.set('LOC001', locationOf('LOC001', { evses, last_updated: LATER }));
    await sync();
    const told = [await stream.next(), await stream.next()].map(({ value }) => `${value.evseUid} ${value.status}`);
    await stream.return?.();
    expect(told.sort()).toEqual(['1 REMOVED', '2 CHARGING']);
    expect((await stored())[1]).toMatchObject({
      evses: [
        { uid: '1', status: 'REMOVED' },
        { uid: '2', status: 'CHARGING' },
      ],
    });
  });

  it('is linked with what other sources have of the same sites', async () => {
    await harness.importText(JSON.stringify(locationOf('F', { country_code: 'DE', party_id: 'ALL' })), null, {
      formatName: 'ocpi',
    });
    list(1);
    await sync();
    expect((await stored()).map(({ links = [] }) => links.length)).toEqual([1, 1]);
  });

  it('an older state than a push has brought is left', async () => {
    list(1);
    await sync();
    const [row] = await stored();
    if (row === undefined) throw new Error('nothing stored');
    await storeLocations(harness.database, [{ ...row, name: 'Pushed', lastUpdated: new Date('2024-06-01T00:00:00Z') }]);
    expect(await sync({ full: true })).toMatchObject([{ unchanged: 1 }]);
    expect(await stored()).toMatchObject([{ name: 'Pushed' }]);
  });

  it('what changes on a page that was read, while later pages are, comes with the next one', async () => {
    sender.limit = 2;
    list(4);
    const began = Date.parse('2024-06-01T00:00:00Z');
    sender.clock = () => new Date(began);
    let page = 0;
    sender.beforePage = () => {
      page += 1;
      if (page !== 2) return;
      sender.locations.set('LOC000', locationOf('LOC000', { name: 'Changed', last_updated: '2024-06-01T00:00:01Z' }));
      sender.locations.set('LOC003', locationOf('LOC003', { name: 'Changed', last_updated: '2024-06-01T00:00:02Z' }));
    };
    await sync();
    expect((await stored()).map(({ name }) => name)).toEqual(['Gent Zuid', 'Gent Zuid', 'Gent Zuid', 'Changed']);
    expect(await sync()).toMatchObject([{ full: false, updated: 1 }]);
    expect((await stored())[0]).toMatchObject({ name: 'Changed' });
  });
});

describe('what goes wrong on the way', () => {
  const status =
    (code: number, headers: Record<string, string> = {}) =>
    (_request: unknown, response: import('node:http').ServerResponse) => {
      response.writeHead(code, headers).end('{}');
      return true;
    };

  it('passes: too many requests, an error, an answer that is cut short, a broken connection', async () => {
    list(3);
    sender.limit = 1;
    sender.faults.push(
      status(429, { 'retry-after': '0' }),
      null,
      status(503),
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"data": [{"id": "LO');
        return true;
      },
      null,
      (request) => {
        request.socket.destroy();
        return true;
      },
    );
    expect(await sync()).toMatchObject([{ read: 3, created: 3 }]);
    expect(sender.requests).toHaveLength(7);
    expect(await state()).toMatchObject({ failures: 0, lastError: null });
  });

  it('a sender that asks to wait longer than a round lasts is asked again when it says', async () => {
    sender.faults.push(status(429, { 'retry-after': '7200' }));
    const before = Date.now();
    expect(await failing()).toBe('NOT_NOW');
    expect(sender.requests).toHaveLength(1);
    const { nextAt, failures } = (await state()) ?? {};
    expect(failures).toBe(1);
    expect(nextAt?.getTime()).toBeGreaterThanOrEqual(before + 7_200_000);
    expect(await syncSender(harness.database, sender.entry(), { client: CLIENT })).toBeNull();
  });

  it('a wrong token is no reason to ask again at once', async () => {
    list(1);
    expect(await failing({}, sender.entry({ token: 'another-token-0123456789' }))).toBe('REFUSED');
    expect(sender.requests).toHaveLength(1);
    expect(await state()).toMatchObject({
      failures: 1,
      lastError: expect.stringContaining('401'),
      locations: { readTo: null },
    });
    expect((await state())?.lastError).not.toContain('another-token');
  });

  it('in the middle: what was read stays, nothing is removed, and the next round begins anew and doubles nothing', async () => {
    list(6);
    await sync();
    const readTo = (await state())?.locations.readTo;
    sender.limit = 2;
    sender.locations.delete('LOC005');
    sender.locations.set('LOC000', locationOf('LOC000', { name: 'New', last_updated: LATER }));
    sender.faults.push(null, status(500), status(500), status(500));
    expect(await failing({ full: true })).toBe('NOT_NOW');
    expect(await stored()).toMatchObject([{ name: 'New' }, {}, {}, {}, {}, { deletedAt: null }]);
    expect((await state())?.locations.readTo).toEqual(readTo);
    expect(await sync({ full: true })).toMatchObject([{ read: 5, created: 0, updated: 0, unchanged: 5, removed: 1 }]);
    expect(await stored()).toHaveLength(6);
  });

  it.each<[string, SenderErrorCode, (sender: TestSender) => void]>([
    [
      'a link to another host',
      'FOREIGN_ADDRESS',
      ({ faults }) => faults.push(page({ link: '<https://evil.example/locations>; rel="next"' })),
    ],
    [
      'pages in a circle',
      'ENDLESS',
      ({ faults, origin }) => {
        const link = `<${origin}/sender/locations?offset=7>; rel="next"`;
        faults.push(page({ link }), page({ link }), page({ link }));
      },
    ],
    ['no list', 'NOT_OCPI', ({ faults }) => faults.push(page({}, { id: 'x' }))],
    ['no response of OCPI', 'NOT_OCPI', ({ faults }) => faults.push(status(200))],
    ['an error of OCPI', 'OCPI_STATUS', ({ faults }) => faults.push(page({}, [], 2001))],
    ['an address that is not there', 'REFUSED', ({ faults }) => faults.push(status(404))],
    ['a redirection', 'REFUSED', ({ faults }) => faults.push(status(302, { location: 'https://evil.example' }))],
    ['an answer without end', 'TOO_LARGE', ({ faults }) => faults.push(endless)],
    ['an answer that never comes', 'UNREACHABLE', ({ faults }) => faults.push(silent, silent, silent)],
  ])('%s: one error, and the state is as before', async (_fault, code, arrange) => {
    list(1);
    arrange(sender);
    expect(await failing({ client: { ...CLIENT, largestAnswerBytes: 100_000 } })).toBe(code);
    expect(await state()).toMatchObject({ locations: { readTo: null, fullAt: null }, failures: 1 });
  });

  const page =
    (headers: Record<string, string>, data: unknown = [], code = 1000) =>
    (_request: unknown, response: import('node:http').ServerResponse) => {
      response
        .writeHead(200, headers)
        .end(JSON.stringify({ data, status_code: code, timestamp: new Date().toISOString() }));
      return true;
    };
  const endless = (_request: unknown, response: import('node:http').ServerResponse) => {
    response.writeHead(200).write(`{"data": ["${'x'.repeat(200_000)}`);
    return true;
  };
  const silent = () => true;

  it('a sender that is not there', async () => {
    const entry = sender.entry();
    await sender.close();
    expect(await failing({}, entry)).toBe('UNREACHABLE');
    sender = await startTestSender();
  });
});

describe('a listing of all', () => {
  it('leaves tombstones for sites that are gone; a site that is back is shown again', async () => {
    list(4);
    await sync();
    sender.locations.delete('LOC002');
    expect(await sync()).toMatchObject([{ full: false, removed: 0 }]);
    expect(await sync({ full: true })).toMatchObject([{ full: true, removed: 1, notices: [] }]);
    expect((await stored())[2]).toMatchObject({ publish: false, deletedAt: expect.any(Date) });
    expect(await sync({ full: true })).toMatchObject([{ removed: 0 }]);
    sender.locations.set('LOC002', locationOf('LOC002', { last_updated: new Date(Date.now() + 1_000).toISOString() }));
    await sync();
    expect((await stored())[2]).toMatchObject({ publish: true, deletedAt: null });
  });

  it('is made when it is time for it', async () => {
    list(1);
    const entry = sender.entry({ fullIntervalSeconds: 3_600 });
    const at = (minutes: number) => ({ now: () => new Date(Date.parse('2026-11-24T10:00:00Z') + minutes * 60_000) });
    expect(await sync(at(0), entry)).toMatchObject([{ full: true }]);
    expect(await sync(at(59), entry)).toMatchObject([{ full: false }]);
    expect(await sync(at(61), entry)).toMatchObject([{ full: true }]);
  });

  it('spares sites of other parties and other sources, and what was written while it was read', async () => {
    list(4);
    await sync();
    const [row] = await stored();
    if (row === undefined) throw new Error('nothing stored');
    const others = [
      { ...row, _id: 'BE*BEX*1', partyId: 'BEX', locationId: '1' },
      {
        ...row,
        _id: 'BE*BEC*register',
        locationId: 'register',
        provenance: { ...row.provenance, source: { ...row.provenance.source, system: 'A register' } },
      },
    ];
    await storeLocations(harness.database, others);
    sender.locations.delete('LOC003');
    sender.limit = 2;
    let pages = 0;
    sender.beforePage = async () => {
      pages += 1;
      if (pages === 2) await storeLocations(harness.database, [{ ...row, _id: 'BE*BEC*PUSHED', locationId: 'PUSHED' }]);
    };
    expect(await sync({ full: true })).toMatchObject([{ removed: 1 }]);
    const gone = (await stored()).filter(({ deletedAt }) => deletedAt);
    expect(gone.map(({ _id }) => _id)).toEqual(['BE*BEC*LOC003']);
  });

  it.each<[string, (sender: TestSender) => void, string]>([
    [
      'a list that became shorter meanwhile',
      (own) => {
        own.limit = 2;
        let pages = 0;
        own.beforePage = () => {
          pages += 1;
          if (pages === 2) own.locations.delete('LOC000');
        };
      },
      'changed while it was read',
    ],
    [
      'an object that does not say which it is',
      (own) => own.locations.set('?', { ...locationOf('x'), id: undefined as never }),
      'do not say which',
    ],
    ['an object twice', (own) => own.locations.set('again', locationOf('LOC000')), 'counts 4 objects and has listed 3'],
    ['most of them', (own) => own.locations.clear(), 'maximumRemovedShare'],
  ])('%s is doubted, and nothing is removed', async (_doubt, arrange, notice) => {
    list(_doubt === 'most of them' ? 20 : 4);
    await sync();
    if (_doubt !== 'most of them') sender.locations.delete('LOC003');
    arrange(sender);
    const reports = await sync({ full: true });
    expect(reports).toMatchObject([{ removed: 0, notices: [expect.stringContaining(notice)] }]);
    expect((await stored()).every(({ deletedAt }) => !deletedAt)).toBe(true);
  });

  it('takes tariffs away that are not listed any more', async () => {
    const entry = sender.entry({ endpoints: { locations: null, tariffs: `${sender.origin}/sender/tariffs` } });
    sender.tariffs.set('12', TARIFF).set('13', { ...TARIFF, id: '13' });
    expect(await sync({}, entry)).toMatchObject([{ created: 2 }]);
    sender.tariffs.delete('12');
    expect(await sync({ full: true }, entry)).toMatchObject([{ removed: 1 }]);
    expect(await harness.rows(chargingTariffModel)).toMatchObject([{ tariffId: '13' }]);
  });
});

describe('objects that are wrong', () => {
  it('are rejected with a reason beside the others, and leave quarantine when they have been mended', async () => {
    list(2);
    sender.locations.set('BAD', locationOf('BAD', { time_zone: 'Europe/Gent' }));
    sender.locations.set('OTHER', locationOf('OTHER', { party_id: 'XXX' }));
    const [report] = (await sync()) ?? [];
    expect(report).toMatchObject({ read: 4, created: 2, rejected: 2 });
    expect(report?.rejections).toMatchObject([
      { line: 3, recordId: 'BAD', field: 'time_zone', code: 'UNKNOWN_TIME_ZONE' },
      { line: 4, recordId: 'OTHER', code: 'FOREIGN_PARTY' },
    ]);
    expect(await harness.rows(quarantinedRecordModel)).toHaveLength(2);
    sender.locations.set('BAD', locationOf('BAD', { last_updated: LATER }));
    expect(await sync()).toMatchObject([{ created: 1, rejected: 1 }]);
    expect(await harness.rows(quarantinedRecordModel)).toMatchObject([{ recordId: 'OTHER' }]);
  });
});

describe('several processes', () => {
  it('one at a time has a sender, and a round that is not due is not made', async () => {
    list(3);
    sender.limit = 1;
    const rounds = await Promise.all([sync(), sync(), sync()]);
    expect(rounds.filter((reports) => reports !== null)).toHaveLength(1);
    expect(sender.requests).toHaveLength(3);
    expect(await sync({ atOnce: false })).toBeNull();
    expect(sender.requests).toHaveLength(3);
  });

  it('a process that was stopped leaves the round to the next one', async () => {
    list(3);
    sender.limit = 1;
    const stop = new AbortController();
    sender.beforePage = () => {
      if (sender.requests.length === 2) stop.abort(new Error('stopped'));
    };
    await expect(sync({ stop: stop.signal })).rejects.toThrow();
    expect(await state()).toMatchObject({ failures: 0, lastError: null });
    sender.beforePage = null;
    expect(await sync({ atOnce: false })).toMatchObject([{ read: 3, unchanged: 1, created: 2 }]);
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OcpiSender } from '../../../src/importers/ocpi/sender/ocpi-sender.js';

type Listed = Record<string, unknown> & { readonly id: string };

/** What goes wrong with one request; the answer is as it should be where it gives none. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

export const SENDER_TOKEN = 'sender-token-0123456789';

/** A Sender of OCPI 2.2.1, as far as a listing goes. */
export interface TestSender {
  readonly origin: string;
  readonly locations: Map<string, Listed>;
  readonly tariffs: Map<string, Listed>;
  /** Paths with query, in the order of requests. */
  readonly requests: string[];
  /** Faults of the next requests, one each; null for one that goes well. */
  readonly faults: (Fault | null)[];
  /** The most that it gives at once. */
  limit: number;
  links: boolean;
  totals: boolean;
  /** What its clock says; its own clock unless set. */
  clock: (() => Date) | null;
  /** Called before each page is made. */
  beforePage: (() => void | Promise<void>) | null;
  /** Its entry in the configuration. */
  entry(fields?: Partial<OcpiSender>): OcpiSender;
  close(): Promise<void>;
}

export async function startTestSender(): Promise<TestSender> {
  const server = createServer((request, response) => {
    void answer(sender, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sender: TestSender = {
    origin,
    locations: new Map(),
    tariffs: new Map(),
    requests: [],
    faults: [],
    limit: 100,
    links: true,
    totals: true,
    clock: null,
    beforePage: null,
    entry: (fields = {}) => ({
      name: 'becharged',
      token: SENDER_TOKEN,
      tokenEncoding: 'base64',
      version: '2.2.1',
      versionsUrl: null,
      endpoints: { locations: `${origin}/sender/locations`, tariffs: null },
      parties: new Set(['BE*BEC']),
      otherParties: new Set(),
      pageSize: 100,
      intervalSeconds: 300,
      fullIntervalSeconds: 86_400,
      maximumRemovedShare: 0.5,
      ...fields,
    }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return sender;
}

async function answer(sender: TestSender, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', sender.origin);
  sender.requests.push(`${url.pathname}${url.search}`);
  if (sender.faults.shift()?.(request, response)) return;
  const send = (status: number, code: number, data: unknown, headers: Record<string, string> = {}): void => {
    const timestamp = (sender.clock?.() ?? new Date()).toISOString();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ data, status_code: code, timestamp }));
  };
  const wanted = `Token ${Buffer.from(SENDER_TOKEN).toString('base64')}`;
  if (request.headers.authorization !== wanted) {
    send(401, 2000, undefined);
    return;
  }
  if (url.pathname === '/versions') {
    send(200, 1000, [{ version: '2.2.1', url: `${sender.origin}/2.2.1` }]);
    return;
  }
  if (url.pathname === '/2.2.1') {
    const endpoints = ['locations', 'tariffs'].map((identifier) => ({
      identifier,
      role: 'SENDER',
      url: `${sender.origin}/sender/${identifier}`,
    }));
    send(200, 1000, {
      version: '2.2.1',
      endpoints: [{ identifier: 'locations', role: 'RECEIVER', url: 'x' }, ...endpoints],
    });
    return;
  }
  await sender.beforePage?.();
  const all = url.pathname.endsWith('tariffs') ? sender.tariffs : sender.locations;
  const from = Date.parse(url.searchParams.get('date_from') ?? '1970-01-01T00:00:00Z');
  const matching = [...all.values()].filter((object) => !(Date.parse(String(object.last_updated)) < from));
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 100), sender.limit);
  const page = matching.slice(offset, offset + limit);
  const next = new URL(url);
  next.searchParams.set('offset', String(offset + limit));
  const isMore = offset + limit < matching.length;
  send(200, 1000, page, {
    ...(sender.totals ? { 'x-total-count': String(matching.length) } : {}),
    'x-limit': String(sender.limit),
    ...(sender.links && isMore ? { link: `<${next.href}>; rel="next"` } : {}),
  });
}

import { getIntrospectionQuery } from 'graphql';
import { hostileRequests } from '../../faults/hostile-requests.js';
import { MAIN_QUERY } from '../database/operation.js';
import type { Client, Reply } from './client.js';
import type { Tally } from './tally.js';

/** One kind of request, sent over and over with a pause in between. */
interface Lane {
  readonly kind: string;
  readonly pauseMilliseconds: number;
  readonly send: () => Promise<Reply>;
  /** Refusals are what these requests deserve; all others must be answered without errors. */
  readonly refused?: boolean;
  /** Codes of errors that are in order. */
  readonly mayFailWith?: string;
}

export interface Traffic {
  readonly client: Client;
  /** Of its own: refused bodies end connections, which must not be those of others. */
  readonly hostileClient: Client;
  readonly tally: Tally;
  /** Of the scope `internal`. */
  readonly token: string;
  readonly stop: AbortSignal;
}

export interface ReportedSite {
  readonly countryCode: string;
  readonly partyId: string;
  readonly locationId: string;
  readonly evseUid: string;
}

const HOSTILE_SEED = 20_261_125;
const BANK_QUERY =
  'query ($codes: [CountryCode!]) { countries(filter: { codes: $codes }) { nodes { name partnerBankProducts { productId name country { currency } } } } }';
const BANK_COUNTRIES = ['DE', 'NO', 'FR', 'NL'];
const REPORT = 'mutation ($input: UpdateEvseStatusInput!) { updateEvseStatus(input: $input) { locationId } }';

/** Sends all kinds at once until `stop`; resolves when the last one is answered. */
export async function sendTraffic(traffic: Traffic, sites: readonly [ReportedSite, ...ReportedSite[]]): Promise<void> {
  await Promise.all(lanes(traffic, sites).map((lane) => repeat(lane, traffic)));
}

function lanes({ client, hostileClient, token }: Traffic, sites: readonly [ReportedSite, ...ReportedSite[]]): Lane[] {
  let distinct = 0;
  let reports = 0;
  const hostile = hostileRequests(Number.POSITIVE_INFINITY, HOSTILE_SEED);
  return [
    { kind: 'tiny query', pauseMilliseconds: 25, send: () => client.post({ query: '{ __typename }' }) },
    { kind: 'main query', pauseMilliseconds: 150, send: () => client.post(MAIN_QUERY) },
    {
      kind: 'query to the partner bank',
      pauseMilliseconds: 60,
      send: () => client.post({ query: BANK_QUERY, variables: { codes: BANK_COUNTRIES } }),
      mayFailWith: 'SUBGRAPH_UNAVAILABLE',
    },
    {
      kind: 'query that nobody sent before',
      pauseMilliseconds: 40,
      send: () => client.post({ query: distinctQuery(distinct++) }),
    },
    {
      kind: 'mutation',
      pauseMilliseconds: 200,
      send: () => {
        const site = sites[reports % sites.length] ?? sites[0];
        const status = Math.floor(reports++ / sites.length) % 2 === 0 ? 'CHARGING' : 'AVAILABLE';
        return client.post({ query: REPORT, variables: { input: { ...site, status } } }, token);
      },
    },
    {
      kind: 'introspection',
      pauseMilliseconds: 3_000,
      send: () => client.post({ query: getIntrospectionQuery() }),
    },
    {
      kind: 'invalid query',
      pauseMilliseconds: 150,
      send: () => client.post({ query: `{ countries { nodes { nothingOfThisName${distinct} } } }` }),
      refused: true,
    },
    {
      kind: 'hostile request',
      pauseMilliseconds: 200,
      send: async () => {
        const next = hostile.next();
        return next.done ? { status: 0, text: '' } : hostileClient.send(next.value);
      },
      refused: true,
    },
  ];
}

/** The same selection under another alias each time: another document, another plan. */
function distinctQuery(index: number): string {
  return `query Report${index % 50} { land${index}: country(code: "DE") { name chargingLocations(first: ${
    (index % 5) + 1
  }) { nodes { name } } financingProducts(first: 2) { nodes { name } } } }`;
}

async function repeat({ kind, pauseMilliseconds, send, refused, mayFailWith }: Lane, traffic: Traffic): Promise<void> {
  const { tally, stop } = traffic;
  while (!stop.aborted) {
    const { status, text } = await send();
    const codes = errorCodes(text);
    tally.count(kind, codes.length === 0 ? String(status) : `${status} with errors`);
    if (status >= 500 || codes.includes('INTERNAL')) {
      tally.fail(kind, `${status} ${text}`);
    } else if (!refused && (status !== 200 || codes.some((code) => code !== mayFailWith))) {
      tally.fail(kind, `${status} ${text}`);
    }
    await pause(pauseMilliseconds, stop);
  }
}

/** The codes of the errors at the top of an answer; '?' for an error without one. */
function errorCodes(text: string): string[] {
  if (!text.includes('"errors"')) return [];
  try {
    const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
    return (errors ?? []).map(({ extensions }) => extensions?.code ?? '?');
  } catch {
    return [];
  }
}

/** Resolves after the time, or at once when all ends. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, stop.aborted ? 0 : milliseconds);
    stop.addEventListener('abort', done);
  });
}

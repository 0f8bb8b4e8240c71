import type { PolledModule } from './ocpi-sender.js';
import { type SenderAnswer, type SenderClient, shown } from './sender-client.js';
import { SenderError } from './sender-error.js';

/** A page of a list. */
export interface SenderPage {
  readonly objects: readonly unknown[];
  /** How many objects the list has, as this page says; null where it does not. */
  readonly total: number | null;
  /** When it was answered, by the sender's clock; null where it does not say. */
  readonly at: Date | null;
}

/** A list that is longer turns in circles. */
const MOST_PAGES = 100_000;

/**
 * The pages of a list, as OCPI pages them: `Link: <...>; rel="next"` leads on; a sender without that header, whose
 * `X-Total-Count` says that there is more, is asked by offset.
 * @param dateFrom only objects that were changed then or later; null for all
 * @throws SenderError
 */
export async function* senderPages(
  client: SenderClient,
  endpoint: URL,
  { dateFrom, pageSize }: { readonly dateFrom: Date | null; readonly pageSize: number },
): AsyncGenerator<SenderPage> {
  const visited = new Set<string>();
  let received = 0;
  let url: URL | null = withQuery(endpoint, { offset: 0, limit: pageSize, date_from: dateFrom?.toISOString() ?? null });
  while (url !== null) {
    if (visited.has(url.href) || visited.size >= MOST_PAGES) {
      throw new SenderError('ENDLESS', `${shown(url)}: the pages lead round in a circle`);
    }
    visited.add(url.href);
    const answer: SenderAnswer = await client.get(url);
    const { data, at, headers } = answer;
    if (!Array.isArray(data)) throw new SenderError('NOT_OCPI', `${shown(url)}: "data" is no list`);
    received += data.length;
    const total = countOf(headers['x-total-count']);
    yield { objects: data, total, at };
    const linked = nextLink(headers.link, url);
    const isMore = total !== null && received < total && data.length > 0;
    url = linked ?? (headers.link === undefined && isMore ? withQuery(url, { offset: received }) : null);
  }
}

/** Where the Sender interface of a module is, by the versions of the sender. @throws SenderError */
export async function findEndpoints(
  client: SenderClient,
  versionsUrl: URL,
  version: string,
): Promise<Record<PolledModule, URL | null>> {
  const versions = list((await client.get(versionsUrl)).data);
  const address = versions.find((one) => one.version === version)?.url;
  if (typeof address !== 'string') {
    const known = versions.map((one) => String(one.version).slice(0, 10)).join(', ');
    throw new SenderError('NO_ENDPOINT', `${shown(versionsUrl)}: there is no version ${version}; there are ${known}`);
  }
  const { data } = await client.get(sameOrigin(address, versionsUrl));
  const endpoints = list((data as { endpoints?: unknown } | null)?.endpoints);
  const find = (module: PolledModule): URL | null => {
    const { url } = endpoints.find(({ identifier, role }) => identifier === module && role !== 'RECEIVER') ?? {};
    return typeof url === 'string' ? sameOrigin(url, versionsUrl) : null;
  };
  return { locations: find('locations'), tariffs: find('tariffs') };
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

function countOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
}

/** RFC 8288: the target of the link with the relation `next`. */
function nextLink(header: string | undefined, from: URL): URL | null {
  for (const link of header?.split(/,(?=\s*<)/) ?? []) {
    const [, target, parameters = ''] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? [];
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    const relations = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (target !== undefined && relations.includes('next')) return sameOrigin(target, from);
  }
  return null;
}

/**
 * An address that a sender gives, which gets the token: only on the host that was configured. A sender that does not know that
 * it is behind TLS writes `http:`, and is asked by `https:` nevertheless.
 */
function sameOrigin(address: string, from: URL): URL {
  let url: URL;
  try {
    url = new URL(address, from);
  } catch {
    throw new SenderError('NOT_OCPI', `${shown(from)}: leads to "${address.slice(0, 100)}", which is no address`);
  }
  if (url.protocol === 'http:' && from.protocol === 'https:' && url.hostname === from.hostname && url.port === '') {
    url.protocol = 'https:';
    url.port = from.port;
  }
  if (url.origin !== from.origin) {
    throw new SenderError('FOREIGN_ADDRESS', `${shown(from)}: leads to ${shown(url)}, which is another host`);
  }
  return url;
}

function withQuery(url: URL, parameters: Readonly<Record<string, string | number | null>>): URL {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) changed.searchParams.set(name, String(value));
  }
  return changed;
}

import type { RequestContext } from '../kernel/request-context.js';

/** Headers that belong to one connection or one body, and never to the next request. */
const NOT_FORWARDABLE: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a header can be handed on to a subgraph: a valid name (RFC 9110) that is not about one connection. */
export function isForwardableHeader(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name) && !NOT_FORWARDABLE.has(name.toLowerCase());
}

/** Takes the headers with these names, and no others, from a request's context, beside fixed ones, which win. */
export function forwardedHeaders(
  names: readonly string[],
  fixed: Readonly<Record<string, string>> = {},
): (context: unknown) => Record<string, string> {
  const wanted = names.map((name) => name.toLowerCase());
  const winning = Object.fromEntries(Object.entries(fixed).map(([name, value]) => [name.toLowerCase(), value]));
  return (context) => {
    const { headers: incoming = {} } = context as Pick<RequestContext, 'headers'>;
    const forwarded: Record<string, string> = {};
    for (const name of wanted) {
      const value = incoming[name];
      if (value !== undefined) {
        forwarded[name] = typeof value === 'string' ? value : value.join(', ');
      }
    }
    return Object.assign(forwarded, winning);
  };
}

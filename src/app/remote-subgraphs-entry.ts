import { ConfigurationError } from '../config.js';
import type { CircuitBreakerOptions } from '../gateway/remote/circuit-breaker.js';
import type { RemoteSubscriptionOptions } from '../gateway/remote/subscription-endpoint.js';
import { isForwardableHeader } from './forwarded-headers.js';

/** One entry of the file that SUBGRAPHS names; see docs/decisions/remote-subgraphs.md for the format. */
export interface RemoteSubgraphEntry {
  readonly name: string;
  readonly url: string;
  /** The text of its schema; undefined where the subgraph itself is asked (`_service { sdl }`). */
  readonly sdl: string | undefined;
  readonly forwardHeaders: readonly string[];
  /** Sent with every request, such as an API key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number | undefined;
  readonly maximumAnswerBytes: number | undefined;
  readonly connections: number | undefined;
  readonly retries: number | undefined;
  readonly deduplicate: boolean | undefined;
  /** Undefined: over server-sent events at `url`. */
  readonly subscriptions: RemoteSubscriptionOptions | undefined;
  /** False: no circuit breaker. */
  readonly circuitBreaker: Partial<CircuitBreakerOptions> | false | undefined;
  /** How often a subgraph that tells its schema itself is asked again; undefined for never. */
  readonly refreshSeconds: number | undefined;
}

/**
 * Checks one entry.
 * @param place names the entry in errors
 * @throws ConfigurationError with the place of what is wrong
 */
export function parseRemoteSubgraph(value: unknown, place: string): RemoteSubgraphEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationError(`${place} must be an object`);
  }
  const fields = new EntryFields(value as Record<string, unknown>, place);
  const entry: RemoteSubgraphEntry = {
    name: fields.required('name', 'a letter, then letters, digits, hyphens or underscores', isName),
    url: fields.required('url', 'an http or https URL', isHttpUrl),
    sdl: fields.optional('sdl', 'GraphQL SDL or the name of a file', isText),
    forwardHeaders: fields.optional('forwardHeaders', 'a list of headers that can be forwarded', isHeaderNames) ?? [],
    headers: fields.optional('headers', 'an object of header names and texts', isHeaders) ?? {},
    timeoutMilliseconds: fields.optional(
      'timeoutMilliseconds',
      'a whole number from 1 to 600000',
      wholeNumber(1, 600_000),
    ),
    maximumAnswerBytes: fields.optional('maximumAnswerBytes', 'a whole number from 1', wholeNumber(1, 2 ** 30)),
    connections: fields.optional('connections', 'a whole number from 1 to 1000', wholeNumber(1, 1_000)),
    retries: fields.optional('retries', 'a whole number from 0 to 10', wholeNumber(0, 10)),
    deduplicate: fields.optional('deduplicate', 'true or false', isBoolean),
    subscriptions: fields.optional(
      'subscriptions',
      'an object with "protocol" ("sse" or "websocket") and, where they are elsewhere, "url"',
      isSubscriptions,
    ),
    circuitBreaker: fields.optional('circuitBreaker', `false or an object of ${BREAKER_FIELDS.join(', ')}`, isBreaker),
    refreshSeconds: fields.optional('refreshSeconds', 'a whole number from 5 to 86400', wholeNumber(5, 86_400)),
  };
  fields.refuseOthers();
  return entry;
}

/** The fields of one entry, each checked as it is taken. */
class EntryFields {
  readonly #taken = new Set<string>();

  constructor(
    private readonly value: Readonly<Record<string, unknown>>,
    private readonly place: string,
  ) {}

  required<Type>(name: string, meaning: string, is: (value: unknown) => value is Type): Type {
    const value = this.optional(name, meaning, is);
    if (value === undefined) {
      throw new ConfigurationError(`${this.place}: "${name}" is missing; it must be ${meaning}`);
    }
    return value;
  }

  optional<Type>(name: string, meaning: string, is: (value: unknown) => value is Type): Type | undefined {
    this.#taken.add(name);
    const value = Object.hasOwn(this.value, name) ? this.value[name] : undefined;
    if (value === undefined || is(value)) {
      return value;
    }
    throw new ConfigurationError(`${this.place}: "${name}" must be ${meaning}`);
  }

  refuseOthers(): void {
    const unknown = Object.keys(this.value).find((name) => !this.#taken.has(name));
    if (unknown !== undefined) {
      throw new ConfigurationError(`${this.place}: unknown field "${unknown}"`);
    }
  }
}

const BREAKER_FIELDS = ['windowMilliseconds', 'minimumRequests', 'openMilliseconds', 'trialRequests', 'failureRatio'];

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(value);
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isHeaderNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && isForwardableHeader(name));
}

function isHeaders(value: unknown): value is Record<string, string> {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, text]) => isForwardableHeader(name) && typeof text === 'string' && /^[\t\x20-\x7e]*$/.test(text),
    )
  );
}

function isBreaker(value: unknown): value is Partial<CircuitBreakerOptions> | false {
  if (value === false) {
    return true;
  }
  return (
    isObject(value) &&
    Object.entries(value).every(([name, number]) =>
      name === 'failureRatio'
        ? typeof number === 'number' && number > 0 && number <= 1
        : BREAKER_FIELDS.includes(name) && wholeNumber(1, 3_600_000)(number),
    )
  );
}

function isSubscriptions(value: unknown): value is RemoteSubscriptionOptions {
  if (!isObject(value)) {
    return false;
  }
  const { protocol, url, ...rest } = value;
  const schemes = protocol === 'websocket' ? /^(https?|wss?):$/ : /^https?:$/;
  const isUrl = typeof url === 'string' && URL.canParse(url) && schemes.test(new URL(url).protocol);
  return (
    (protocol === 'sse' || protocol === 'websocket') && (url === undefined || isUrl) && Object.keys(rest).length === 0
  );
}

function wholeNumber(minimum: number, maximum: number): (value: unknown) => value is number {
  return (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

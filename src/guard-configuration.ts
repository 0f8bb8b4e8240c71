import { isIP } from 'node:net';
import {
  ConfigurationError,
  type Environment,
  oneOf,
  optionalPositiveInteger,
  parsePositiveInteger,
  positiveInteger,
  text,
  url,
} from './environment.js';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './gateway/guards/document-limits.js';
import { partnerKey } from './http/guards/client-key.js';
import type { CostBudgets } from './http/guards/cost-budgets.js';
import type { RateQuota } from './http/guards/rate-limit.js';
import { readTrustedDocuments } from './http/guards/trusted-documents.js';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './http/subscriptions/stream-limits.js';

/** What protects the graph from requests that are too many, too large or not wanted; see docs/decisions/guards.md. */
export interface GuardConfiguration {
  readonly limits: DocumentLimits;
  readonly introspection: boolean;
  readonly budgets: CostBudgets;
  /** Whether somebody has set budgets; else they are ours, which fit our graph only. */
  readonly budgetsAreSet: boolean;
  readonly streams: Partial<StreamLimits>;
  /** Null: not limited. */
  readonly requestsPerMinute: number | null;
  /** Null: not limited. */
  readonly costPerMinute: number | null;
  /** Partners with quotas of their own, by `clientKey`. */
  readonly partnerQuotas: ReadonlyMap<string, RateQuota>;
  /** Null: every process counts for itself. */
  readonly redisUrl: string | null;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly requestTimeoutMilliseconds: number;
  readonly maximumAnswerBytes: number;
  /** Null: no manifest, every document runs. */
  readonly trustedDocuments: { readonly documents: ReadonlyMap<string, string>; readonly only: boolean } | null;
  /** Whether equal queries of callers without token that are under way together are executed once. */
  readonly joinEqualRequests: boolean;
}

/** Room for some fifty of the large example query; dashboards and banks get more. */
const DEFAULT_BUDGETS: CostBudgets = {
  everybody: 100_000,
  roles: { bank: 500_000, authority: 500_000, internal: 2_000_000 },
  partners: {},
  clients: {},
};

/** Reads the guards' part of the environment. Throws ConfigurationError that names the variable and what it must be. */
export function readGuardConfiguration(environment: Environment): GuardConfiguration {
  const limit = (name: string, key: keyof DocumentLimits) =>
    positiveInteger(environment, name, DEFAULT_DOCUMENT_LIMITS[key]);
  return {
    limits: {
      tokens: limit('MAX_TOKENS', 'tokens'),
      depth: limit('MAX_DEPTH', 'depth'),
      aliases: limit('MAX_ALIASES', 'aliases'),
      rootFields: limit('MAX_ROOT_FIELDS', 'rootFields'),
      directives: limit('MAX_DIRECTIVES', 'directives'),
      fields: limit('MAX_FIELDS', 'fields'),
      fieldPairs: limit('MAX_FIELD_PAIRS', 'fieldPairs'),
    },
    introspection: oneOf(environment, 'INTROSPECTION', ['on', 'off'], 'on') === 'on',
    budgets: budgets(environment),
    budgetsAreSet: text(environment, 'COST_BUDGETS', '') !== '',
    streams: streamLimits(environment),
    requestsPerMinute: optionalPositiveInteger(environment, 'RATE_LIMIT_REQUESTS'),
    costPerMinute: optionalPositiveInteger(environment, 'RATE_LIMIT_COST'),
    partnerQuotas: partnerQuotas(environment),
    redisUrl: url(environment, 'REDIS_URL', ['redis:', 'rediss:']),
    trustedProxies: proxies(environment),
    requestTimeoutMilliseconds: positiveInteger(environment, 'REQUEST_TIMEOUT_MS', 30_000),
    maximumAnswerBytes: positiveInteger(environment, 'MAX_ANSWER_BYTES', 16 * 1024 * 1024),
    trustedDocuments: trustedDocuments(environment),
    joinEqualRequests: oneOf(environment, 'JOIN_EQUAL_REQUESTS', ['on', 'off'], 'off') === 'on',
  };
}

/** Names of the variables that limit streams. */
const STREAM_VARIABLES: Readonly<Record<string, keyof StreamLimits>> = {
  STREAM_CONNECTIONS_PER_CLIENT: 'connectionsPerClient',
  STREAM_SUBSCRIPTIONS_PER_CONNECTION: 'subscriptionsPerConnection',
  STREAM_MESSAGE_BYTES: 'messageBytes',
  STREAM_QUEUE_LENGTH: 'queueLength',
  STREAM_PING_MS: 'pingMilliseconds',
  STREAM_INIT_MS: 'initMilliseconds',
  STREAM_VERIFY_MS: 'verifyMilliseconds',
};

function streamLimits(environment: Environment): Partial<StreamLimits> {
  const limits = Object.entries(STREAM_VARIABLES).map(([name, key]) => [
    key,
    positiveInteger(environment, name, DEFAULT_STREAM_LIMITS[key]),
  ]);
  return Object.fromEntries(limits);
}

/** COST_BUDGETS: `*=100000,bank=500000,partner:nordbank=800000,client:acme-dashboard=3000000`; what is not named keeps its default. */
function budgets(environment: Environment): CostBudgets {
  let { everybody } = DEFAULT_BUDGETS;
  const roles: Record<string, number> = { ...DEFAULT_BUDGETS.roles };
  const partners: Record<string, number> = {};
  const clients: Record<string, number> = {};
  for (const entry of list(environment, 'COST_BUDGETS')) {
    const [, name, amount] = /^([^=]+)=([^=]+)$/.exec(entry) ?? [];
    if (name === undefined || amount === undefined) {
      throw new ConfigurationError(`COST_BUDGETS: "${entry}" must be *=N, SCOPE=N, partner:ID=N or client:SUBJECT=N`);
    }
    const budget = parsePositiveInteger(amount.trim(), `COST_BUDGETS: ${name}`);
    if (name === '*') {
      everybody = budget;
    } else if (name.startsWith('partner:')) {
      partners[name.slice('partner:'.length)] = budget;
    } else if (name.startsWith('client:')) {
      clients[name.slice('client:'.length)] = budget;
    } else {
      roles[name] = budget;
    }
  }
  return { everybody, roles, partners, clients };
}

/** PARTNER_RATE_LIMITS: `nordbank=1200/5000000,other=600/*`: requests and cost a minute; `*` for any. */
function partnerQuotas(environment: Environment): ReadonlyMap<string, RateQuota> {
  const name = 'PARTNER_RATE_LIMITS';
  const number = (amount: string, partner: string) =>
    amount === '*' ? null : parsePositiveInteger(amount, `${name}: ${partner}`);
  return new Map(
    list(environment, name).map((entry) => {
      const [, partner, requests, cost] = /^([^=]+)=([^/]+)\/(.+)$/.exec(entry) ?? [];
      if (partner === undefined || requests === undefined || cost === undefined) {
        throw new ConfigurationError(`${name}: "${entry}" must be PARTNER=REQUESTS/COST, each a number or *`);
      }
      const quota = { requestsPerMinute: number(requests, partner), costPerMinute: number(cost, partner) };
      return [partnerKey(partner), quota];
    }),
  );
}

function proxies(environment: Environment): readonly string[] {
  const addresses = list(environment, 'TRUST_PROXY');
  for (const address of addresses) {
    const [ip = '', bits, ...rest] = address.split('/');
    const longest = isIP(ip) === 6 ? 128 : 32;
    if (isIP(ip) === 0 || rest.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && +bits <= longest))) {
      throw new ConfigurationError(`TRUST_PROXY: "${address}" must be an address or a network such as 10.0.0.0/8`);
    }
  }
  return addresses;
}

function trustedDocuments(environment: Environment): GuardConfiguration['trustedDocuments'] {
  const file = text(environment, 'TRUSTED_DOCUMENTS', '');
  const only = oneOf(environment, 'TRUSTED_DOCUMENTS_ONLY', ['on', 'off'], 'off') === 'on';
  if (file === '') {
    if (only) {
      throw new ConfigurationError('TRUSTED_DOCUMENTS_ONLY needs TRUSTED_DOCUMENTS, the file of the documents');
    }
    return null;
  }
  try {
    return { documents: readTrustedDocuments(file), only };
  } catch (error) {
    throw new ConfigurationError(`TRUSTED_DOCUMENTS: ${(error as Error).message}`);
  }
}

function list(environment: Environment, name: string): string[] {
  return text(environment, name, '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

import { resolve } from 'node:path';
import { listInFile } from './configuration-file.js';
import { type ClusterConfiguration, DEFAULT_CLUSTER } from './database/cluster-map.js';
import { ConfigurationError, type Environment, oneOf, text, url } from './environment.js';
import { type GuardConfiguration, readGuardConfiguration } from './guard-configuration.js';

export { ConfigurationError };

/** Typed configuration of a `tripod serve` process; see README.md for the environment variables. */
export interface Configuration {
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Absolute path of the folder of the embedded database and the development key. */
  readonly dataDirectory: string;
  /** Null: the embedded database serves the default cluster. */
  readonly mongodbUri: string | null;
  /** Clusters beside the default one, with the countries whose data they keep. */
  readonly furtherClusters: readonly ClusterConfiguration[];
  readonly logLevel: LogLevel;
  /** Null: tokens are verified with the development key in the data directory. */
  readonly jwksUrl: string | null;
  readonly tokenIssuer: string;
  readonly tokenAudience: string;
  /** Absolute path of the file that names subgraphs elsewhere; null where all are in this process. */
  readonly subgraphsFile: string | null;
  /** Where the whole graph is, for `tripod subgraph insights`; null: what needs it answers that it is out of reach. */
  readonly graphUrl: string | null;
  /** Whether webhooks may go to private networks and without TLS: for closed networks and tests. */
  readonly webhookPrivateNetworks: boolean;
  /** Absolute path of the file that names who may push over OCPI; null: there are no OCPI endpoints. */
  readonly ocpiPartiesFile: string | null;
  /** Absolute path of the file that names the OCPI senders to poll; null for none. */
  readonly ocpiSendersFile: string | null;
  /** Where OCPI parties reach this server, without a stroke at the end; null: as their requests have it. */
  readonly ocpiPublicUrl: string | null;
  readonly guards: GuardConfiguration;
  /** What becomes of operations that ask for what their caller may not see. */
  readonly authorizationMode: AuthorizationMode;
  /** Whether requests are counted and `/metrics` tells of it. */
  readonly metrics: boolean;
  /** Whether traces are made; where to and how is OpenTelemetry's own business. */
  readonly traces: boolean;
}

const AUTHORIZATION_MODES = ['filter', 'reject'] as const;
type AuthorizationMode = (typeof AUTHORIZATION_MODES)[number];

/** Where OpenTelemetry sends traces. */
const TRACE_ADDRESSES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Reads the environment. Throws ConfigurationError that names the variable and what it must be. */
export function readConfiguration(environment: Environment): Configuration {
  return {
    host: text(environment, 'HOST', '127.0.0.1'),
    port: port(text(environment, 'PORT', '4000'), 'PORT'),
    dataDirectory: resolve(text(environment, 'TRIPOD_DATA_DIR', '.tripod')),
    mongodbUri: url(environment, 'MONGODB_URI', ['mongodb:', 'mongodb+srv:']),
    furtherClusters: clusters(environment),
    logLevel: oneOf(environment, 'LOG_LEVEL', LOG_LEVELS, 'warn'),
    jwksUrl: url(environment, 'JWKS_URL', ['https:', 'http:']),
    tokenIssuer: text(environment, 'TOKEN_ISSUER', 'tripod'),
    tokenAudience: text(environment, 'TOKEN_AUDIENCE', 'tripod'),
    subgraphsFile: file(environment, 'SUBGRAPHS'),
    graphUrl: url(environment, 'GRAPH_URL', ['https:', 'http:']),
    webhookPrivateNetworks: oneOf(environment, 'WEBHOOK_PRIVATE_NETWORKS', ['on', 'off'], 'off') === 'on',
    ocpiPartiesFile: file(environment, 'OCPI_PARTIES'),
    ocpiSendersFile: file(environment, 'OCPI_SENDERS'),
    ocpiPublicUrl: url(environment, 'OCPI_PUBLIC_URL', ['https:', 'http:'])?.replace(/\/+$/, '') ?? null,
    guards: readGuardConfiguration(environment),
    authorizationMode: oneOf(environment, 'AUTHORIZATION_MODE', AUTHORIZATION_MODES, 'filter'),
    metrics: oneOf(environment, 'METRICS', ['on', 'off'], 'on') === 'on',
    traces: TRACE_ADDRESSES.some((name) => url(environment, name, ['https:', 'http:']) !== null),
  };
}

/** Parses a TCP port, 0 to 65535. */
export function port(value: string, name: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) {
    throw new ConfigurationError(`${name} must be a port from 0 to 65535, not "${value}"`);
  }
  return number;
}

function file(environment: Environment, name: string): string | null {
  const value = text(environment, name, '');
  return value === '' ? null : resolve(value);
}

/** CLUSTERS names a JSON file: `[{ "name": "cn", "uri": "mongodb://...", "countries": ["CN"] }]`. */
function clusters(environment: Environment): ClusterConfiguration[] {
  const file = text(environment, 'CLUSTERS', '');
  if (file === '') {
    return [];
  }
  return listInFile('CLUSTERS', file).map((entry, index) => cluster(entry, `CLUSTERS: ${file}, entry ${index + 1}`));
}

function cluster(entry: unknown, place: string): ClusterConfiguration {
  const { name, uri, countries, ...rest } = (entry ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(name) || name === DEFAULT_CLUSTER) {
    throw new ConfigurationError(`${place}: "name" must be lower-case letters, digits and hyphens, not "default"`);
  }
  if (typeof uri !== 'string' || !/^mongodb(\+srv)?:\/\//.test(uri)) {
    throw new ConfigurationError(`${place}: "uri" must begin with mongodb:// or mongodb+srv://`);
  }
  if (!Array.isArray(countries) || !countries.every((code) => typeof code === 'string' && /^[A-Z]{2}$/.test(code))) {
    throw new ConfigurationError(`${place}: "countries" must be a list of ISO 3166-1 alpha-2 codes`);
  }
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new ConfigurationError(`${place}: unknown field "${unknown}"`);
  }
  return { name, uri, countries };
}

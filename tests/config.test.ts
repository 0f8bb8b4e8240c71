import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, port, readConfiguration } from '../src/config.js';

const folder = mkdtempSync(join(tmpdir(), 'tripod-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function clustersFile(name: string, content: string): { CLUSTERS: string } {
  const file = join(folder, name);
  writeFileSync(file, content);
  return { CLUSTERS: file };
}

describe('configuration', () => {
  it('needs nothing', () => {
    expect(readConfiguration({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      dataDirectory: join(process.cwd(), '.tripod'),
      mongodbUri: null,
      furtherClusters: [],
      logLevel: 'warn',
      jwksUrl: null,
      authorizationMode: 'filter',
      metrics: true,
      traces: false,
    });
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readConfiguration({ PORT: '', MONGODB_URI: ' ' })).toMatchObject({ port: 4000, mongodbUri: null });
  });

  it('makes traces where a collector is named', () => {
    expect(readConfiguration({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).traces).toBe(true);
    expect(readConfiguration({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://x.example/v1/traces' }).traces).toBe(true);
    expect(readConfiguration({ METRICS: 'off' }).metrics).toBe(false);
  });

  it('reads further clusters from a file', () => {
    const content = '[{"name":"cn","uri":"mongodb://10.0.0.1/tripod","countries":["CN"]}]';
    expect(readConfiguration(clustersFile('good.json', content)).furtherClusters).toEqual([
      { name: 'cn', uri: 'mongodb://10.0.0.1/tripod', countries: ['CN'] },
    ]);
  });

  it.each([
    ['a port that is no number', { PORT: 'web' }, 'PORT must be a port from 0 to 65535, not "web"'],
    ['a port out of range', { PORT: '65536' }, 'PORT must be a port from 0 to 65535, not "65536"'],
    ['a negative port', { PORT: '-1' }, 'PORT must be a port from 0 to 65535, not "-1"'],
    ['another database', { MONGODB_URI: 'postgres://x' }, 'MONGODB_URI must begin with mongodb:// or mongodb+srv://'],
    [
      'an unknown log level',
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of silent, error, warn, info, debug, not "loud"',
    ],
    [
      'an unknown authorization mode',
      { AUTHORIZATION_MODE: 'deny' },
      'AUTHORIZATION_MODE must be one of filter, reject, not "deny"',
    ],
    ['a switch that is neither on nor off', { METRICS: 'no' }, 'METRICS must be one of on, off, not "no"'],
    [
      'a collector that is no URL',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT must begin with https:// or http://',
    ],
    ['a key set that is no URL', { JWKS_URL: 'keys.json' }, 'JWKS_URL must begin with https:// or http://'],
    ['a clusters file that is not there', { CLUSTERS: '/nowhere.json' }, 'CLUSTERS: cannot read /nowhere.json: ENOENT'],
  ])('refuses %s in one line that names the variable', (_name, environment, line) => {
    expect(() => readConfiguration(environment)).toThrow(new ConfigurationError(line));
  });

  it.each([
    ['text.json', 'clusters', 'is not JSON'],
    ['object.json', '{}', 'must hold a list'],
    ['name.json', '[{"name":"default","uri":"mongodb://x","countries":[]}]', 'entry 1: "name"'],
    ['uri.json', '[{"name":"cn","uri":"http://x","countries":[]}]', 'entry 1: "uri"'],
    ['countries.json', '[{"name":"cn","uri":"mongodb://x","countries":["china"]}]', 'entry 1: "countries"'],
    ['more.json', '[{"name":"cn","uri":"mongodb://x","countries":[],"weight":1}]', 'entry 1: unknown field "weight"'],
    ['null.json', '[null]', 'entry 1: "name"'],
  ])('refuses the clusters file %s and says where it is wrong', (name, content, words) => {
    expect(() => readConfiguration(clustersFile(name, content))).toThrow(words);
  });

  it('parses ports of options with their name', () => {
    expect(port('0', '--port')).toBe(0);
    expect(() => port('1e3', '--port')).toThrow('--port must be a port');
  });
});

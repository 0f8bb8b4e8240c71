import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../src/environment.js';
import { DEFAULT_DOCUMENT_LIMITS } from '../src/gateway/guards/document-limits.js';
import { readGuardConfiguration } from '../src/guard-configuration.js';
import { DEFAULT_STREAM_LIMITS } from '../src/http/subscriptions/stream-limits.js';

const folder = mkdtempSync(join(tmpdir(), 'tripod-guards-'));
afterAll(() => rmSync(folder, { recursive: true }));

function manifest(content: string): string {
  const file = join(folder, 'documents.json');
  writeFileSync(file, content);
  return file;
}

describe('configuration of the guards', () => {
  it('needs nothing: documents, cost and time are limited, clients are not', () => {
    expect(readGuardConfiguration({})).toEqual({
      limits: DEFAULT_DOCUMENT_LIMITS,
      introspection: true,
      budgets: {
        everybody: 100_000,
        roles: { bank: 500_000, authority: 500_000, internal: 2_000_000 },
        partners: {},
        clients: {},
      },
      budgetsAreSet: false,
      streams: DEFAULT_STREAM_LIMITS,
      requestsPerMinute: null,
      costPerMinute: null,
      partnerQuotas: new Map(),
      redisUrl: null,
      trustedProxies: [],
      requestTimeoutMilliseconds: 30_000,
      maximumAnswerBytes: 16_777_216,
      trustedDocuments: null,
      joinEqualRequests: false,
    });
  });

  it('takes budgets of everybody, of roles and of clients', () => {
    const { budgets } = readGuardConfiguration({ COST_BUDGETS: '*=10, bank=20,client:acme=30,partner:nordbank=40' });
    expect(budgets).toEqual({
      everybody: 10,
      roles: { bank: 20, authority: 500_000, internal: 2_000_000 },
      partners: { nordbank: 40 },
      clients: { acme: 30 },
    });
  });

  it('takes quotas of partners', () => {
    const read = (text: string) => readGuardConfiguration({ PARTNER_RATE_LIMITS: text }).partnerQuotas;
    expect(read('nordbank=1200/5000000, other=600/*')).toEqual(
      new Map([
        ['partner:nordbank', { requestsPerMinute: 1_200, costPerMinute: 5_000_000 }],
        ['partner:other', { requestsPerMinute: 600, costPerMinute: null }],
      ]),
    );
    for (const wrong of ['nordbank', 'nordbank=5', 'nordbank=0/1', 'nordbank=x/y']) {
      expect(() => read(wrong)).toThrow(/PARTNER_RATE_LIMITS/);
    }
  });

  it('limits streams as it is told', () => {
    const { streams } = readGuardConfiguration({ STREAM_CONNECTIONS_PER_CLIENT: '3', STREAM_PING_MS: '900' });
    expect(streams).toEqual({ ...DEFAULT_STREAM_LIMITS, connectionsPerClient: 3, pingMilliseconds: 900 });
    expect(() => readGuardConfiguration({ STREAM_QUEUE_LENGTH: '0' })).toThrow(/STREAM_QUEUE_LENGTH/);
  });

  it('reads what else is set', () => {
    expect(
      readGuardConfiguration({
        MAX_DEPTH: '7',
        INTROSPECTION: 'off',
        RATE_LIMIT_REQUESTS: '600',
        REDIS_URL: 'redis://127.0.0.1:6379',
        TRUST_PROXY: '10.0.0.0/8, ::1',
      }),
    ).toMatchObject({
      limits: { ...DEFAULT_DOCUMENT_LIMITS, depth: 7 },
      introspection: false,
      requestsPerMinute: 600,
      redisUrl: 'redis://127.0.0.1:6379',
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
  });

  it('reads the manifest of trusted documents', () => {
    const file = manifest('{"abc":"{ __typename }"}');
    expect(readGuardConfiguration({ TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_ONLY: 'on' }).trustedDocuments).toEqual({
      documents: new Map([['abc', '{ __typename }']]),
      only: true,
    });
  });

  it.each([
    [{ MAX_DEPTH: '0' }, /^MAX_DEPTH must be a whole number from 1/],
    [{ REQUEST_TIMEOUT_MS: '1.5' }, /^REQUEST_TIMEOUT_MS must be a whole number/],
    [{ RATE_LIMIT_COST: 'much' }, /^RATE_LIMIT_COST must be a whole number/],
    [{ INTROSPECTION: 'yes' }, /^INTROSPECTION must be one of on, off/],
    [{ COST_BUDGETS: 'bank' }, /^COST_BUDGETS: "bank" must be/],
    [{ COST_BUDGETS: 'bank=free' }, /^COST_BUDGETS: bank must be a whole number/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL must begin with redis:\/\/ or rediss:\/\//],
    [{ TRUST_PROXY: 'everybody' }, /^TRUST_PROXY: "everybody" must be an address/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY: "10\.0\.0\.0\/33" must be/],
    [{ TRUSTED_DOCUMENTS_ONLY: 'on' }, /^TRUSTED_DOCUMENTS_ONLY needs TRUSTED_DOCUMENTS/],
    [{ TRUSTED_DOCUMENTS: '/nowhere.json' }, /^TRUSTED_DOCUMENTS: .*nowhere\.json/],
  ])('refuses %j in one line that names the variable', (environment, line) => {
    const read = () => readGuardConfiguration(environment as Record<string, string>);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(line);
  });

  it.each(['[]', '"x"', '{"abc":1}', '{"abc":" "}', '{'])('refuses the manifest %s', (content) => {
    expect(() => readGuardConfiguration({ TRUSTED_DOCUMENTS: manifest(content) })).toThrow(ConfigurationError);
  });
});

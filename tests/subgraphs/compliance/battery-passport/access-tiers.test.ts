import 'reflect-metadata';
import { type GraphQLObjectType, getNamedType, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../../src/kernel/caller.js';
import { buildSubgraph } from '../../../../src/kernel/subgraph/build-subgraph.js';
import {
  POINT_2,
  POINT_3,
  POINT_4,
  RESTRICTED_FIELDS,
} from '../../../../src/subgraphs/compliance/battery-passport/access-tiers.js';
import { batteryPassportModel } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { COMPLIANCE_SUBGRAPH } from '../../../../src/subgraphs/compliance/compliance.subgraph.js';
import { type SeededDatabase, startSeededDatabase } from '../../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../../support/seeded-server.js';
import { testPassport } from './test-passport.js';

let seeded: SeededDatabase;
let server: SeededServer;
beforeAll(async () => {
  seeded = await startSeededDatabase(['countries']);
  await seeded.database.model(batteryPassportModel).insertMany([testPassport('urn:test:tiers')]);
  server = await startSeededServer(seeded);
}, 120_000);
afterAll(async () => {
  await server?.close();
  await seeded?.close();
});

function caller(...scopes: string[]): Caller {
  return { authenticated: scopes.length > 0, scopes: new Set(scopes), partnerId: null, subject: 'tester' };
}

/** What a restricted field is asked with: something of every shape. */
const SELECTIONS: Readonly<Record<string, string>> = {
  'identification.serial': '{ value }',
  'performance.rated.testReport': '{ header }',
  'performance.dynamic': '{ stateOfHealth { value } negativeEvents { header } }',
  'materials.detailedComposition': '{ cathode { name } }',
  'materials.hazardous.cadmium': '{ name }',
  'materials.hazardous.mercury': '{ name }',
  'materials.hazardous.lead': '{ name }',
  'safety.safeDischarging': '{ header }',
  'safety.dismantling': '{ header }',
  'safety.removalFromAppliance': '{ header }',
  'safety.safetyMeasures': '{ header }',
  'conformity.resultOfTestReport': '{ header }',
  'handling.spareParts': '{ nameAtManufacturer }',
};

/** "a.b.c" and its selection as nested braces. */
function nested(path: string): string {
  return path
    .split('.')
    .reverse()
    .reduce(
      (inner, name) => `${name} ${inner === '' ? '' : inner.startsWith('{') ? inner : `{ ${inner} }`}`,
      SELECTIONS[path] ?? '',
    );
}

function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data);
}

const OPEN_TO: Readonly<Record<string, readonly string[]>> = {
  [POINT_2]: ['legitimate-interest', 'authority', 'internal'],
  [POINT_3]: ['authority', 'internal'],
  [POINT_4]: ['legitimate-interest', 'internal'],
};
const CALLERS = ['public', 'bank', 'legitimate-interest', 'authority', 'internal'];
const CASES = CALLERS.flatMap((scope) =>
  Object.entries(RESTRICTED_FIELDS).map(([path, tier]) => [scope, path, tier] as const),
);

describe('a passport through the gateway', () => {
  it.each(CASES)('for the scope %s: %s', async (scope, path, tier) => {
    const who = scope === 'public' ? caller() : caller(scope);
    const { data, errors } = await server.ask<{ batteryPassport: unknown }>(
      `{ batteryPassport(id: "urn:test:tiers") { passportId ${nested(path)} } }`,
      {},
      who,
    );
    const value = valueAt(data.batteryPassport, path);
    if (OPEN_TO[tier]?.includes(scope)) {
      expect(errors).toEqual([]);
      expect(value).not.toBeNull();
      expect(value).not.toEqual([]);
    } else {
      expect(value).toBeNull();
      expect(errors).toMatchObject([
        { path: ['batteryPassport', ...path.split('.')], extensions: { code: 'UNAUTHORIZED_FIELD' } },
      ]);
    }
  });

  it('shows a public caller point 1 of Annex XIII, and reads nothing else', async () => {
    const projections: unknown[] = [];
    const client = seeded.database.connection('default').getClient();
    const listen = ({ command }: { command: Record<string, unknown> }) => {
      if (command.find === 'battery_passports') projections.push(command.projection);
    };
    client.on('commandStarted', listen);
    const { data, errors } = await server.ask<{ batteryPassport: Record<string, never> }>(`{
      batteryPassport(id: "urn:test:tiers") {
        identification { category chemistry serial { value } }
        performance { rated { capacity { value } testReport { header } } dynamic { stateOfHealth { value } } }
        sustainability { status carbonFootprint { total performanceClass stages { stage value } } }
      }
    }`);
    client.off('commandStarted', listen);
    expect(data.batteryPassport).toMatchObject({
      identification: { category: 'EV', chemistry: 'LFP', serial: null },
      performance: { rated: { capacity: { value: 150 }, testReport: null }, dynamic: null },
      sustainability: { status: null, carbonFootprint: { total: 70, performanceClass: 'B' } },
    });
    expect(errors.map(({ path }) => path?.slice(1).join('.')).sort()).toEqual([
      'identification.serial',
      'performance.dynamic',
      'performance.rated.testReport',
      'sustainability.status',
    ]);
    expect(projections).toHaveLength(1);
    const read = Object.keys(projections[0] as object);
    expect(read).toContain('identification.category');
    for (const path of Object.keys(RESTRICTED_FIELDS)) {
      expect(read.filter((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`))).toEqual(
        [],
      );
    }
  });

  it('is not fetched at all where only restricted fields are asked for', async () => {
    const { data, commands } = await server.ask<{ batteryPassport: unknown }>(
      '{ batteryPassport(id: "urn:test:tiers") { performance { dynamic { stateOfHealth { value } } } } }',
    );
    expect(commands.filter((command) => command.includes('passport')).length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(data)).not.toContain('98');
  });
});

describe('the subgraph alone', () => {
  it('keeps restricted fields from callers without the scope as well', async () => {
    const { schema } = await buildSubgraph(COMPLIANCE_SUBGRAPH);
    const { execute } = await import('graphql');
    const { Loaders } = await import('../../../../src/kernel/loaders/loaders.js');
    const ask = (who: Caller) =>
      execute({
        schema,
        document: parse(
          '{ batteryPassport(id: "urn:test:tiers") { safety { dismantling { header } extinguishingAgents } } }',
        ),
        contextValue: {
          requestId: 'r',
          caller: who,
          today: '2026-11-24',
          loaders: new Loaders(),
          database: seeded.database,
        },
      });
    expect((await ask(caller())) as unknown).toMatchObject({
      data: { batteryPassport: { safety: { dismantling: null, extinguishingAgents: ['water'] } } },
    });
    expect((await ask(caller('authority'))) as unknown).toMatchObject({
      data: { batteryPassport: { safety: { dismantling: [{ header: 'dismantling' }] } } },
    });
  });

  it('restricts in its schema just what the table of tiers names', async () => {
    const { schema, sdl } = await buildSubgraph(COMPLIANCE_SUBGRAPH);
    const found = new Map<string, string>();
    const walk = (type: GraphQLObjectType, prefix: string, seen: readonly string[]): void => {
      for (const field of Object.values(type.getFields())) {
        const path = `${prefix}${field.name}`;
        const place = sdl.slice(sdl.indexOf(`type ${type.name} `));
        const line =
          place
            .slice(0, place.indexOf('\n}'))
            .split('\n')
            .find((one) => new RegExp(`^  ${field.name}[(:]`).test(one)) ?? '';
        const directive = /@requiresScopes\(.*?\]\]\)/.exec(line)?.[0];
        if (directive !== undefined) found.set(path, directive);
        const inner = getNamedType(field.type);
        if (isObjectType(inner) && !seen.includes(inner.name) && directive === undefined && field.args.length === 0) {
          walk(inner, `${path}.`, [...seen, inner.name]);
        }
      }
    };
    walk(schema.getType('BatteryPassport') as GraphQLObjectType, '', ['BatteryPassport', 'VehicleVariant']);
    const compact = (text: string) => text.replace(/\s/g, '');
    expect(Object.fromEntries([...found].map(([path, text]) => [path, compact(text)]).sort())).toEqual(
      Object.fromEntries(
        Object.entries(RESTRICTED_FIELDS)
          .map(([path, text]) => [path, compact(text)])
          .sort(),
      ),
    );
  });
});

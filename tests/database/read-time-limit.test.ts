import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import { Database } from '../../src/database/database.js';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.js';

const THING = {
  name: 'Thing',
  collection: 'things',
  national: false,
  schema: new Schema({ _id: String }),
};

let dataDirectory: string;
let server: EmbeddedMongo;
let database: Database;
const limits: (readonly [string, unknown])[] = [];

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'tripod-limit-'));
  server = await startEmbeddedMongo({ dataDirectory });
  database = await Database.connect({
    clusters: [{ name: DEFAULT_CLUSTER, uri: server.uri, countries: [] }],
    models: [THING],
    monitorCommands: true,
    readTimeLimitMilliseconds: 1_234,
  });
  database
    .connection(DEFAULT_CLUSTER)
    .getClient()
    .on('commandStarted', ({ commandName, command }) => limits.push([commandName, command.maxTimeMS]));
});

afterAll(async () => {
  await database.close();
  await server.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

describe('read time limit', () => {
  it('goes with every read that has none of its own, and with no write', async () => {
    const things = database.model(THING);
    limits.length = 0;
    await things.insertMany([{ _id: 'a' }]);
    await things.find({}).lean();
    await things.findOne({}).lean();
    await things.aggregate([{ $match: {} }]);
    await things.countDocuments({});
    await things.find({}).maxTimeMS(50).lean();
    expect(limits).toEqual([
      ['insert', undefined],
      ['find', 1_234],
      ['find', 1_234],
      ['aggregate', 1_234],
      ['aggregate', 1_234],
      ['find', 50],
    ]);
  });
});

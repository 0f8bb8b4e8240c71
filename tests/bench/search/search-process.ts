/**
 * An embedded server in memory with generated charging locations, in this process as in `tripod serve`, and the
 * infrastructure subgraph over it, which is asked. Parameters: number of locations, share of the questions to ask.
 */
import 'reflect-metadata';
import { execute, parse } from 'graphql';
import { requestContext } from '../../../src/app/request-contexts.js';
import { Database } from '../../../src/database/database.js';
import { WRITE_MODELS } from '../../../src/database/write-models.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { parameter } from '../method/parameter.js';
import { generatedSites, randomNumbers, seededSites } from './generated-sites.js';
import { QUESTIONS, type Question, reachQuestion } from './questions.js';
import type { SearchMessage } from './search-message.js';

process.on('disconnect', () => process.exit(0));
const tell = (message: SearchMessage): void => {
  process.send?.(message);
};
const mebibytes = (): number => process.memoryUsage().rss / 2 ** 20;

const count = Number(parameter(0, 'number of locations'));
const share = Number(parameter(1, 'share of the questions'));
const templates = await seededSites();
const server = await startEmbeddedMongo({});
const database = await Database.connect({
  // An index of a million sites is built in one go, in which the server's thread does not answer the driver's pulse.
  clusters: [{ name: 'default', uri: `${server.uri}&connectTimeoutMS=300000`, countries: [] }],
  models: [...WRITE_MODELS, ...INFRASTRUCTURE_MODELS],
});
const { schema } = await buildSubgraph(INFRASTRUCTURE_SUBGRAPH);

const before = mebibytes();
const started = performance.now();
const connection = database.connection('default');
const collection = connection.getClient().db(connection.name).collection<ChargingLocationRecord>('charging_locations');
for (const batch of generatedSites(templates, count)) {
  await collection.insertMany(batch, { ordered: false });
  tell({ kind: 'alive' });
}
for (const [key, options] of chargingLocationModel.schema.indexes()) {
  await collection.createIndex(key as Parameters<typeof collection.createIndex>[0], options as object);
  tell({ kind: 'alive' });
}
const seconds = (performance.now() - started) / 1000;
tell({ kind: 'loaded', seconds, mebibytes: mebibytes() - before });

for (const question of QUESTIONS) {
  await measure(question);
}
tell({ kind: 'done' });

async function measure(question: Question): Promise<void> {
  const random = randomNumbers(7);
  const times = Math.max(5, Math.round(question.times * share));
  const milliseconds: number[] = [];
  const found: number[] = [];
  // The first few answers warm up and do not count.
  for (let index = -5; index < times; index++) {
    const place = templates[Math.floor(random() * templates.length)];
    if (place === undefined) throw new Error('There are no sites in the seeds');
    const reachKm = (await answerTo(reachQuestion(place))).nodes?.at(-1)?.distanceKm ?? 0;
    const source = `{ chargingLocations(${question.argumentsAt(place, reachKm)}) { ${question.selection} } }`;
    const asked = performance.now();
    const { totalCount } = await answerTo(source);
    const took = performance.now() - asked;
    tell({ kind: 'alive' });
    if (index < 0) continue;
    milliseconds.push(took);
    if (totalCount !== undefined) found.push(totalCount);
  }
  found.sort((left, right) => left - right);
  tell({ kind: 'answers', question: question.name, milliseconds, found: found[Math.floor(found.length / 2)] ?? null });
}

/** The list that a question gets. */
async function answerTo(source: string): Promise<{ totalCount?: number; nodes?: { distanceKm?: number | null }[] }> {
  const contextValue = requestContext('bench', PUBLIC_CALLER, database);
  const { data, errors } = await execute({ schema, document: parse(source), contextValue });
  if (errors !== undefined) throw errors[0];
  return data?.chargingLocations ?? {};
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../support/seeded-server.js';

const FOLDER = 'examples/questions';
const QUESTIONS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .sort();

let data: SeededDatabase;
let server: SeededServer;

beforeAll(async () => {
  data = await startSeededDatabase();
  server = await startSeededServer(data);
}, 300_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

describe('the questions of examples/questions', () => {
  it('exist', () => {
    expect(QUESTIONS.length).toBeGreaterThan(0);
  });

  it.each(QUESTIONS)('%s is answered by one operation, without an error', async (file) => {
    const source = readFileSync(join(FOLDER, file), 'utf8');
    expect(source.match(/^query /gm)).toHaveLength(1);
    const variables = JSON.parse(readFileSync(join(FOLDER, file.replace('.graphql', '.variables.json')), 'utf8'));
    const answer = await server.ask<Record<string, unknown>>(source, variables);
    expect(answer.errors).toEqual([]);
    for (const value of Object.values(answer.data)) expect(value).not.toBeNull();
    // Insights tell how much of their input was there: something must have been.
    const coverages = JSON.stringify(answer.data).matchAll(/"coverage":([\d.]+)/g);
    for (const [, coverage] of coverages) expect(Number(coverage)).toBeGreaterThan(0);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';

function standalone(dataDirectory: string) {
  const program = fileURLToPath(new URL('./standalone-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]) => Number(code));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, exited };
}

it('runs alone on a port of the loopback interface, refuses a second one, and ends cleanly on SIGTERM', async () => {
  const dataDirectory = temporaryDirectory();
  const first = standalone(dataDirectory);
  const [line] = await once(first.child.stdout, 'data');
  const uri = String(line).trim();
  expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/\?directConnection=true$/);
  const client = new MongoClient(uri);
  await client.db('d').collection('c').insertOne({ a: 1 });
  await client.close();

  const second = standalone(dataDirectory);
  let complaint = '';
  second.child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  expect(await second.exited).toBe(1);
  expect(complaint).toContain(`is served by process ${first.child.pid} already`);

  first.child.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  expect(existsSync(join(dataDirectory, 'lock'))).toBe(false);
});

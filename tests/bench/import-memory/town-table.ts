import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const ROW_BYTES = 20_000;

export const TOWN_MAPPING = {
  name: 'memory',
  target: 'towns',
  source: { system: 'SYNTHETIC', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    geonameId: 'id',
    country: { constant: 'DE' },
    name: 'name',
    coordinates: { longitude: { constant: 10 }, latitude: { constant: 50 } },
    population: { constant: 1 },
    timeZone: { constant: 'Europe/Berlin' },
  },
};

/** SYNTHETIC: a table of towns whose rows carry long remarks, for {@link TOWN_MAPPING}. Answers how many rows it has. */
export async function writeTownTable(path: string, bytes: number): Promise<number> {
  const out = createWriteStream(path);
  const remark = 'x'.repeat(ROW_BYTES - 30);
  const rows = Math.ceil(bytes / ROW_BYTES);
  out.write('id,name,remark\n');
  for (let row = 1; row <= rows; row += 1) {
    if (!out.write(`${row},Town ${row},${remark}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

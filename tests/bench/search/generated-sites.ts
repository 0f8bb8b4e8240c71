import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { mongo } from 'mongoose';
import { SEED_DIRECTORY } from '../../../src/app/seed-directory.js';
import { readSeedManifest } from '../../../src/importers/seed/seed-manifest.js';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';

const BATCH = 5_000;

/** Degrees: copies lie within some kilometres of the site that they are made of, so that towns stay towns. */
const SPREAD = 0.05;

/** A reproducible series of numbers from 0 to less than 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The charging locations of the seeds that have a place, as they are stored. */
export async function seededSites(): Promise<ChargingLocationRecord[]> {
  const sites: ChargingLocationRecord[] = [];
  for (const { file, collection } of await readSeedManifest(SEED_DIRECTORY)) {
    if (collection !== 'charging_locations') continue;
    const unpacked = createReadStream(join(SEED_DIRECTORY, file)).pipe(createGunzip());
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      const site = mongo.BSON.EJSON.parse(line) as ChargingLocationRecord;
      if (site.location !== null) sites.push(site);
    }
  }
  return sites;
}

/** SYNTHETIC: as many sites as wanted, each made of a random one of the seeds, at a place near to it. In batches. */
export function* generatedSites(
  templates: readonly ChargingLocationRecord[],
  count: number,
): Generator<ChargingLocationRecord[]> {
  const random = randomNumbers(count);
  let batch: ChargingLocationRecord[] = [];
  for (let index = 0; index < count; index++) {
    const template = templates[Math.floor(random() * templates.length)];
    if (template?.location) batch.push(copyOf(template, index, random));
    if (batch.length === BATCH || index === count - 1) {
      yield batch;
      batch = [];
    }
  }
}

function copyOf(template: ChargingLocationRecord, index: number, random: () => number): ChargingLocationRecord {
  const [longitude = 0, latitude = 0] = template.location?.coordinates ?? [];
  const moved = (degrees: number, most: number): number =>
    Math.max(-most, Math.min(most, degrees + (random() + random() - 1) * SPREAD));
  // Not in the order of their places: keys of real sites are not either.
  const locationId = `${Math.floor(random() * 2 ** 32).toString(36)}-${index}`;
  return {
    ...template,
    _id: `${template.countryCode}*${template.partyId}*${locationId}`,
    locationId,
    location: { type: 'Point', coordinates: [moved(longitude, 180), moved(latitude, 85)] },
  };
}

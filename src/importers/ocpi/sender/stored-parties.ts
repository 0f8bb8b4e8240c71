import type { Database } from '../../../database/database.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import { removeLocations } from '../../../subgraphs/infrastructure/location/location-changes.js';
import {
  type ChargingTariffRecord,
  chargingTariffModel,
} from '../../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { ocpiSystem } from '../ocpi-source.js';
import type { PolledModule } from './ocpi-sender.js';

/** Objects of a party that a whole listing has not named. */
export interface GoneObjects {
  /** Objects of the party that are stored, gone ones included. */
  readonly stored: number;
  /** `_id`s of those that are gone, by the country that keeps them. */
  readonly gone: ReadonlyMap<string, readonly string[]>;
}

/** Locations and tariffs that are removed at once. */
const BATCH = 500;

/**
 * What is stored of a party over OCPI and is not among the `_id`s listed.
 * @param party `CC*PID`
 * @param since our clock when the listing began: what was written later may not have been in it
 */
export async function goneObjects(
  database: Database,
  module: PolledModule,
  party: string,
  listed: ReadonlySet<string>,
  since: Date,
): Promise<GoneObjects> {
  const [countryCode = '', partyId = ''] = party.split('*');
  const gone = new Map<string, string[]>();
  let stored = 0;
  const filter = {
    // The next character after the star that ends the party.
    _id: { $gte: `${party}*`, $lt: `${party}+` },
    'provenance.source.system': ocpiSystem(countryCode, partyId),
  };
  const clusters = module === 'locations' ? database.clusters.names : [database.clusters.clusterOf(countryCode)];
  for (const cluster of clusters) {
    for await (const { _id, country, writtenAt } of rowsOf(database, cluster, module, filter)) {
      stored += 1;
      if (listed.has(_id) || (writtenAt !== null && writtenAt >= since)) continue;
      gone.set(country, [...(gone.get(country) ?? []), _id]);
    }
  }
  return { stored, gone };
}

interface StoredObject {
  readonly _id: string;
  readonly country: string;
  readonly writtenAt: Date | null;
}

async function* rowsOf(
  database: Database,
  cluster: string,
  module: PolledModule,
  filter: object,
): AsyncGenerator<StoredObject> {
  if (module === 'locations') {
    const rows = database
      .model(chargingLocationModel, cluster)
      .find({ ...filter, deletedAt: null }, { country: 1, changedAt: 1 })
      .lean<Pick<ChargingLocationRecord, '_id' | 'country' | 'changedAt'>[]>()
      .cursor() as AsyncIterable<Pick<ChargingLocationRecord, '_id' | 'country' | 'changedAt'>>;
    for await (const { _id, country, changedAt } of rows) yield { _id, country, writtenAt: changedAt ?? null };
    return;
  }
  const rows = database
    .model(chargingTariffModel, cluster)
    .find(filter, { country: 1, lastUpdated: 1 })
    .lean<Pick<ChargingTariffRecord, '_id' | 'country' | 'lastUpdated'>[]>()
    .cursor() as AsyncIterable<Pick<ChargingTariffRecord, '_id' | 'country' | 'lastUpdated'>>;
  for await (const { _id, country, lastUpdated } of rows) yield { _id, country, writtenAt: lastUpdated };
}

/**
 * Takes gone objects away: locations become tombstones, tariffs are deleted.
 * @returns how many
 */
export async function removeGone(
  database: Database,
  module: PolledModule,
  { gone }: GoneObjects,
  since: Date,
): Promise<number> {
  let removed = 0;
  for (const [country, ids] of gone) {
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      if (module === 'locations') {
        removed += await removeLocations(database, country, batch, new Date(), since);
        continue;
      }
      const cluster = database.clusters.clusterOf(country);
      const { deletedCount } = await database
        .model(chargingTariffModel, cluster)
        .deleteMany({ _id: { $in: batch }, lastUpdated: { $lt: since } })
        .exec();
      removed += deletedCount;
    }
  }
  return removed;
}

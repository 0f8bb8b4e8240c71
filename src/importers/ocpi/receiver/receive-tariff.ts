import type { Database } from '../../../database/database.js';
import {
  type ChargingTariffRecord,
  chargingTariffModel,
} from '../../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { type ChargingTariffKey, tariffRowId } from '../../../subgraphs/infrastructure/tariff/charging-tariff-key.js';
import { CHARGING_TARIFF_TARGET } from '../../charging-tariff/charging-tariff-target.js';
import { tariffDraftOf } from '../../charging-tariff/ocpi-tariff.js';
import type { JsonObject } from '../../json/json-records.js';
import { ocpiSource } from '../ocpi-source.js';
import { inOcpiNames } from './finding-names.js';
import { invalidField, invalidFields, OCPI_CLIENT_ERROR, outdated, unknownObject } from './push-refusal.js';
import type { PushOutcome } from './receive-location.js';
import { type OcpiVersion, tariffObject } from './tariff-object.js';

/** A Tariff as it is stored. @throws PushRefusal where it is not there */
export async function readTariff(
  database: Database,
  key: ChargingTariffKey,
  version: OcpiVersion,
): Promise<JsonObject> {
  const row = await storedTariff(database, key);
  if (row === null) throw unknownTariff(key);
  return tariffObject(row, version);
}

/**
 * Stores a pushed Tariff, whole. One that does not say when it was changed was changed now.
 * @throws PushRefusal where nothing is stored
 */
export async function receiveTariff(
  database: Database,
  key: ChargingTariffKey,
  body: JsonObject,
  now: Date,
): Promise<PushOutcome> {
  const ids = { country_code: key.countryCode, party_id: key.partyId, id: key.tariffId };
  for (const [field, wanted] of Object.entries(ids)) {
    const given = body[field];
    if (given !== undefined && String(given).toUpperCase() !== wanted.toUpperCase()) {
      throw invalidField(field, `${field} is not ${wanted}, which the path names`, 'ID_MISMATCH');
    }
  }
  const tariff: JsonObject = { last_updated: now.toISOString(), ...body, ...ids };
  const draft = tariffDraftOf(tariff, {
    ...ocpiSource(tariff, now.toISOString().slice(0, 10)),
    recordId: key.tariffId,
  });
  const [result] = await CHARGING_TARIFF_TARGET.write({ database, dryRun: false, country: null, startedAt: now }, [
    { line: 1, recordId: key.tariffId, value: draft },
  ]);
  if (result === undefined) throw new Error('The target has answered nothing');
  const { outcome, rejections, warnings } = result;
  if (outcome === 'rejected') throw invalidFields(rejections.map(inOcpiNames));
  if (outcome === 'unchanged') {
    const stored = await storedTariff(database, key);
    const given = String(draft.lastUpdated);
    if (stored !== null && Date.parse(given) < stored.lastUpdated.getTime()) {
      throw outdated(`Tariff ${key.tariffId}`, given, stored.lastUpdated.toISOString());
    }
  }
  return { outcome, warnings };
}

/** Takes a Tariff away. @throws PushRefusal where it is not there */
export async function removeTariff(database: Database, key: ChargingTariffKey): Promise<void> {
  const { deletedCount } = await tariffs(database, key)
    .deleteOne({ _id: tariffRowId(key) })
    .exec();
  if (deletedCount === 0) throw unknownTariff(key);
}

function unknownTariff({ tariffId }: ChargingTariffKey): Error {
  return unknownObject(`Tariff ${tariffId}`, OCPI_CLIENT_ERROR);
}

function storedTariff(database: Database, key: ChargingTariffKey): Promise<ChargingTariffRecord | null> {
  return tariffs(database, key).findById(tariffRowId(key)).lean<ChargingTariffRecord | null>().exec();
}

function tariffs(database: Database, { countryCode }: ChargingTariffKey) {
  return database.model(chargingTariffModel, database.clusters.clusterOf(countryCode));
}

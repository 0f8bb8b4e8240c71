import { isDeepStrictEqual } from 'node:util';
import type { ChargingLocationRecord } from './charging-location.model.js';
import type { EvseRecord } from './evse.model.js';

type Fields = Record<string, unknown>;

/** An update of a stored location by the fields that differ. */
export interface FieldUpdate {
  readonly $set: Fields;
  readonly $unset?: Fields;
}

/**
 * What of a location differs, as an update. EVSEs that stand where they stood are updated field by field
 * (`evses.2.status`), which is what those who watch statuses look at; where their order is another, all are replaced.
 */
export function changedFields(before: ChargingLocationRecord, after: ChargingLocationRecord): FieldUpdate {
  const $set: Fields = {};
  const $unset: Fields = {};
  const stored = before as unknown as Fields;
  const wanted = after as unknown as Fields;
  for (const [name, value] of Object.entries(wanted)) {
    if (name === '_id' || isDeepStrictEqual(value, stored[name])) continue;
    if (name === 'evses') Object.assign($set, changedEvses(before.evses, after.evses));
    else $set[name] = value;
  }
  for (const name of Object.keys(stored)) {
    if (!(name in wanted)) $unset[name] = '';
  }
  return Object.keys($unset).length === 0 ? { $set } : { $set, $unset };
}

function changedEvses(before: readonly EvseRecord[], after: readonly EvseRecord[]): Fields {
  const inPlace = after.length >= before.length && before.every(({ uid }, at) => after[at]?.uid === uid);
  if (!inPlace) return { evses: after };
  const changes: Fields = {};
  after.forEach((evse, at) => {
    const stored = before[at] as unknown as Fields | undefined;
    if (stored === undefined) {
      changes[`evses.${at}`] = evse;
      return;
    }
    const fields = Object.entries(evse).filter(([name, value]) => !isDeepStrictEqual(value, stored[name]));
    for (const [name, value] of fields) changes[`evses.${at}.${name}`] = value;
  });
  return changes;
}

import type { ChargingLocationRecord } from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import type { EvseRecord } from '../../../subgraphs/infrastructure/location/evse.model.js';
import { isSameRow } from '../../pipeline/upsert-rows.js';

/**
 * A stored location with what a push has changed of it. What the push has not touched stays as it is stored, be it that OCPI
 * has no member for it, that another source has said it, or that it could not be read back from the row.
 *
 * @param before the row that the stored location gives when it is read as an OCPI Location
 * @param after the same with the push
 */
export function withTouchedFacts(
  stored: ChargingLocationRecord,
  before: ChargingLocationRecord,
  after: ChargingLocationRecord,
): ChargingLocationRecord {
  const known = new Map(stored.evses.map((evse) => [evse.uid, evse]));
  const read = new Map(before.evses.map((evse) => [evse.uid, evse]));
  return {
    ...touched(stored, before, after),
    evses: after.evses.map((evse) => {
      const [own, was] = [known.get(evse.uid), read.get(evse.uid)];
      return own === undefined || was === undefined ? evse : touched<EvseRecord>(own, was, evse);
    }),
    publish: after.publish,
    deletedAt: after.deletedAt ? (stored.deletedAt ?? after.deletedAt) : null,
  };
}

function touched<Row extends object>(stored: Row, before: Row, after: Row): Row {
  const was = before as Readonly<Record<string, unknown>>;
  const changed = Object.entries(after).filter(([name, value]) => !isSameRow({ [name]: value }, { [name]: was[name] }));
  return { ...stored, ...Object.fromEntries(changed) };
}

/**
 * Validity of policies, prices, products and guarantees: half-open [validFrom, validTo) in local dates of the market.
 * Dates are ISO 8601 strings (YYYY-MM-DD), which order as dates do; null is unbounded.
 */
export interface ValidityRecord {
  validFrom: string | null;
  validTo: string | null;
}

/** True when the record is in force on the local date `asOf`. */
export function isValidOn(record: ValidityRecord, asOf: string): boolean {
  return (record.validFrom === null || record.validFrom <= asOf) && (record.validTo === null || asOf < record.validTo);
}

/** MongoDB filter for records in force on the local date `asOf`. */
export function validOn(asOf: string): { $and: Record<string, unknown>[] } {
  return {
    $and: [
      { $or: [{ validFrom: null }, { validFrom: { $lte: asOf } }] },
      { $or: [{ validTo: null }, { validTo: { $gt: asOf } }] },
    ],
  };
}

import { type FleetStatisticRecord, fleetStatisticModel } from '../../subgraphs/markets/fleet/fleet-statistic.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import { COUNTRY_CODE, nullable, SOURCE_SCHEMA, type SourcedDraft } from '../pipeline/draft-schema.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface RegistrationDraft extends SourcedDraft {
  readonly country: string;
  readonly year: number;
  readonly powertrain: string;
  readonly stock?: number | null;
  readonly sales?: number | null;
}

const CARS = nullable({ type: 'integer', minimum: 0, maximum: 2_000_000_000 });

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    country: COUNTRY_CODE,
    year: { type: 'integer', minimum: 1990, maximum: 2100 },
    powertrain: { enum: ['BEV', 'PHEV', 'EREV', 'FCEV'] },
    stock: CARS,
    sales: CARS,
    source: SOURCE_SCHEMA,
  },
  required: ['country', 'year', 'powertrain', 'source'],
  additionalProperties: false,
};

/** Cars registered and sold by country, year and powertrain: collection `fleet_statistics`. */
export const REGISTRATION_TARGET: ImportTarget = {
  name: 'registrations',
  description: 'Electric cars registered and sold, by country, year and powertrain',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<RegistrationDraft>(DRAFT_SCHEMA, records, (accepted) =>
      upsertRows(
        context.database,
        fleetStatisticModel,
        accepted.map(({ draft }) => rowOf(draft)),
        { dryRun: context.dryRun, merge: withKnownFigures },
      ),
    ),
};

function rowOf({
  country,
  year,
  powertrain,
  stock = null,
  sales = null,
  source,
}: RegistrationDraft): FleetStatisticRecord {
  return {
    _id: `${country}:${year}:${powertrain}`,
    country,
    year,
    powertrain,
    stock,
    sales,
    provenance: provenanceOf({ ...source, recordId: null }),
  };
}

/** A source that has one of the two figures does not take away the other. */
function withKnownFigures(row: FleetStatisticRecord, stored: FleetStatisticRecord | null): FleetStatisticRecord {
  return stored === null ? row : { ...row, stock: row.stock ?? stored.stock, sales: row.sales ?? stored.sales };
}

import { isJsonObject } from '../json/json-records.js';
import { ImportError } from '../pipeline/import-error.js';
import type {
  CountryObject,
  DataProviderObject,
  SubmissionStatusObject,
  TitledObject,
  UsageTypeObject,
} from './point-of-interest.js';

/** Open Charge Map's core reference data: what the ids in compact files stand for. */
export interface ReferenceData {
  readonly connectionTypes: ReadonlyMap<number, TitledObject>;
  readonly statusTypes: ReadonlyMap<number, TitledObject>;
  readonly usageTypes: ReadonlyMap<number, UsageTypeObject>;
  readonly submissionStatuses: ReadonlyMap<number, SubmissionStatusObject>;
  readonly countries: ReadonlyMap<number, CountryObject>;
  readonly operators: ReadonlyMap<number, TitledObject>;
  readonly dataProviders: ReadonlyMap<number, DataProviderObject>;
}

/**
 * Reads reference data as `GET /v3/referencedata` gives it; null gives empty tables.
 * @throws ImportError MAPPING_INVALID where the document is something else
 */
export function referenceData(document: unknown): ReferenceData {
  if (document !== null && (!isJsonObject(document) || !Array.isArray(document.ConnectionTypes))) {
    throw new ImportError(
      'MAPPING_INVALID',
      'The mapping of open-charge-map is its reference data (an object with ConnectionTypes, Countries, Operators ...)',
    );
  }
  const table = (name: string) => byId(isJsonObject(document) ? document[name] : null);
  return {
    connectionTypes: table('ConnectionTypes'),
    statusTypes: table('StatusTypes'),
    usageTypes: table('UsageTypes'),
    submissionStatuses: table('SubmissionStatusTypes'),
    countries: table('Countries'),
    operators: table('Operators'),
    dataProviders: table('DataProviders'),
  };
}

function byId(rows: unknown): ReadonlyMap<number, TitledObject> {
  const entries = Array.isArray(rows) ? rows.filter(isJsonObject) : [];
  return new Map(
    entries.flatMap((row) => (typeof row.ID === 'number' ? [[row.ID, row as TitledObject] as const] : [])),
  );
}

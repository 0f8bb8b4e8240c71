import type { DataContext } from '../../database/data-context.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { importJobModel } from './job/import-job.model.js';
import { ImportJobResolver } from './job/import-job.resolver.js';
import { ocpiSyncModel } from './ocpi-sync/ocpi-sync.model.js';
import { quarantinedRecordModel } from './quarantine/quarantined-record.model.js';
import { QuarantinedRecordResolver } from './quarantine/quarantined-record.resolver.js';

/** Imports as jobs, and the records that they have rejected: for internal callers. */
export const IMPORTS_SUBGRAPH: SubgraphDefinition<DataContext> = {
  name: 'imports',
  resolvers: [ImportJobResolver, QuarantinedRecordResolver],
  orphanedTypes: [],
  entities: [],
};

/** Collections of imports: what was imported, what was rejected, and how far senders have been read. */
export const IMPORTS_MODELS: readonly ModelDefinition[] = [importJobModel, quarantinedRecordModel, ocpiSyncModel];

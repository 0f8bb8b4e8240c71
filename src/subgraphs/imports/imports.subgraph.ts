import type { ModelDefinition } from '../../database/model-definition.js';
import { importJobModel } from './job/import-job.model.js';
import { quarantinedRecordModel } from './quarantine/quarantined-record.model.js';

/** Collections of imports: what was imported, and what was rejected. */
export const IMPORTS_MODELS: readonly ModelDefinition[] = [importJobModel, quarantinedRecordModel];

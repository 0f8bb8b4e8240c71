import { auditModel } from './audit/audit-record.js';
import { idempotencyModel } from './idempotency.js';
import type { ModelDefinition } from './model-definition.js';
import { sequenceModel } from './sequence.js';

/** The collections of the database layer itself; subgraphs that write have them beside their own. */
export const WRITE_MODELS: readonly ModelDefinition[] = [sequenceModel, idempotencyModel, auditModel];

import type { ImportTarget } from './pipeline/import-target.js';
import { TOWN_TARGET } from './town/town-target.js';

/** All kinds of records that imports write. */
export const IMPORT_TARGETS: readonly ImportTarget[] = [TOWN_TARGET];

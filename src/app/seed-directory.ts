import { fileURLToPath } from 'node:url';

/** `seeds/` at the top of the repository, seen from `src/app` and `dist/app` alike. */
export const SEED_DIRECTORY = fileURLToPath(new URL('../../seeds', import.meta.url));

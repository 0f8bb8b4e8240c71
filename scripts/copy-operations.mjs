/** Puts the stored operations (`*.graphql` beside their modules) beside the compiled modules, where the program reads them. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

for (const file of readdirSync('src', { recursive: true })) {
  if (file.endsWith('.graphql')) {
    cpSync(join('src', file), join('dist', file));
  }
}

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GENERATED_FILE, generateClient } from '../../scripts/generate-client.js';

it('is what the operations and the schema give: `npm run client` writes it anew', async () => {
  expect(readFileSync(GENERATED_FILE, 'utf8')).toBe(await generateClient());
}, 60_000);

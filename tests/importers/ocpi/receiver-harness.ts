import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOcpi } from '../../../src/app/ocpi.js';
import type { RateLimit } from '../../../src/http/guards/rate-limit.js';
import { guardedServer } from '../../http/guards/guarded-server.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

/** Tokens of a charge point operator and of a hub that speaks for several. */
export const TOKEN = 'operator-token-0123456789';
export const HUB_TOKEN = 'hub-token-0123456789-abc';

export interface OcpiAnswered {
  readonly http: number;
  readonly code: number;
  readonly message: string | undefined;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ReceiverHarness extends ImportHarness {
  /** Sends one request to a path behind `/ocpi/`; the body as it is, or as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<OcpiAnswered>;
  /** What was unexpected in the server. */
  readonly logged: readonly unknown[];
  /** The file that names the parties. */
  readonly partiesFile: string;
}

/** The OCPI endpoints over an empty database. */
export async function startReceiverHarness(rateLimit?: RateLimit): Promise<ReceiverHarness> {
  const harness = await startImportHarness();
  const directory = await mkdtemp(join(tmpdir(), 'tripod-ocpi-'));
  const partiesFile = join(directory, 'parties.json');
  await writeFile(
    partiesFile,
    JSON.stringify([
      { name: 'BeCharged', token: TOKEN, parties: ['BE*BEC', 'NL*ALF'] },
      { name: 'Hub', token: HUB_TOKEN, parties: ['DE*ALL', 'BE*BEX'] },
    ]),
  );
  const ocpi = openOcpi({
    database: harness.database,
    log: () => undefined,
    ocpiPartiesFile: partiesFile,
    ocpiPublicUrl: null,
    ocpiSendersFile: null,
  });
  if (ocpi.endpoints === null) throw new Error('no endpoints');
  const { app, logged } = await guardedServer(rateLimit === undefined ? {} : { rateLimit }, { ocpi: ocpi.endpoints });
  return {
    ...harness,
    logged,
    partiesFile,
    send: async (method, path, body, headers = {}) => {
      const response = await app.inject({
        method: method as 'GET',
        url: `/ocpi/${path}`,
        headers: {
          authorization: `Token ${Buffer.from(TOKEN).toString('base64')}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const envelope = response.json<{
        status_code: number;
        status_message?: string;
        data?: unknown;
        timestamp: string;
      }>();
      if (Number.isNaN(Date.parse(envelope.timestamp))) throw new Error('an answer without a time');
      return {
        http: response.statusCode,
        code: envelope.status_code,
        message: envelope.status_message,
        data: envelope.data,
        headers: response.headers,
      };
    },
    close: async () => {
      await app.close();
      await ocpi.close();
      await harness.close();
      await rm(directory, { recursive: true });
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { isJsonObject, type JsonObject } from '../../json/json-records.js';
import type { OcpiSender } from './ocpi-sender.js';
import { SenderError } from './sender-error.js';

export interface SenderClientOptions {
  readonly stop?: AbortSignal;
  /** Attempts at one page before the round is given up. */
  readonly attempts?: number;
  /** Longest wait before the second attempt; it doubles with each further one. */
  readonly backOffMilliseconds?: number;
  /** Longest wait that a sender may ask for within a round; who asks for more is asked again in a later one. */
  readonly longestWaitMilliseconds?: number;
  readonly timeoutMilliseconds?: number;
  readonly largestAnswerBytes?: number;
}

/** What a sender has answered: the envelope, and the headers by which lists are paged. */
export interface SenderAnswer {
  readonly data: unknown;
  /** When it was answered, by the sender's clock; null where it does not say. */
  readonly at: Date | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const MEBIBYTE = 1_048_576;

/** Reads from one OCPI sender. A passing failure is tried again after a while, with some chance in it. */
export class SenderClient {
  readonly #agent: Agent;
  readonly #options: Required<Omit<SenderClientOptions, 'stop'>>;
  readonly #authorization: string;
  readonly #stop: AbortSignal | undefined;

  constructor({ token, tokenEncoding }: OcpiSender, { stop, ...options }: SenderClientOptions = {}) {
    this.#options = {
      attempts: 5,
      backOffMilliseconds: 1_000,
      longestWaitMilliseconds: 120_000,
      timeoutMilliseconds: 30_000,
      largestAnswerBytes: 32 * MEBIBYTE,
      ...options,
    };
    this.#stop = stop;
    this.#authorization = `Token ${tokenEncoding === 'base64' ? Buffer.from(token).toString('base64') : token}`;
    const { timeoutMilliseconds } = this.#options;
    this.#agent = new Agent({
      headersTimeout: timeoutMilliseconds,
      bodyTimeout: timeoutMilliseconds,
      connect: { timeout: timeoutMilliseconds },
    });
  }

  /** @throws SenderError */
  async get(url: URL): Promise<SenderAnswer> {
    const { attempts, backOffMilliseconds, longestWaitMilliseconds } = this.#options;
    for (let attempt = 1; ; attempt++) {
      this.#stop?.throwIfAborted();
      try {
        return await this.#try(url);
      } catch (error) {
        if (!(error instanceof SenderError) || !error.isPassing || attempt >= attempts) throw error;
        const asked = error.retryAfterMilliseconds;
        if (asked !== null && asked > longestWaitMilliseconds) throw error;
        // A random part of the wait, so that many gateways do not come back at once.
        const own = Math.random() * backOffMilliseconds * 2 ** (attempt - 1);
        await wait(Math.max(asked ?? 0, own), undefined, this.#stop === undefined ? {} : { signal: this.#stop });
      }
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #try(url: URL): Promise<SenderAnswer> {
    const limit = AbortSignal.timeout(this.#options.timeoutMilliseconds * 4);
    let status: number;
    let headers: Record<string, string | undefined>;
    let text: string;
    try {
      const response = await request(url, {
        dispatcher: this.#agent,
        headers: { authorization: this.#authorization, accept: 'application/json' },
        signal: this.#stop === undefined ? limit : AbortSignal.any([limit, this.#stop]),
      });
      status = response.statusCode;
      headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      );
      text = await this.#read(url, response.body);
    } catch (error) {
      if (error instanceof SenderError) throw error;
      this.#stop?.throwIfAborted();
      const { code, message } = error as NodeJS.ErrnoException;
      throw new SenderError('UNREACHABLE', `${shown(url)}: no answer: ${code ?? message}`);
    }
    checkStatus(url, status, headers['retry-after']);
    const envelope = parsed(url, text);
    checkOcpiStatus(url, envelope);
    return { data: envelope.data, at: timeOf(envelope.timestamp) ?? timeOf(headers.date), headers };
  }

  async #read(url: URL, body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > this.#options.largestAnswerBytes) {
        body.destroy();
        const limit = `${this.#options.largestAnswerBytes} bytes`;
        throw new SenderError('TOO_LARGE', `${shown(url)}: the answer is larger than ${limit}: ask for smaller pages`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

function checkStatus(url: URL, status: number, retryAfter: string | undefined): void {
  if (status >= 200 && status < 300) return;
  const message = `${shown(url)}: HTTP status ${status}`;
  if (status === 429 || status === 408 || status >= 500) {
    throw new SenderError('NOT_NOW', message, retryAfterMilliseconds(retryAfter));
  }
  const hint = status === 401 || status === 403 ? ': is the token right, and encoded as the sender wants it?' : '';
  throw new SenderError('REFUSED', `${message}${hint}`);
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfterMilliseconds(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,10}$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function parsed(url: URL, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // An answer that was cut short on its way is another one next time.
    throw new SenderError(
      'NOT_JSON',
      `${shown(url)}: the answer is not JSON: ${(error as Error).message.slice(0, 120)}`,
    );
  }
  if (!isJsonObject(value) || typeof value.status_code !== 'number') {
    throw new SenderError('NOT_OCPI', `${shown(url)}: the answer is no response of OCPI`);
  }
  return value;
}

function checkOcpiStatus(url: URL, { status_code, status_message }: JsonObject): void {
  const status = Number(status_code);
  if (status >= 1_000 && status < 2_000) return;
  const told = typeof status_message === 'string' ? `: ${status_message.replace(/\s+/g, ' ').slice(0, 200)}` : '';
  throw new SenderError('OCPI_STATUS', `${shown(url)}: OCPI status ${status}${told}`, null, status >= 3_000);
}

function timeOf(text: unknown): Date | null {
  if (typeof text !== 'string') return null;
  const time = Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? null : new Date(time);
}

/** An address without what might be secret in it. */
export function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

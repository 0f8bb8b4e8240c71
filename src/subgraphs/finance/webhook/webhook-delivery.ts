import { Agent, fetch } from 'undici';
import type { Database } from '../../../database/database.js';
import { eventsAfter } from '../event/finance-changes.service.js';
import type { FinanceEventRecord } from '../event/finance-event.model.js';
import { type WebhookEndpointRecord, webhookDeadLetterModel, webhookEndpointModel } from './webhook.model.js';
import { publicLookup } from './webhook-address.js';
import { webhookHeaders } from './webhook-signature.js';

export interface WebhookDeliveryOptions {
  readonly database: Database;
  /** Told of what operators should know. */
  readonly log: (message: string, error?: unknown) => void;
  /** Lets webhooks go to private networks, for tests and closed networks. */
  readonly allowPrivate: boolean;
  /** How often it is looked whether there is something to send. */
  readonly intervalMilliseconds?: number;
  /** Wait before attempt n + 1; grows, with some chance in it. */
  readonly backOffMilliseconds?: (failures: number) => number;
  /** Attempts at one event before it becomes a dead letter. */
  readonly maximumAttempts?: number;
}

const LEASE_MILLISECONDS = 60_000;
const ANSWER_MILLISECONDS = 10_000;
const EVENTS_AT_ONCE = 50;
/** Endpoints that are served at the same time, so that one that is slow does not hold up the others. */
const ENDPOINTS_AT_ONCE = 8;
const MAXIMUM_ATTEMPTS = 10;

/** 5 s, 10 s, 20 s ... up to an hour, each by half to whole. */
function standardBackOff(failures: number): number {
  return Math.min(3_600_000, 5_000 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}

/**
 * Tells partners of their events over webhooks: at least once, in order, by a stable id. What is to be sent is the event log
 * itself, which is written with the changes; an endpoint only remembers how far it has been told. So nothing is lost where a
 * process dies at any point, and at worst the event that was on its way is sent again. A lease keeps two processes from
 * sending to one endpoint at the same time.
 */
export class WebhookDelivery {
  readonly #agent: Agent;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> | null = null;
  #closed = false;

  constructor(private readonly options: WebhookDeliveryOptions) {
    this.#agent = new Agent({
      connect: options.allowPrivate ? {} : { lookup: publicLookup as never },
      headersTimeout: ANSWER_MILLISECONDS,
      bodyTimeout: ANSWER_MILLISECONDS,
    });
    this.#timer = setInterval(() => this.#start(), options.intervalMilliseconds ?? 1_000).unref();
  }

  /** Sends what is due now; resolves when it has been tried. */
  async deliver(): Promise<void> {
    const serveAll = async (): Promise<void> => {
      for (let endpoint = await this.#lease(); endpoint !== null && !this.#closed; endpoint = await this.#lease()) {
        await this.#serve(endpoint);
      }
    };
    await Promise.all(Array.from({ length: ENDPOINTS_AT_ONCE }, serveAll));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#agent.close();
  }

  #start(): void {
    if (this.#round !== null || this.#closed) return;
    this.#round = this.deliver()
      .catch((error) => this.options.log('webhooks cannot be sent', error))
      .finally(() => {
        this.#round = null;
      });
  }

  get #endpoints() {
    return this.options.database.model(webhookEndpointModel);
  }

  /** An endpoint that is due and that nobody else serves. */
  #lease(): Promise<WebhookEndpointRecord | null> {
    const now = new Date();
    return this.#endpoints
      .findOneAndUpdate(
        { status: 'ACTIVE', nextAttemptAt: { $lte: now }, leaseUntil: { $lte: now } },
        { $set: { leaseUntil: new Date(now.getTime() + LEASE_MILLISECONDS) } },
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
      )
      .lean<WebhookEndpointRecord | null>();
  }

  async #serve(endpoint: WebhookEndpointRecord): Promise<void> {
    const { database } = this.options;
    // A cluster that is away is left out: its place is kept, and what it has is told when it is back.
    const { events } = await eventsAfter(database, endpoint.partnerId, endpoint.position, EVENTS_AT_ONCE, 'leave out');
    const position = { ...endpoint.position };
    let { failures } = endpoint;
    for (const event of events) {
      if (this.#closed) break;
      const wanted = endpoint.types.length === 0 || endpoint.types.includes(event.type);
      const body = bodyOf(event);
      const problem = wanted ? await this.#send(endpoint, event._id, body) : null;
      if (problem === 'GONE') {
        await this.#release(endpoint, {
          status: 'DISABLED',
          position,
          lastError: 'the receiver says that it is gone (410)',
        });
        return;
      }
      if (problem !== null) {
        failures++;
        if (failures < (this.options.maximumAttempts ?? MAXIMUM_ATTEMPTS)) {
          const wait = (this.options.backOffMilliseconds ?? standardBackOff)(failures);
          await this.#release(endpoint, {
            position,
            failures,
            lastError: problem,
            nextAttemptAt: new Date(Date.now() + wait),
          });
          return;
        }
        await this.#bury(endpoint, event, body, failures, problem);
      }
      failures = 0;
      position[clusterOf(event)] = event.sequence;
      // Noted event by event: a process that dies repeats one, not fifty.
      await this.#endpoints.updateOne(
        { _id: endpoint._id },
        { $set: { position, failures: 0, lastError: problem, leaseUntil: new Date(Date.now() + LEASE_MILLISECONDS) } },
      );
    }
    const idle = events.length < EVENTS_AT_ONCE;
    const pause = idle ? (this.options.intervalMilliseconds ?? 1_000) : 0;
    await this.#release(endpoint, { position, failures, nextAttemptAt: new Date(Date.now() + pause) });
  }

  async #release(endpoint: WebhookEndpointRecord, change: Partial<WebhookEndpointRecord>): Promise<void> {
    await this.#endpoints.updateOne({ _id: endpoint._id }, { $set: { ...change, leaseUntil: new Date(0) } });
  }

  async #bury(
    { endpointId, partnerId }: WebhookEndpointRecord,
    event: FinanceEventRecord,
    body: string,
    attempts: number,
    lastError: string,
  ): Promise<void> {
    const _id = `${endpointId}/${event._id}`;
    const letter = { endpointId, partnerId, eventId: event._id, body, attempts, lastError, at: new Date() };
    await this.options.database.model(webhookDeadLetterModel).updateOne({ _id }, { $set: letter }, { upsert: true });
    this.options.log(
      `webhook ${event._id} to endpoint ${endpointId} is a dead letter after ${attempts} attempts: ${lastError}`,
    );
  }

  /** Sends one event; null where it has arrived, else why not. */
  async #send(endpoint: WebhookEndpointRecord, id: string, body: string): Promise<string | null> {
    const timestamp = Math.floor(Date.now() / 1_000);
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        dispatcher: this.#agent,
        // A redirect would take the event to somewhere that nobody has registered.
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
        headers: {
          'content-type': 'application/json',
          ...webhookHeaders({ id, timestamp, body }, secretsOf(endpoint)),
        },
        body,
      });
      await response.body?.cancel();
      if (response.status === 410) return 'GONE';
      return response.status >= 200 && response.status < 300 ? null : `the receiver answered ${response.status}`;
    } catch (error) {
      const cause = (error as { cause?: Error }).cause ?? (error as Error);
      return cause.message;
    }
  }
}

/** What is sent: no more than what a reader of the change feed sees. */
function bodyOf({ _id, type, at, country, subjectType, subjectId, version, status }: FinanceEventRecord): string {
  return JSON.stringify({
    id: _id,
    type,
    timestamp: at.toISOString(),
    data: { country, subjectType, subjectId, version, status },
  });
}

function clusterOf({ _id, partnerId, sequence }: FinanceEventRecord): string {
  return _id.slice(partnerId.length + 1, -(String(sequence).length + 1));
}

function secretsOf({ secret, previousSecret, previousSecretUntil }: WebhookEndpointRecord): string[] {
  const both = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > new Date();
  return both ? [secret, previousSecret] : [secret];
}

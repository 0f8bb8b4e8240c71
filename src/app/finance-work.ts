import type { Database } from '../database/database.js';
import { expireApplications } from '../subgraphs/finance/application/application-expiry.js';
import { WebhookDelivery } from '../subgraphs/finance/webhook/webhook-delivery.js';

export interface FinanceWorkOptions {
  readonly database: Database;
  readonly log: (message: string, error?: unknown) => void;
  /** Whether webhooks may go to private networks. */
  readonly allowPrivate: boolean;
  /** How often it is looked for applications whose time is up. */
  readonly expiryMilliseconds?: number;
}

/**
 * What finance does without being asked: sends webhooks, writes down that applications have expired. Any number of processes
 * may do it at the same time.
 *
 * @returns ends it, after what is being done
 */
export function startFinanceWork({
  database,
  log,
  allowPrivate,
  expiryMilliseconds = 30_000,
}: FinanceWorkOptions): () => Promise<void> {
  const webhooks = new WebhookDelivery({ database, log, allowPrivate });
  let round: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    round ??= expireApplications(database)
      .catch((error) => log('applications cannot be expired', error))
      .finally(() => {
        round = null;
      });
  }, expiryMilliseconds).unref();
  return async () => {
    clearInterval(timer);
    await round;
    await webhooks.close();
  };
}

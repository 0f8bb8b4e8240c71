import { type GraphqlPost, type PostAnswer, PostFailure, type PostRequest } from './graphql-post.js';
import { retryAfterMilliseconds } from './retry-after.js';

export interface RetryOptions {
  /** Attempts after the first one. */
  readonly retries: number;
  /** The longest wait before the first retry; it doubles with each further one. */
  readonly backOffMilliseconds: number;
  /** The longest wait of all, unless the subgraph asks for more. */
  readonly maximumBackOffMilliseconds: number;
}

/** Answers that say "not now": too many requests, bad gateway, unavailable, gateway timeout. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Sends queries again that were not answered or were answered with "not now", after an exponential back-off with full
 * jitter (a random part of the wait, so that many gateways do not come back at once), or when `Retry-After` says, as long
 * as that is before the deadline. Mutations are never sent again: nobody knows whether they took effect.
 */
export function retryingPost(post: GraphqlPost, options: RetryOptions): GraphqlPost {
  return async (request) => {
    let last: Attempt | undefined;
    for (let attempt = 0; ; attempt++) {
      const current = await attemptPost(post, request);
      // The reason why the circuit has opened tells more than that it is open.
      if (last && current.failure?.reason === 'circuit-open') return outcomeOf(last);
      last = current;
      if (!request.idempotent || attempt >= options.retries || !isTransient(current)) return outcomeOf(current);
      const wait = waitAfter(current, attempt, options);
      if (performance.now() + wait >= request.deadline) return outcomeOf(current);
      await sleep(wait, request.signal);
    }
  };
}

type Attempt =
  | { readonly answer: PostAnswer; readonly failure?: undefined }
  | { readonly failure: PostFailure; readonly answer?: undefined };

async function attemptPost(post: GraphqlPost, request: PostRequest): Promise<Attempt> {
  try {
    return { answer: await post(request) };
  } catch (error) {
    if (error instanceof PostFailure) return { failure: error };
    throw error;
  }
}

function outcomeOf(attempt: Attempt): PostAnswer {
  if (attempt.failure) throw attempt.failure;
  return attempt.answer;
}

function isTransient({ answer, failure }: Attempt): boolean {
  return failure ? failure.reason === 'unreachable' : TRANSIENT_STATUSES.has(answer?.status ?? 0);
}

function waitAfter({ answer }: Attempt, attempt: number, options: RetryOptions): number {
  const longest = Math.min(options.maximumBackOffMilliseconds, options.backOffMilliseconds * 2 ** attempt);
  const jitter = Math.random() * longest;
  return (retryAfterMilliseconds(answer?.headers['retry-after'], Date.now()) ?? 0) + jitter;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new PostFailure('cancelled', 'the request was cancelled', { cause: signal?.reason }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, milliseconds);
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}

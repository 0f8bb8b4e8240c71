import type { TypedDocumentString } from './generated.js';

/** One error of an answer (GraphQL over HTTP). */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string } & Record<string, unknown>;
}

/** Thrown where an answer holds errors, or there is none. `code` is that of the first error, else `HTTP_<status>` or `NETWORK`. */
export class TripodRequestError extends Error {
  override readonly name = 'TripodRequestError';

  constructor(
    readonly code: string,
    message: string,
    readonly errors: readonly GraphError[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface TripodClientOptions {
  /** Address of the graph, such as `https://tripod.example/graphql`. */
  readonly url: string;
  /** Gives the bearer token; see `clientCredentials`. */
  readonly token: () => Promise<string> | string;
  readonly timeoutMilliseconds?: number;
  /** Attempts at one request, the first included. */
  readonly attempts?: number;
  /** Wait before attempt n + 1. */
  readonly backOffMilliseconds?: (failures: number) => number;
}

export interface TripodClient {
  /**
   * Runs one of the operations of `generated.ts`. What failed for a reason that passes (network, 429, 502, 503, 504) is tried
   * again: queries always, mutations only with an idempotency key, with which a repeat does nothing twice.
   */
  request<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result>;
}

const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A client of the graph: no more than `fetch` and the types of the operations. */
export function createTripodClient(options: TripodClientOptions): TripodClient {
  const { attempts = 4, backOffMilliseconds = standardBackOff } = options;
  return {
    async request(document, variables) {
      const text = document.toString();
      const last = isRepeatable(text, variables) ? attempts : 1;
      for (let attempt = 1; ; attempt++) {
        try {
          return await send(options, text, variables);
        } catch (error) {
          if (!(error instanceof PassingFailure)) throw error;
          if (attempt >= last) throw error.cause;
          await new Promise((resolve) => setTimeout(resolve, error.waitMilliseconds ?? backOffMilliseconds(attempt)));
        }
      }
    },
  };
}

/** Marks a failure that may pass. */
class PassingFailure extends Error {
  constructor(
    override readonly cause: TripodRequestError,
    readonly waitMilliseconds: number | null = null,
  ) {
    super(cause.message);
  }
}

async function send<Result>(
  { url, token, timeoutMilliseconds = 30_000 }: TripodClientOptions,
  query: string,
  variables: unknown,
): Promise<Result> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${await token()}`,
  };
  const body = JSON.stringify({ query, variables });
  let response: Response;
  let answer: { data?: Result | null; errors?: readonly GraphError[] } | null;
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    response = await fetch(url, { method: 'POST', headers, body, signal });
    answer = parse(await response.text());
  } catch (error) {
    const message = `The graph at ${url} cannot be reached: ${(error as Error).message}`;
    throw new PassingFailure(new TripodRequestError('NETWORK', message, [], { cause: error }));
  }
  const [first] = answer?.errors ?? [];
  if (response.ok && answer?.data !== undefined && answer.data !== null && first === undefined) return answer.data;
  const failure = new TripodRequestError(
    first?.extensions?.code ?? `HTTP_${response.status}`,
    first?.message ?? `The graph answered ${response.status}`,
    answer?.errors ?? [],
  );
  if (!PASSING_STATUSES.has(response.status)) throw failure;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new PassingFailure(failure, Number.isFinite(seconds) ? seconds * 1_000 : null);
}

function parse<Value>(text: string): Value | null {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

function isRepeatable(text: string, variables: unknown): boolean {
  if (!/^\s*mutation\b/.test(text)) return true;
  const { input } = (variables ?? {}) as { input?: { idempotencyKey?: unknown } };
  return typeof input?.idempotencyKey === 'string';
}

/** 0.5 s, 1 s, 2 s, each by half to whole, so that many clients do not come back at the same moment. */
function standardBackOff(failures: number): number {
  return 500 * 2 ** (failures - 1) * (0.5 + Math.random() / 2);
}

import { type GraphqlPost, type PostAnswer, PostFailure, type PostRequest } from './graphql-post.js';

/** A request that is under way, and how many wait for it. */
interface Flight {
  readonly answer: Promise<PostAnswer>;
  /** Absent where a caller waits who cannot go away: then nothing cancels it. */
  readonly controller: AbortController | undefined;
  waiting: number;
}

/**
 * Sends identical queries that are under way at the same time only once: same operation, variables and headers. Each
 * caller gets the text of the answer and reads it for itself. A caller that goes away leaves the request to the others;
 * when the last one goes, it is cancelled. A query never joins one that was sent before a mutation ended, so that callers
 * read what they have written.
 */
export function deduplicatedPost(post: GraphqlPost): GraphqlPost {
  const flights = new Map<string, Flight>();
  return async (request) => {
    if (!request.idempotent) {
      try {
        return await post(request);
      } finally {
        flights.clear();
      }
    }
    const key = keyOf(request);
    const known = flights.get(key);
    if (known) return join(known, request.signal, () => forget(flights, key, known));
    const flight = depart(post, request);
    flights.set(key, flight);
    const gone = () => forget(flights, key, flight);
    flight.answer.then(gone, gone);
    return join(flight, request.signal, gone);
  };
}

function keyOf({ body, headers }: PostRequest): string {
  for (const _ in headers) return `${JSON.stringify(headers)}${body}`;
  return body;
}

function forget(flights: Map<string, Flight>, key: string, flight: Flight): void {
  if (flights.get(key) === flight) flights.delete(key);
}

function depart(post: GraphqlPost, request: PostRequest): Flight {
  if (!request.signal) return { controller: undefined, answer: post(request), waiting: 0 };
  const controller = new AbortController();
  return { controller, answer: post({ ...request, signal: controller.signal }), waiting: 0 };
}

/** Waits for a flight, but no longer than the caller does. */
function join(flight: Flight, signal: AbortSignal | undefined, abandon: () => void): Promise<PostAnswer> {
  flight.waiting++;
  if (!signal) return flight.answer;
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(new PostFailure('cancelled', 'the request was cancelled', { cause: signal.reason }));
      if (--flight.waiting > 0) return;
      abandon();
      flight.controller?.abort(signal.reason);
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    const arrived = () => signal.removeEventListener('abort', leave);
    flight.answer.then(
      (answer) => {
        arrived();
        resolve(answer);
      },
      (error: unknown) => {
        arrived();
        reject(error);
      },
    );
  });
}

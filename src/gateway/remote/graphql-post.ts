import type { Pool } from 'undici';

/** One request to a subgraph, ready to be sent. */
interface PostRequest {
  /** JSON text. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True for queries: they may be sent again. */
  readonly idempotent: boolean;
  readonly signal: AbortSignal | undefined;
}

interface PostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Sends one request and reads the whole answer.
 * @throws PostFailure
 */
export type GraphqlPost = (request: PostRequest) => Promise<PostAnswer>;

/** Why there is no answer, in words that a client may see; `cause` has the details. */
export class PostFailure extends Error {
  override readonly name = 'PostFailure';
}

/** Sends over a pool of kept-alive connections, within a time and up to a size. */
export function undiciPost(
  pool: Pool,
  options: { path: string; timeoutMilliseconds: number; maximumAnswerBytes: number },
): GraphqlPost {
  const { path, timeoutMilliseconds, maximumAnswerBytes } = options;
  return async ({ body, headers, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    try {
      const response = await pool.request({
        path,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
        },
        body,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        headersTimeout: timeoutMilliseconds,
        bodyTimeout: timeoutMilliseconds,
      });
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > maximumAnswerBytes) throw new PostFailure(`its answer is longer than ${maximumAnswerBytes} bytes`);
        chunks.push(chunk);
      }
      return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') };
    } catch (error) {
      if (error instanceof PostFailure) throw error;
      if (signal?.aborted) throw new PostFailure('the request was cancelled', { cause: error });
      if (timeout.aborted) throw new PostFailure(`no answer within ${timeoutMilliseconds} ms`, { cause: error });
      throw new PostFailure('it cannot be reached', { cause: error });
    }
  };
}

import type { ExecutionResult } from 'graphql';
import { Agent } from 'undici';
import { subgraphInvalidAnswer, subgraphUnavailable } from '../gateway-errors.js';
import type { PreparedSubscription } from '../subgraph-transport.js';
import { mapStream } from '../subscription-stream.js';
import { readEvents } from './event-source.js';
import { graphqlAnswer } from './graphql-answer.js';
import type { RemoteSubscriptions, SubscriptionEndpoint } from './subscription-endpoint.js';

/** What a refusal may take, which is one answer in JSON. */
const MAXIMUM_REFUSAL_CHARACTERS = 1_048_576;

/**
 * Subscribes over server-sent events (GraphQL over SSE, distinct connections mode): a request for each subscription, over
 * connections of their own, since each keeps one for as long as it lives. A subgraph that sends faster than its events are
 * taken is held up by its connection.
 */
export function eventStreamSubscriptions(endpoint: SubscriptionEndpoint): RemoteSubscriptions {
  const { name, url, headers, timeoutMilliseconds, maximumAnswerBytes } = endpoint;
  const agent = new Agent({ headersTimeout: timeoutMilliseconds, bodyTimeout: 0 });

  const prepare = (operation: string): PreparedSubscription => {
    return async (variables, context, signal) => {
      const controller = new AbortController();
      const leave = () => controller.abort();
      signal?.addEventListener('abort', leave, { once: true });
      const end = () => {
        signal?.removeEventListener('abort', leave);
        controller.abort();
      };
      try {
        const {
          statusCode,
          headers: answered,
          body,
        } = await agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          headers: { ...headers(context), 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify({ query: operation, variables }),
          signal: controller.signal,
        });
        body.setEncoding('utf8');
        if (statusCode === 200 && String(answered['content-type']).startsWith('text/event-stream')) {
          return mapStream(answersOf(name, readEvents(body, maximumAnswerBytes)), (answer) => answer, { onEnd: end });
        }
        const text = await textOf(body);
        end();
        return graphqlAnswer(text) ?? { errors: [subgraphUnavailable(name, `it answered with status ${statusCode}`)] };
      } catch (error) {
        end();
        return { errors: [subgraphUnavailable(name, 'it cannot be reached', error)] };
      }
    };
  };
  return { prepare, close: () => agent.destroy() };
}

async function* answersOf(
  name: string,
  events: ReturnType<typeof readEvents>,
): AsyncGenerator<ExecutionResult, void, void> {
  for await (const { event, data } of events) {
    if (event === 'complete') return;
    if (event === 'next') {
      yield graphqlAnswer(data) ?? { errors: [subgraphInvalidAnswer(name, 'an event is no GraphQL answer in JSON')] };
    }
  }
  throw subgraphUnavailable(name, 'its stream of events broke off');
}

async function textOf(body: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk;
    if (text.length > MAXIMUM_REFUSAL_CHARACTERS) throw new RangeError('the answer is too long');
  }
  return text;
}

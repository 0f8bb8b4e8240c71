/** The process that sends requests: apart from the servers, so that its work is never counted as theirs. */
import autocannon, { type Request } from 'autocannon';
import type { LoadOrder, LoadResult } from './child-messages.js';
import { distinctToken } from './distinct-token.js';

process.on('disconnect', () => process.exit(0));
process.on('message', async (order: LoadOrder) => {
  const result = await autocannon({
    url: order.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: order.body,
    connections: order.connections,
    duration: order.seconds,
    timeout: 20,
    ...(order.distinctCallers ? { requests: [{ setupRequest: ofAnotherCaller }] } : {}),
  });
  const answer: LoadResult = {
    answers: result['2xx'],
    failures: result.non2xx + result.errors + result.timeouts,
    seconds: result.duration,
    latencyMilliseconds: { p50: result.latency.p50, p99: result.latency.p99 },
  };
  process.send?.(answer);
});

function ofAnotherCaller(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: distinctToken() } };
}

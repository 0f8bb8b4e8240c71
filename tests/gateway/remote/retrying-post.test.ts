import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type GraphqlPost,
  type PostAnswer,
  PostFailure,
  type PostFailureReason,
  type PostRequest,
} from '../../../src/gateway/remote/graphql-post.js';
import { retryingPost } from '../../../src/gateway/remote/retrying-post.js';

const OPTIONS = { retries: 2, backOffMilliseconds: 100, maximumBackOffMilliseconds: 150 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  // The whole of each wait: the bound that jitter never quite reaches.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const answer = (status: number, headers: PostAnswer['headers'] = {}): PostAnswer => ({ status, headers, text: '{}' });
const failure = (reason: PostFailureReason) => new PostFailure(reason, reason);

/** A post that goes through a script, and when each attempt was made, in milliseconds from the start. */
function scripted(script: (PostAnswer | PostFailure)[]): { post: GraphqlPost; times: number[] } {
  const start = performance.now();
  const times: number[] = [];
  return {
    times,
    post: async () => {
      times.push(Math.round(performance.now() - start));
      const next = script.shift() ?? answer(200);
      if (next instanceof PostFailure) throw next;
      return next;
    },
  };
}

function request(overrides: Partial<PostRequest> = {}): PostRequest {
  const deadline = performance.now() + 10_000;
  return { body: '{}', headers: {}, idempotent: true, deadline, signal: undefined, ...overrides };
}

/** Runs to the end, timers included. */
async function run(post: GraphqlPost, sent: PostRequest): Promise<PostAnswer | PostFailure> {
  const settled = post(sent).catch((error: unknown) => error as PostFailure);
  await vi.runAllTimersAsync();
  return settled;
}

describe('retries', () => {
  it('send a query again after growing, bounded waits', async () => {
    const { post, times } = scripted([failure('unreachable'), failure('unreachable')]);
    expect(await run(retryingPost(post, OPTIONS), request())).toEqual(answer(200));
    // 100, then the bound of 150 instead of 200.
    expect(times).toEqual([0, 100, 250]);
  });

  it('wait a random part of it', async () => {
    vi.mocked(Math.random).mockReturnValue(0.25);
    const { post, times } = scripted([failure('unreachable')]);
    await run(retryingPost(post, OPTIONS), request());
    expect(times).toEqual([0, 25]);
  });

  it('end with the last outcome', async () => {
    const { post, times } = scripted([answer(503), answer(502), answer(504)]);
    expect(await run(retryingPost(post, OPTIONS), request())).toEqual(answer(504));
    expect(times).toHaveLength(3);
  });

  it.each([
    ['a mutation', { idempotent: false }, failure('unreachable')],
    ['what took too long', {}, failure('timeout')],
    ['what was cancelled', {}, failure('cancelled')],
    ['an answer too long', {}, failure('too-long')],
    ['an open circuit', {}, failure('circuit-open')],
    ['a refusal', {}, answer(400)],
    ['a server error that another attempt would meet again', {}, answer(500)],
  ])('leave %s alone', async (_name, overrides, outcome) => {
    const { post, times } = scripted([outcome]);
    expect(await run(retryingPost(post, OPTIONS), request(overrides))).toBe(outcome);
    expect(times).toEqual([0]);
  });

  it.each([429, 503])('wait as long as a %i says, in seconds or by date', async (status) => {
    vi.mocked(Math.random).mockReturnValue(0);
    const start = Math.ceil(Date.now() / 1_000) * 1_000;
    vi.setSystemTime(start);
    const date = new Date(start + 5_000).toUTCString();
    const { post, times } = scripted([answer(status, { 'retry-after': '2' }), answer(status, { 'retry-after': date })]);
    expect(await run(retryingPost(post, OPTIONS), request())).toEqual(answer(200));
    expect(times).toEqual([0, 2_000, 5_000]);
  });

  it('do not wait past the deadline: the answer there is goes back at once', async () => {
    const busy = answer(503, { 'retry-after': '60' });
    const { post, times } = scripted([busy]);
    const started = performance.now();
    expect(await run(retryingPost(post, OPTIONS), request())).toBe(busy);
    expect([times, performance.now() - started]).toEqual([[0], 0]);
  });

  it('tell the first reason where the circuit opens in between', async () => {
    const { post } = scripted([failure('unreachable'), failure('circuit-open')]);
    expect(await run(retryingPost(post, OPTIONS), request())).toMatchObject({ reason: 'unreachable' });
  });

  it('end their wait when the request is cancelled', async () => {
    const controller = new AbortController();
    const { post, times } = scripted([failure('unreachable')]);
    const pending = retryingPost(post, OPTIONS)(request({ signal: controller.signal }));
    const rejected = expect(pending).rejects.toMatchObject({ reason: 'cancelled' });
    await vi.advanceTimersByTimeAsync(50);
    controller.abort();
    await rejected;
    await vi.runAllTimersAsync();
    expect(times).toEqual([0]);
  });
});

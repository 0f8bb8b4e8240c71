import { describe, expect, it } from 'vitest';
import { deduplicatedPost } from '../../../src/gateway/remote/deduplicated-post.js';
import { type GraphqlPost, PostFailure, type PostRequest } from '../../../src/gateway/remote/graphql-post.js';

/** A post whose requests are answered when the test says so. */
function held() {
  const sent: { request: PostRequest; answer: (text: string) => void; fail: (error: Error) => void }[] = [];
  const post: GraphqlPost = (request) =>
    new Promise((resolve, reject) => {
      sent.push({ request, answer: (text) => resolve({ status: 200, headers: {}, text }), fail: reject });
    });
  return { sent, post: deduplicatedPost(post) };
}

const request = (overrides: Partial<PostRequest> = {}): PostRequest => ({
  body: '{"query":"{a}"}',
  headers: {},
  idempotent: true,
  deadline: Number.POSITIVE_INFINITY,
  signal: undefined,
  ...overrides,
});

describe('identical queries under way', () => {
  it('are sent once; each gets the answer', async () => {
    const { sent, post } = held();
    const answers = [post(request()), post(request()), post(request({ signal: new AbortController().signal }))];
    expect(sent).toHaveLength(1);
    sent[0]?.answer('one');
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(['one', 'one', 'one']);
    const later = post(request());
    expect(sent).toHaveLength(2);
    sent[1]?.answer('two');
    expect((await later).text).toBe('two');
  });

  it('share a failure, and the next one is sent anew', async () => {
    const { sent, post } = held();
    const answers = [post(request()), post(request())];
    sent[0]?.fail(new PostFailure('unreachable', 'gone'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void post(request());
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['variables', { body: '{"query":"{a}","variables":{"n":1}}' }],
    ['callers', { headers: { authorization: 'Bearer other' } }],
  ])('are those without other %s', (_name, overrides) => {
    const { sent, post } = held();
    void post(request());
    void post(request(overrides));
    expect(sent).toHaveLength(2);
  });

  it('are never mutations', () => {
    const { sent, post } = held();
    void post(request({ idempotent: false }));
    void post(request({ idempotent: false }));
    expect(sent).toHaveLength(2);
  });

  it('do not join a query from before a mutation: callers read what they have written', async () => {
    const { sent, post } = held();
    const before = post(request());
    const mutation = post(request({ body: 'mutation', idempotent: false }));
    sent[1]?.answer('written');
    await mutation;
    const after = post(request());
    expect(sent).toHaveLength(3);
    sent[0]?.answer('old');
    sent[2]?.answer('new');
    expect([(await before).text, (await after).text]).toEqual(['old', 'new']);
  });

  it('go on while somebody waits, and are cancelled when nobody does', async () => {
    const { sent, post } = held();
    const first = new AbortController();
    const second = new AbortController();
    const answers = [post(request({ signal: first.signal })), post(request({ signal: second.signal }))];
    const settled = Promise.allSettled(answers);
    first.abort();
    expect(sent[0]?.request.signal?.aborted).toBe(false);
    second.abort();
    expect(sent[0]?.request.signal?.aborted).toBe(true);
    for (const result of await settled) expect(result).toMatchObject({ reason: { reason: 'cancelled' } });
    // What was cancelled is joined by nobody.
    void post(request());
    expect(sent).toHaveLength(2);
    sent[0]?.fail(new PostFailure('cancelled', 'cancelled'));
  });
});

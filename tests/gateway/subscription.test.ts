import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answering, federate, subgraph } from './subgraph-fixture.js';

const closed: string[] = [];

function stations() {
  const one = subgraph(
    'stations',
    `type Query { station: Station }
     type Subscription { changed(limit: Int! = 3): Station refused: Station }
     type Station @key(fields: "id") { id: ID! power: Int! }`,
    { fields: { Station: { power: ({ id }) => (id === 's2' ? null : 50) } } },
  );
  const fields = one.schema.getSubscriptionType()?.getFields();
  if (fields?.changed && fields.refused) {
    fields.changed.resolve = (source) => source;
    fields.changed.subscribe = async function* (_source, { limit }) {
      try {
        for (let n = 1; n <= limit; n++) yield { id: `s${n}` };
      } finally {
        closed.push('stations');
      }
    };
    fields.refused.subscribe = () => {
      throw new Error('not today');
    };
  }
  const two = subgraph('names', 'type Station @key(fields: "id") { id: ID! name: String }', {
    fields: { Station: { name: ({ id }) => `Station ${id}` } },
  });
  return [one, two];
}

async function collect(stream: AsyncIterable<ExecutionResult> | ExecutionResult): Promise<ExecutionResult[]> {
  if (!(Symbol.asyncIterator in stream)) throw new Error(`no stream: ${JSON.stringify(stream)}`);
  const results: ExecutionResult[] = [];
  for await (const result of stream) results.push(JSON.parse(JSON.stringify(result)));
  return results;
}

describe('subscriptions', () => {
  it('resolve each event through the plan, errors included', async () => {
    const { gateway } = federate(stations());
    const source = 'subscription ($n: Int!) { now: changed(limit: $n) { power name } }';
    const results = await collect(await gateway.subscribe({ source, variables: { n: 3 }, context: {} }));
    expect(results).toEqual([
      { data: { now: { power: 50, name: 'Station s1' } } },
      {
        data: { now: null },
        errors: [
          {
            message: 'Cannot return null for non-nullable field Station.power.',
            path: ['now', 'power'],
          },
        ],
      },
      { data: { now: { power: 50, name: 'Station s3' } } },
    ]);
  });

  it('end at the subgraph when the client leaves', async () => {
    closed.length = 0;
    const { gateway } = federate(stations());
    const stream = await gateway.subscribe({ source: 'subscription { changed { id } }', context: {} });
    if (!(Symbol.asyncIterator in stream)) throw new Error('no stream');
    expect((await stream.next()).value).toEqual({ data: { changed: { id: 's1' } } });
    await stream.return();
    expect(closed).toEqual(['stations']);
  });

  it('answer with the error of a subgraph that refuses', async () => {
    const { gateway } = federate(stations());
    const answer = await gateway.subscribe({ source: 'subscription { refused { id } }', context: {} });
    expect(answer).toMatchObject({ errors: [{ message: 'not today', path: ['refused'] }] });
  });

  it('say so where a transport cannot stream', async () => {
    const { gateway } = federate(stations(), { transports: { stations: answering(() => ({ data: null })) } });
    const answer = await gateway.subscribe({ source: 'subscription { changed { id } }', context: {} });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  });

  it('are neither executed, nor are queries subscribed to', async () => {
    const { gateway } = federate(stations());
    const executed = await gateway.execute({ source: 'subscription { changed { id } }', context: {} });
    const subscribed = await gateway.subscribe({ source: '{ station { id } }', context: {} });
    expect(executed).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(subscribed).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

import type { ExecutionResult } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gateway } from '../../src/gateway/gateway.js';
import { ReplaceableGateway } from '../../src/gateway/replaceable-gateway.js';
import { federate, subgraph } from './subgraph-fixture.js';

/** A gateway that answers with its name when the test lets it. */
function heldGateway(name: string) {
  const open: (() => void)[] = [];
  const answer = (): Promise<ExecutionResult> =>
    new Promise((resolve) => open.push(() => resolve({ data: { gateway: name } })));
  const { gateway } = federate([subgraph(name, `type Query { ${name}: Int }`)]);
  const held: Gateway = {
    ...gateway,
    execute: answer,
    subscribe: async () =>
      (async function* () {
        for (let n = 0; n < 2; n++) yield await answer();
      })(),
  };
  const release = () => {
    for (const resolve of open.splice(0)) resolve();
  };
  return { gateway: held, release };
}

const request = { source: '{ x }', context: {} };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a gateway that is replaced', () => {
  it('answers what it has begun; new requests go to the new one', async () => {
    const [old, young] = [heldGateway('old'), heldGateway('young')];
    const gateway = new ReplaceableGateway(old.gateway);
    const seen: string[] = [];
    gateway.onReplace(({ apiSchema }) => seen.push(...Object.keys(apiSchema.getQueryType()?.getFields() ?? {})));
    const begun = gateway.execute(request);
    let drained = false;
    const replaced = gateway.replace(young.gateway).then(() => {
      drained = true;
    });
    const later = gateway.execute(request);
    // Validated by the old schema, though it comes later: an operation stays with the schema it was checked against.
    const validatedBefore = gateway.validatedBy(old.gateway.apiSchema).execute(request);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([drained, seen]).toEqual([false, ['young']]);
    expect(gateway.apiSchema).toBe(young.gateway.apiSchema);
    old.release();
    young.release();
    await replaced;
    expect(await Promise.all([begun, later, validatedBefore])).toEqual([
      { data: { gateway: 'old' } },
      { data: { gateway: 'young' } },
      { data: { gateway: 'old' } },
    ]);
  });

  it('is done only after a grace, even when it is idle', async () => {
    const [old, young] = [heldGateway('old'), heldGateway('young')];
    const gateway = new ReplaceableGateway(old.gateway);
    let drained = false;
    void gateway.replace(young.gateway).then(() => {
      drained = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(drained).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(drained).toBe(true);
  });

  it.each(['ends', 'is left before its first event'])('serves a subscription until it %s', async (how) => {
    const [old, young] = [heldGateway('old'), heldGateway('young')];
    const gateway = new ReplaceableGateway(old.gateway);
    const stream = await gateway.subscribe(request);
    if (!(Symbol.asyncIterator in stream)) throw new Error('no stream');
    let drained = false;
    const replaced = gateway.replace(young.gateway).then(() => {
      drained = true;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drained).toBe(false);
    if (how === 'ends') {
      const events: unknown[] = [];
      const reading = (async () => {
        for await (const event of stream) events.push(event);
      })();
      for (let n = 0; n < 2; n++) {
        await vi.advanceTimersByTimeAsync(1);
        old.release();
      }
      await reading;
      expect(events).toHaveLength(2);
    } else {
      await stream.return();
    }
    await replaced;
    expect(drained).toBe(true);
  });
});

import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { pause } from './requests.js';
import type { Tally } from './tally.js';

const CHANGED = `subscription ($country: CountryCode!) {
  evseStatusChanged(countryCode: $country) { evseUid status location { locationId country { name currency } } } }`;
const OPEN_MILLISECONDS = 4_000;
const BETWEEN_MILLISECONDS = 1_000;

/** Opens and closes subscriptions to the same events, over WebSocket and server-sent events, until `stop`. */
export async function openStreams(address: string, country: string, tally: Tally, stop: AbortSignal): Promise<void> {
  const again = async (open: () => Promise<void>, delay: number): Promise<void> => {
    await pause(delay, stop);
    while (!stop.aborted) {
      await open();
      await pause(BETWEEN_MILLISECONDS, stop);
    }
  };
  const webSocket = () => overWebSocket(address, country, tally, stop);
  const events = () => overServerSentEvents(address, country, tally, stop);
  await Promise.all([again(webSocket, 0), again(webSocket, 2_000), again(events, 1_000), again(events, 3_000)]);
}

async function overWebSocket(address: string, country: string, tally: Tally, stop: AbortSignal): Promise<void> {
  const kind = 'subscription over WebSocket';
  const client = createClient({ url: address.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const unsubscribe = client.subscribe(
    { query: CHANGED, variables: { country } },
    {
      next: ({ errors }) => {
        tally.count(kind, 'events');
        if (errors !== undefined) tally.fail(kind, JSON.stringify(errors));
      },
      error: (error) => tally.fail(kind, error instanceof Error ? error.message : JSON.stringify(error)),
      complete: () => undefined,
    },
  );
  tally.count(kind, 'opened');
  await pause(OPEN_MILLISECONDS, stop);
  unsubscribe();
  await client.dispose();
}

async function overServerSentEvents(address: string, country: string, tally: Tally, stop: AbortSignal): Promise<void> {
  const kind = 'subscription over server-sent events';
  const leaving = new AbortController();
  const read = async (): Promise<void> => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: CHANGED, variables: { country } }),
      signal: leaving.signal,
    });
    tally.count(kind, `opened ${response.status}`);
    if (response.status !== 200 || response.body === null) {
      tally.fail(kind, `${response.status} ${await response.text()}`);
      return;
    }
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>).setEncoding('utf8');
    for await (const text of body as AsyncIterable<string>) {
      for (const _ of text.matchAll(/^event: next$/gm)) tally.count(kind, 'events');
      if (text.includes('"errors"')) tally.fail(kind, text);
    }
  };
  const reading = read().catch((error: unknown) => {
    if (!leaving.signal.aborted) tally.fail(kind, String(error));
  });
  await pause(OPEN_MILLISECONDS, stop);
  leaving.abort();
  await reading;
}

import type { ListenAddress } from './wire/listener.js';

/** What the worker thread is started with. */
export interface WorkerSettings {
  readonly address: ListenAddress;
  readonly dataDirectory: string | undefined;
}

/** What the worker tells the thread that started it. */
export type WorkerMessage =
  | { readonly kind: 'listening'; readonly address: string }
  | {
      readonly kind: 'refused';
      readonly error: Error;
      readonly damage?: { file: string; offset: number; reason: string };
    }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'log'; readonly message: string }
  | { readonly kind: 'closed' };

/** The only thing that the worker is told: end. */
export const CLOSE = 'close';

import type { GatewayRequest } from './gateway.js';

/** How one request is to be executed, by whoever received it. */
export type ExecutionControls = Pick<GatewayRequest, 'signal' | 'admit' | 'reportCost'>;

/** The key under which a request's context carries its controls through Apollo Server to the gateway. */
const CONTROLS = Symbol('execution controls');

interface Controlled {
  readonly [CONTROLS]?: ExecutionControls;
}

/** Gives a context its controls; only the executor sees them. */
export function control<Context extends object>(context: Context, controls: ExecutionControls): Context {
  // Enumerable: Apollo Server executes with a copy of the context.
  return Object.assign(context, { [CONTROLS]: controls });
}

/** The controls of a context; none where it was given none. */
export function controlsOf(context: unknown): ExecutionControls | undefined {
  return (context as Controlled | null | undefined)?.[CONTROLS];
}

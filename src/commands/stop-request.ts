/** The wish that the process ends, by SIGINT (Ctrl-C) or SIGTERM. */
export interface StopRequest {
  /** Aborted when the wish arrives. */
  readonly signal: AbortSignal;
  /** Resolves then too, with the name of the signal. */
  readonly received: Promise<NodeJS.Signals>;
}

/** Listens for the wish from now on. A second signal ends the process at once. */
export function stopRequest(): StopRequest {
  const controller = new AbortController();
  const received = new Promise<NodeJS.Signals>((resolve) => {
    const listener = (signal: NodeJS.Signals): void => {
      if (controller.signal.aborted) {
        process.exit(130);
      }
      controller.abort();
      resolve(signal);
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
  return { signal: controller.signal, received };
}

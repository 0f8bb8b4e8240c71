/** Resolves at SIGINT or SIGTERM. A second signal ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let seen = false;
    const listener = (signal: NodeJS.Signals): void => {
      if (seen) {
        process.exit(130);
      }
      seen = true;
      resolve(signal);
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
}

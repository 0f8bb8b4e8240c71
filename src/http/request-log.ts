/** One answered request, without anything of its text, its variables or its caller. */
export interface RequestLogLine {
  readonly requestId: string;
  readonly method: string;
  /** Path of the route, not of the address: what callers write there is not logged. */
  readonly route: string;
  readonly status: number;
  readonly durationMilliseconds: number;
  /** Absent where no operation was found good. */
  readonly operationType?: string;
  readonly operationName?: string;
  /** Codes in the answer, as the caller sees them. */
  readonly errorCodes?: readonly string[];
  /** Only where traces are made. */
  readonly traceId?: string;
}

/** The part of a logger that lines of requests need; pino has it. */
export interface LineLogger {
  isLevelEnabled(level: 'info' | 'debug'): boolean;
  info(line: object, message: string): void;
  debug(line: object, message: string): void;
}

/** Writes a line for each answered request. */
export interface RequestLog {
  /** False where not even requests to the graph are written. */
  readonly active: boolean;
  /** @param line made only where it is written */
  write(level: 'info' | 'debug', line: () => RequestLogLine): void;
}

/** Lines in a logger: requests to the graph at `info`, those to health and metrics at `debug`. */
export function requestLog(logger: LineLogger): RequestLog {
  return {
    active: logger.isLevelEnabled('info'),
    write(level, line) {
      if (logger.isLevelEnabled(level)) logger[level](line(), 'request');
    },
  };
}

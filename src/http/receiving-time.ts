import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take any time, as long as bytes keep coming: the longest pause in milliseconds. */
    readonly longestPauseMilliseconds?: number;
  }
}

/** How long a request may take to arrive whole; large files have a route of their own with a longest pause instead. */
const RECEIVING_MILLISECONDS = 60_000;

const TIMED_OUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/**
 * Ends requests that do not arrive: whose body is not whole in time, or of a route with a longest pause, in which no
 * byte comes for that long. Node has one limit for all requests of a server, so that it is not used; that of headers is.
 * @param milliseconds time for a whole body
 */
export function limitReceivingTime(app: FastifyInstance, milliseconds: number = RECEIVING_MILLISECONDS): void {
  app.server.requestTimeout = 0;
  app.server.headersTimeout = milliseconds;
  app.addHook('onRequest', (request, _reply, done) => {
    if (!request.raw.complete) {
      const pause = request.routeOptions.config?.longestPauseMilliseconds;
      if (pause === undefined) endUnlessWhole(request, milliseconds);
      else endUnlessMoving(request, pause);
    }
    done();
  });
}

function endUnlessWhole({ raw }: FastifyRequest, milliseconds: number): void {
  const timer = setTimeout(() => end(raw), milliseconds);
  raw.once('close', () => clearTimeout(timer));
}

function endUnlessMoving({ raw }: FastifyRequest, pause: number): void {
  let received = raw.socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.socket.bytesRead === received) end(raw);
    received = raw.socket.bytesRead;
  }, pause);
  raw.once('close', () => clearInterval(timer));
}

function end(raw: FastifyRequest['raw']): void {
  if (raw.complete || raw.destroyed) return;
  raw.socket.end(TIMED_OUT, () => raw.socket.destroy());
}

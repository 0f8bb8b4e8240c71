import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take any time, as long as bytes keep coming: the longest pause in milliseconds. */
    readonly longestPauseMilliseconds?: number;
  }
}

/** How long a request may take to arrive whole; large files have a route of their own with a longest pause instead. */
const RECEIVING_MILLISECONDS = 60_000;

const TIMED_OUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
const CLOSING = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n';

/** A request whose body is still on its way. */
interface Arrival {
  readonly raw: FastifyRequest['raw'];
  readonly response: FastifyReply['raw'];
}

/**
 * Ends requests that do not arrive: whose body is not whole in time, or of a route with a longest pause, in which no
 * byte comes for that long. Node has one limit for all requests of a server, so that it is not used; that of headers is.
 * A server that closes does not wait for what may never arrive.
 * @param milliseconds time for a whole body
 */
export function limitReceivingTime(app: FastifyInstance, milliseconds: number = RECEIVING_MILLISECONDS): void {
  app.server.requestTimeout = 0;
  app.server.headersTimeout = milliseconds;
  const arriving = new Map<Socket, Arrival>();
  app.server.on('connection', (socket: Socket) => socket.once('close', () => arriving.delete(socket)));
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    // A request without connection, as tests inject them, has nothing to wait for.
    if (!raw.complete && raw.socket instanceof Socket) {
      arriving.set(raw.socket, { raw, response: reply.raw });
      // Not on `close`: one that is refused before it is whole has that too, while its connection stays.
      raw.once('end', () => arriving.delete(raw.socket));
      const pause = request.routeOptions.config?.longestPauseMilliseconds;
      if (pause === undefined) endUnlessWhole(request, milliseconds);
      else endUnlessMoving(request, pause);
    }
    done();
  });
  app.addHook('preClose', async () => {
    for (const [socket, { raw, response }] of arriving) {
      // What has been answered before it was whole, as too large, needs no second answer.
      if (response.headersSent || raw.destroyed) socket.destroy();
      else end(raw, CLOSING);
    }
  });
}

function endUnlessWhole({ raw }: FastifyRequest, milliseconds: number): void {
  // A request that is refused before it is whole never closes: its timer must not hold up the end of the process.
  const timer = setTimeout(() => end(raw, TIMED_OUT), milliseconds).unref();
  raw.once('close', () => clearTimeout(timer));
}

function endUnlessMoving({ raw }: FastifyRequest, pause: number): void {
  let received = raw.socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.socket.bytesRead === received) end(raw, TIMED_OUT);
    received = raw.socket.bytesRead;
  }, pause).unref();
  raw.once('close', () => clearInterval(timer));
}

function end(raw: FastifyRequest['raw'], answer: string): void {
  if (raw.complete || raw.destroyed) return;
  raw.socket.end(answer, () => raw.socket.destroy());
}

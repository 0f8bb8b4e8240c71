import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { TripodError } from '../kernel/errors/tripod-error.js';

/** Takes the files of imports that have been made through the graph. */
export interface ImportUploads {
  /**
   * Takes one file to its end; settles when it is kept and its import is queued.
   * @throws TripodError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT
   */
  receive(importId: string, authorization: string | undefined, file: Readable): Promise<void>;
}

const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
};

/** Of an upload that takes an hour something must come at least as often. */
const LONGEST_PAUSE_MILLISECONDS = 60_000;

/**
 * `PUT /imports/:id` with the bytes of the file as body, of whatever content type; 202 when the import is queued. May
 * take any time, as long as bytes keep coming.
 */
export function importUploadRoute(
  app: FastifyInstance,
  uploads: ImportUploads,
  longestPauseMilliseconds: number = LONGEST_PAUSE_MILLISECONDS,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The body stays a stream: it may be larger than the memory.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const config = { longestPauseMilliseconds };
    scope.put<{ Params: { id: string } }>('/imports/:id', { config }, async (request, reply) => {
      try {
        await uploads.receive(request.params.id, request.headers.authorization, request.raw);
        return reply.code(202).send({ importId: request.params.id, state: 'QUEUED' });
      } catch (error) {
        // Its sender has gone, or was silent for too long: nobody is there to be answered.
        if (request.raw.destroyed && !request.raw.complete) return reply.hijack();
        const status = error instanceof TripodError ? STATUSES[String(error.extensions.code)] : undefined;
        if (!(error instanceof TripodError) || status === undefined) throw error;
        const { message } = error;
        const { code } = error.extensions;
        // What is left of the body is not read.
        reply.header('connection', 'close');
        return reply.code(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
      }
    });
  });
}

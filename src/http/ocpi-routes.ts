import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { PUBLIC_CALLER } from '../kernel/caller.js';
import type { ErrorLog } from './error-format.js';
import { clientKey } from './guards/client-key.js';
import type { HttpGuards } from './guards/guard-options.js';

/** A request to the OCPI endpoints. */
export interface OcpiRequest {
  readonly method: string;
  /** Decoded segments of the path behind `/ocpi/`. */
  readonly segments: readonly string[];
  readonly body: string;
  /** Scheme and host by which the sender has reached us. */
  readonly origin: string;
}

/** What is answered, for the envelope of OCPI. */
export interface OcpiAnswer {
  readonly httpStatus: number;
  /** OCPI status code: 1000 for success, 2000 and above for mistakes of the client, 3000 and above for ours. */
  readonly statusCode: number;
  readonly message?: string;
  readonly data?: unknown;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is behind the endpoints, for parties that are known by their token. */
export interface OcpiEndpoints<Party extends { readonly name: string } = { readonly name: string }> {
  /** Who sends, by its Authorization header; null where nobody knows it. */
  partyOf(authorization: string | undefined): Party | null;
  answer(party: Party, request: OcpiRequest): Promise<OcpiAnswer>;
}

export interface OcpiRoutesOptions {
  readonly endpoints: OcpiEndpoints;
  readonly guards?: Pick<HttpGuards, 'rateLimit'>;
  readonly log: ErrorLog;
}

const CLIENT_ERROR = 2000;
const INVALID_PARAMETERS = 2001;
const SERVER_ERROR = 3000;

/** Headers by which OCPI follows a message; an answer has those of its request. */
const MESSAGE_IDS = ['x-request-id', 'x-correlation-id'] as const;
const MESSAGE_ID = /^[\x21-\x7e]{1,100}$/;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * `/ocpi/...`: the transport of OCPI 2.2.1 and 2.3.0. Who sends is found out before anything of its body is read. Every answer,
 * errors included, is the envelope of OCPI.
 */
export function ocpiRoutes(app: FastifyInstance, { endpoints, guards, log }: OcpiRoutesOptions): void {
  const parties = new WeakMap<FastifyRequest, { readonly name: string }>();
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Whoever sends JSON under another name is understood as well; what it is worth is judged behind.
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.addHook('onRequest', async (request, reply) => {
      for (const name of MESSAGE_IDS) {
        const value = request.headers[name];
        if (typeof value === 'string' && MESSAGE_ID.test(value)) reply.header(name, value);
      }
      const party = endpoints.partyOf(request.headers.authorization);
      await guards?.rateLimit?.countRequest(
        party === null ? clientKey(PUBLIC_CALLER, request.ip) : `ocpi:${party.name}`,
      );
      if (party === null) {
        reply.header('www-authenticate', 'Token');
        const message =
          'The Authorization header must be "Token " and the credentials token that was agreed on, in Base64';
        return send(reply, { httpStatus: 401, statusCode: CLIENT_ERROR, message });
      }
      parties.set(request, party);
    });
    scope.setErrorHandler<FastifyError>((error, request, reply) => send(reply, failure(error, request, log)));
    scope.route<{ Params: { '*': string } }>({
      method: [...METHODS],
      url: '/ocpi/*',
      handler: async (request, reply) => {
        const party = parties.get(request);
        if (party === undefined) throw new Error('A request has come past its check');
        const segments = segmentsOf(request.raw.url ?? '');
        return send(
          reply,
          segments === null
            ? { httpStatus: 400, statusCode: INVALID_PARAMETERS, message: 'The path is not encoded as UTF-8' }
            : await endpoints.answer(party, {
                method: request.method,
                segments,
                body: typeof request.body === 'string' ? request.body : '',
                origin: `${request.protocol}://${request.host}`,
              }),
        );
      },
    });
  });
}

function send(reply: FastifyReply, { httpStatus, statusCode, message, data, headers = {} }: OcpiAnswer): FastifyReply {
  return reply
    .code(httpStatus)
    .headers(headers)
    .type('application/json; charset=utf-8')
    .send(
      JSON.stringify({
        ...(data === undefined ? {} : { data }),
        status_code: statusCode,
        ...(message === undefined ? {} : { status_message: message }),
        timestamp: new Date().toISOString(),
      }),
    );
}

/** Segments behind `/ocpi/`, each decoded by itself: an identifier may contain a stroke. */
function segmentsOf(url: string): string[] | null {
  const path = (url.split('?')[0] ?? '').replace(/^\/ocpi\//, '').replace(/\/$/, '');
  try {
    return path.split('/').map((segment) => decodeURIComponent(segment));
  } catch {
    return null;
  }
}

function failure(error: FastifyError, request: FastifyRequest, log: ErrorLog): OcpiAnswer {
  if (error instanceof GraphQLError) {
    const { code, retryAfterSeconds } = error.extensions;
    if (code === 'RATE_LIMITED') {
      const headers = { 'retry-after': String(retryAfterSeconds) };
      return { httpStatus: 429, statusCode: CLIENT_ERROR, message: error.message, headers };
    }
    if (code === 'COUNTRY_UNAVAILABLE' || code === 'SUBGRAPH_UNAVAILABLE') {
      return { httpStatus: 503, statusCode: SERVER_ERROR, message: error.message };
    }
  }
  const httpStatus = error.statusCode ?? 500;
  if (httpStatus < 500) return { httpStatus, statusCode: INVALID_PARAMETERS, message: error.message };
  log('unexpected error', error, request.id);
  const message = 'Internal error. It has been logged under the request id.';
  return { httpStatus: 500, statusCode: SERVER_ERROR, message };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { oversizedAnswer } from './guards/answer-size.js';

export const JSON_ANSWER = 'application/json; charset=utf-8';

/** What was sent of an answer. */
export type SentAnswer = string | Buffer;

/**
 * Node joins a string with the head of the answer, flattens it and measures it before it is written: of a long one, that
 * costs as much as all the rest of writing. Short ones are cheaper as they are.
 */
const LONGEST_TEXT_SENT_AS_STRING = 1_024;

/**
 * Sends an answer as JSON.
 * @param maximumBytes a longer answer is replaced by an error; undefined for any length
 * @returns what was sent, where it is the answer itself and no refusal
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, body, maximumBytes }: { status: number; body: string; maximumBytes: number | undefined },
): SentAnswer | undefined {
  const oversized = oversizedAnswer(body, maximumBytes);
  if (oversized !== undefined) {
    reply.code(400).send(withRequestId(oversized, request.id));
    return undefined;
  }
  if (status >= 400) {
    reply.code(status).send(withRequestId(body, request.id));
    return undefined;
  }
  const sent = body.length > LONGEST_TEXT_SENT_AS_STRING ? Buffer.from(body) : body;
  reply.code(status).send(sent);
  return sent;
}

/** Answers a request that does not get as far as Apollo Server. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (!(error instanceof GraphQLError)) {
    throw error;
  }
  const { http, ...extensions } = error.extensions;
  const { status = 400 } = (http ?? {}) as { status?: number };
  reply
    .code(status)
    .send({ errors: [{ message: error.message, extensions: { ...extensions, requestId: request.id } }] });
}

/** Requests refused before an operation started have no plugin hook with their context: the id is added here. */
export function withRequestId(body: string, requestId: string): string {
  const parsed = JSON.parse(body) as { errors?: { extensions?: Record<string, unknown> }[] };
  for (const error of parsed.errors ?? []) {
    error.extensions = { ...error.extensions, requestId };
  }
  return JSON.stringify(parsed);
}

import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';

/** Ends a request's work when its time is up or its client has gone. */
export interface RequestDeadline {
  readonly signal: AbortSignal;
  /** To be called when the answer is there. */
  end(): void;
}

/** @param milliseconds undefined: only the client's leaving ends the work */
export function requestDeadline(milliseconds: number | undefined, response: ServerResponse): RequestDeadline {
  const controller = new AbortController();
  const timer =
    milliseconds === undefined ? undefined : setTimeout(() => controller.abort(timedOut(milliseconds)), milliseconds);
  const leave = () => controller.abort(clientGone());
  response.once('close', leave);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      response.removeListener('close', leave);
    },
  };
}

function timedOut(milliseconds: number): GraphQLError {
  return new GraphQLError(`The request took longer than ${milliseconds} ms and was ended.`, {
    extensions: { code: 'REQUEST_TIMEOUT', milliseconds, http: { status: 504 } },
  });
}

function clientGone(): GraphQLError {
  return new GraphQLError('The client has closed the connection.', { extensions: { code: 'REQUEST_CANCELLED' } });
}

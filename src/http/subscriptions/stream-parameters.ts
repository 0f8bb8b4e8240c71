import { badRequest } from './stream-errors.js';

/** A request for an operation, by the fields of GraphQL over HTTP. */
export interface StreamParameters {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly documentId?: string;
  readonly extensions?: Record<string, unknown>;
}

/**
 * Reads the parameters of an operation out of parsed JSON.
 * @throws GraphQLError with BAD_REQUEST that names what is wrong
 */
export function readStreamParameters(value: unknown): StreamParameters {
  if (!isObject(value)) throw badRequest('The request must be an object with a "query".');
  if (!value.query && !value.documentId && !value.extensions) throw badRequest('The request has no "query".');
  return {
    ...text(value, 'query'),
    ...text(value, 'operationName'),
    ...text(value, 'documentId'),
    ...object(value, 'variables'),
    ...object(value, 'extensions'),
  };
}

/** The same out of the query string of an address, where variables and extensions are JSON. */
export function readStreamAddress(search: URLSearchParams): StreamParameters {
  const value: Record<string, unknown> = Object.fromEntries(search);
  for (const name of ['variables', 'extensions']) {
    const json = search.get(name);
    if (json === null) continue;
    try {
      value[name] = JSON.parse(json);
    } catch {
      throw badRequest(`"${name}" is not JSON.`);
    }
  }
  return readStreamParameters(value);
}

function text(value: Record<string, unknown>, name: string): Record<string, string> {
  const field = value[name];
  if (field === undefined || field === null) return {};
  if (typeof field !== 'string') throw badRequest(`"${name}" must be a text.`);
  return { [name]: field };
}

function object(value: Record<string, unknown>, name: string): Record<string, Record<string, unknown>> {
  const field = value[name];
  if (field === undefined || field === null) return {};
  if (!isObject(field)) throw badRequest(`"${name}" must be an object.`);
  return { [name]: field };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

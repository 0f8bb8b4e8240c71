import type { HTTPGraphQLRequest } from '@apollo/server';
import type { TrustedDocuments } from './trusted-documents.js';

/**
 * Puts the text of a trusted document into a request that names it by its id, in the body or in the address.
 * @throws GraphQLError where the document may not run; see `TrustedDocuments.resolve`
 */
export function withTrustedDocument(request: HTTPGraphQLRequest, trusted: TrustedDocuments): HTTPGraphQLRequest {
  if (request.method === 'GET') {
    const parameters = new URLSearchParams(request.search);
    const text = trusted.resolve({
      query: parameters.get('query'),
      documentId: parameters.get('documentId') ?? undefined,
      extensions: parsed(parameters.get('extensions')),
    });
    if (text === undefined) {
      return request;
    }
    parameters.set('query', text);
    parameters.delete('documentId');
    parameters.delete('extensions');
    return { ...request, search: `?${parameters}` };
  }
  const { body } = request;
  // A body that is no object names no document; in safelist mode that is refused like any other.
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const text = trusted.resolve(fields);
  if (text === undefined) {
    return request;
  }
  const { documentId: _documentId, extensions, ...rest } = fields as Record<string, unknown>;
  const { persistedQuery: _persistedQuery, ...others } = (extensions ?? {}) as Record<string, unknown>;
  return { ...request, body: { ...rest, query: text, extensions: others } };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

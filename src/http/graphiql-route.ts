import type { FastifyReply, FastifyRequest } from 'fastify';
import { graphiqlPage } from './graphiql-page.js';

/** Whether a browser asks for a page, and not for the answer to a query. */
export function wantsHtml(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('text/html') && !request.url.includes('query=');
}

/** Sends GraphiQL: one file, compressed where the browser takes that, and kept by the browser while it stays the same. */
export async function sendGraphiql(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const page = await graphiqlPage();
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('etag', page.etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept, accept-encoding')
    // The page is one file with inline script and style, and talks to its own origin only.
    .header(
      'content-security-policy',
      "default-src 'none'; script-src 'unsafe-inline' blob: 'self'; style-src 'unsafe-inline'; img-src data: blob: 'self'; font-src data: 'self'; connect-src 'self'; worker-src blob: 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  if (request.headers['if-none-match'] === page.etag) {
    reply.code(304).send();
  } else if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
    reply.header('content-encoding', 'gzip').send(page.compressed);
  } else {
    reply.send(page.html);
  }
}

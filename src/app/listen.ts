import type { FastifyInstance } from 'fastify';

/**
 * Starts to listen.
 * @returns where the graph is, for people: loopback is shown as "localhost"
 */
export async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  await app.listen({ host, port });
  const address = app.server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const shown = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${actual}/graphql`;
}

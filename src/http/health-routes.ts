import type { FastifyInstance } from 'fastify';

export interface Readiness {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

/** `GET /healthz`: the process answers. `GET /readyz`: what it depends on answers too, else 503. */
export async function healthRoutes(app: FastifyInstance, options: { ready: () => Promise<Readiness> }): Promise<void> {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const readiness = await options.ready();
    reply.code(readiness.ok ? 200 : 503);
    return readiness;
  });
}

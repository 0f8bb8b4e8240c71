import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../observability/metrics.js';

/** `GET /metrics`: Prometheus' text format. */
export async function metricsRoute(app: FastifyInstance, metrics: Metrics): Promise<void> {
  app.get('/metrics', async (_request, reply) => {
    reply.header('content-type', metrics.contentType).header('cache-control', 'no-store');
    return metrics.text();
  });
}

/**
 * This gateway as `tripod gateway --supergraph FILE --forward-header authorization` starts it; with the parameter `whole`
 * it joins equal requests that are under way at the same time (JOIN_EQUAL_REQUESTS=on).
 */
import { serveSupergraph } from '../../../../../src/app/standalone-gateway.js';
import { readGuardConfiguration } from '../../../../../src/guard-configuration.js';
import { announce } from '../../../method/announce.js';
import { parameter } from '../../../method/parameter.js';

const { url } = await serveSupergraph({
  supergraphFile: parameter(process.argv.length - 3, 'supergraph file'),
  host: '127.0.0.1',
  port: 0,
  timeoutMilliseconds: 30_000,
  forwardHeaders: ['authorization'],
  ...(process.argv.includes('whole') ? { guards: readGuardConfiguration({ JOIN_EQUAL_REQUESTS: 'on' }) } : {}),
  logLevel: 'warn',
  tell: () => undefined,
});
announce(`${new URL(url).origin}/graphql`);

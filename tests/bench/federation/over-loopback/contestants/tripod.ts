/** This gateway as `tripod gateway --supergraph FILE --forward-header authorization` starts it. */
import { serveSupergraph } from '../../../../../src/app/standalone-gateway.js';
import { announce } from '../../../method/announce.js';
import { parameter } from '../../../method/parameter.js';

const { url } = await serveSupergraph({
  supergraphFile: parameter(0, 'supergraph file'),
  host: '127.0.0.1',
  port: 0,
  timeoutMilliseconds: 30_000,
  forwardHeaders: ['authorization'],
  logLevel: 'warn',
  tell: () => undefined,
});
announce(`${new URL(url).origin}/graphql`);

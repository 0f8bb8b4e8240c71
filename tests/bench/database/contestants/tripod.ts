/** This gateway as `tripod serve` runs it. Parameters: URI of the database, folder for its development key. */
import 'reflect-metadata';
import { serve } from '../../../../src/app/serve.js';
import { readConfiguration } from '../../../../src/config.js';
import { announce } from '../../method/announce.js';
import { parameter } from '../../method/parameter.js';

const server = await serve({
  configuration: readConfiguration({
    PORT: '0',
    MONGODB_URI: parameter(0, 'URI of the database'),
    TRIPOD_DATA_DIR: parameter(1, 'data folder'),
  }),
  seed: false,
  tell: () => undefined,
  onSeedProgress: () => undefined,
});
announce(server.url.replace('//localhost:', '//127.0.0.1:'));

import type { RequestContext } from '../kernel/request-context.js';
import type { Database } from './database.js';

/** The request context of subgraphs that keep their data in MongoDB. */
export interface DataContext extends RequestContext {
  readonly database: Database;
}

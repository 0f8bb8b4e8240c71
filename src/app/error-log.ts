import type { Logger } from 'pino';
import type { ErrorLog } from '../http/error-format.js';

/** Writes unexpected errors whole, with the id of the request that met them. */
export function errorLog(logger: Logger): ErrorLog {
  return (message, error, requestId) =>
    logger.error({ err: error, ...(requestId === undefined ? {} : { requestId }) }, message);
}

import { ConfigurationError } from '../config.js';
import { ImportError } from '../importers/pipeline/import-error.js';

/** A failure with one clear line for people and an exit code: 1 for failed work, 2 for wrong use. */
export interface Failure {
  readonly line: string;
  readonly exitCode: 1 | 2;
}

/** What the command line says of an error that ended a command. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConfigurationError) {
    return { line: error.message, exitCode: 2 };
  }
  if (error instanceof ImportError) {
    return { line: error.message, exitCode: error.isWrongUse ? 2 : 1 };
  }
  const { code, message, port, address } = (error ?? {}) as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE') {
    return { line: `Port ${port} on ${address} is taken: end the other program or set PORT.`, exitCode: 1 };
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return { line: `HOST is not an address of this machine: ${address ?? message}`, exitCode: 2 };
  }
  if (code === 'EACCES' && port !== undefined) {
    return { line: `Port ${port} needs rights that this user has not: set PORT to 1024 or above.`, exitCode: 1 };
  }
  return { line: firstLine(message ?? String(error)), exitCode: 1 };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

import { readFileSync } from 'node:fs';
import { ConfigurationError } from './environment.js';

/**
 * The list in a JSON file that an environment variable names.
 * @throws ConfigurationError with variable and file
 */
export function listInFile(variable: string, file: string): readonly unknown[] {
  const list = jsonFile(variable, file);
  if (!Array.isArray(list)) throw new ConfigurationError(`${variable}: ${file} must hold a list`);
  return list;
}

function jsonFile(name: string, file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${name}: cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ConfigurationError(`${name}: ${file} is not JSON: ${(error as Error).message}`);
  }
}

import type { ExecutionResult } from 'graphql';
import { isResponseObject } from '../response-object.js';

/**
 * Reads the body of an answer by the GraphQL-over-HTTP draft: a well-formed GraphQL answer counts whatever its status.
 * @returns undefined where the text is none
 */
export function graphqlAnswer(text: string): ExecutionResult | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isResponseObject(answer) && ('data' in answer || Array.isArray(answer.errors)) ? answer : undefined;
}

/** An object of a subgraph's answer, or of the tree in which answers are merged. */
export type ResponseObject = Record<string, unknown>;

export function isResponseObject(value: unknown): value is ResponseObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

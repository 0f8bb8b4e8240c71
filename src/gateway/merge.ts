import type { FetchShape } from './fetch-shape.js';
import { isResponseObject, type ResponseObject } from './response-object.js';
import type { TypeConditions } from './type-conditions.js';

/**
 * Merges an object of a subgraph's answer into an object of the tree. The answer's nested objects become part of the
 * tree where it has none yet. A null never replaces a value: another subgraph knew better.
 */
export function mergeObject(
  target: ResponseObject,
  source: Readonly<ResponseObject>,
  shape: FetchShape,
  types: TypeConditions,
): void {
  for (const field of shape.fields) {
    const { key } = field;
    const value = source[key];
    if (value === undefined) continue;
    const existing = target[key];
    if (existing === undefined || existing === null) {
      target[key] = value;
    } else if (field.shape !== undefined) {
      mergeValue(existing, value, field.shape, types);
    } else if (value !== null && !(key === '__typename' && keepsTypename(existing, value, types))) {
      target[key] = value;
    }
  }
}

/** Merges lists item by item and objects field by field; two answers that differ in shape leave the first as it is. */
function mergeValue(existing: unknown, value: unknown, shape: FetchShape, types: TypeConditions): void {
  if (Array.isArray(existing)) {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < existing.length && index < value.length; index++) {
      const item: unknown = existing[index];
      if (item === null || item === undefined) existing[index] = value[index];
      else mergeValue(item, value[index], shape, types);
    }
  } else if (isResponseObject(existing) && isResponseObject(value)) {
    mergeObject(existing, value, shape, types);
  }
}

/** A subgraph that knows only the interface object must not take back the concrete type. */
function keepsTypename(existing: unknown, value: unknown, types: TypeConditions): boolean {
  return typeof existing === 'string' && typeof value === 'string' && types.isAbstract(value) && existing !== value;
}

/** A copy of the part of an answer that its shape names, for an entity that stands in the tree more than once. */
export function copyObject(source: Readonly<ResponseObject>, shape: FetchShape): ResponseObject {
  const copy: ResponseObject = {};
  for (const { key, shape: inner } of shape.fields) {
    const value = source[key];
    if (value === undefined) continue;
    copy[key] = inner === undefined ? value : copyValue(value, inner);
  }
  return copy;
}

function copyValue(value: unknown, shape: FetchShape): unknown {
  if (Array.isArray(value)) return value.map((item) => copyValue(item, shape));
  return isResponseObject(value) ? copyObject(value, shape) : value;
}

import type { JsonObject } from '../json/json-records.js';

/** Members that are texts in OCPI, and that senders and the documents of OCPI themselves write as numbers. No identifiers. */
const TEXTS: ReadonlySet<string> = new Set(['postal_code', 'physical_reference', 'floor_level']);

/** An object of OCPI in which the numbers of such members are texts, at any depth: `"physical_reference": 3` is "3". */
export function withWrittenTexts(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, written(name, value)]));
}

function written(name: string, value: unknown): unknown {
  if (typeof value === 'number' && TEXTS.has(name)) return String(value);
  if (Array.isArray(value)) return value.map((item) => written('', item));
  return typeof value === 'object' && value !== null ? withWrittenTexts(value as JsonObject) : value;
}

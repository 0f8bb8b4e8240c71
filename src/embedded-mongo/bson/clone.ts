import { isDocument } from './document.js';

/** Copies documents and arrays at every depth. BSON value objects are immutable here and stay shared; a `__proto__` member is kept as own data. */
export function cloneDocument<T>(value: T): T {
  return clone(value) as T;
}

function clone(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(clone);
  if (!isDocument(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) setOwn(copy, name, clone(value[name]));
  return copy;
}

/** Assigns an own property, even one named `__proto__`, which plain assignment would turn into the prototype. */
export function setOwn(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

import { Decimal128, Double, Int32, Long } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { failure } from '../errors.js';

/** Readers of a command's fields: each refuses another type with MongoDB's code 14, TypeMismatch. */

function mismatch(name: string, value: unknown, expected: string): never {
  const actual = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  return failure(14, `BSON field '${name}' is the wrong type '${actual}', expected type '${expected}'`);
}

export function documentField(command: Document, name: string): Document | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  return isDocument(value) ? value : mismatch(name, value, 'object');
}

export function documentsField(command: Document, name: string): Document[] {
  const value = command[name];
  if (value === undefined) failure(40414, `BSON field '${name}' is missing but a required field`);
  if (!Array.isArray(value)) return mismatch(name, value, 'array');
  for (const element of value) if (!isDocument(element)) mismatch(name, element, 'object');
  return value;
}

export function stringField(command: Document, name: string): string {
  const value = command[name];
  if (value === undefined) failure(40414, `BSON field '${name}' is missing but a required field`);
  return typeof value === 'string' ? value : mismatch(name, value, 'string');
}

export function booleanField(command: Document, name: string, otherwise = false): boolean {
  const value = command[name];
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'boolean') return value;
  return isNumber(value) ? Number(value) !== 0 : mismatch(name, value, 'bool');
}

/** A whole number that fits a JavaScript number; any BSON number type. */
export function integerField(command: Document, name: string): number | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isNumber(value)) return mismatch(name, value, 'long');
  const number = Number(value.toString());
  return Number.isFinite(number) ? Math.trunc(number) : mismatch(name, value, 'long');
}

/** A number that may not be negative (code 51024). */
export function countField(command: Document, name: string): number | undefined {
  const value = integerField(command, name);
  if (value !== undefined && value < 0) {
    failure(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  }
  return value;
}

function isNumber(value: unknown): value is number | Long | Int32 | Double | Decimal128 {
  return (
    typeof value === 'number' ||
    value instanceof Long ||
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Decimal128
  );
}

import type { Finding } from '../../pipeline/finding.js';

/** A finding in a draft, whose names are those of OCPI in camel case, in the names of OCPI. */
export function inOcpiNames({ field, code, message }: Finding): Finding {
  const path = field?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? null;
  return { field: path, code, message: field === null || path === null ? message : message.replace(field, path) };
}

/** A parsed Relay global id: the type and its natural key. */
export interface GlobalId {
  typeName: string;
  key: string;
}

/** Relay global id: base64url of `Type:key`. */
export function globalId(typeName: string, key: string): string {
  return Buffer.from(`${typeName}:${key}`, 'utf8').toString('base64url');
}

/** Parses a global id; null for a text that is not one. */
export function parseGlobalId(id: string): GlobalId | null {
  if (!/^[A-Za-z0-9_-]{4,1024}$/.test(id)) {
    return null;
  }
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon <= 0 || !/^[A-Z][A-Za-z0-9]*$/.test(text.slice(0, colon))) {
    return null;
  }
  const parsed = { typeName: text.slice(0, colon), key: text.slice(colon + 1) };
  return globalId(parsed.typeName, parsed.key) === id ? parsed : null;
}

/** The natural key that a caller means: a global id of that type, or the natural key itself. */
export function naturalKey(typeName: string, id: string): string {
  const parsed = parseGlobalId(id);
  return parsed !== null && parsed.typeName === typeName ? parsed.key : id;
}

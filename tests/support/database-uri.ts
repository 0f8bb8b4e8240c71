/** The URI with another database name: mongodb://hosts/NAME?options. */
export function withDatabase(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (parts === null) {
    throw new Error(`MONGODB_URI is no MongoDB URI: ${uri}`);
  }
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}

/** The limits that `hello` announces; drivers split their batches by them. Sizes in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const MAX_MESSAGE_BYTES = 48_000_000;
export const MAX_WRITE_BATCH = 100_000;
/** MongoDB's limit of nested documents and arrays. */
export const MAX_NESTING = 200;
/** MongoDB's first version that speaks this wire version is 7.0. */
export const MAX_WIRE_VERSION = 21;

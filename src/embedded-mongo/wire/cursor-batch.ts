import type { Document } from '../bson/document.js';
import { encodeDocument } from './bson-codec.js';
import { MAX_DOCUMENT_BYTES } from './limits.js';

/**
 * The documents of one cursor answer, encoded already. A batch may not exceed 16 MB, and the size of a document is only
 * known by encoding it: so each is encoded once, here, and its bytes are put into the answer as they are.
 */
export class CursorBatch {
  readonly documents: Uint8Array[] = [];
  private bytes = 0;

  get length(): number {
    return this.documents.length;
  }

  /** Adds a document; false, and nothing added, when it no longer fits. The first one always fits. */
  add(document: Document): boolean {
    const encoded = encodeDocument(document);
    if (this.documents.length > 0 && this.bytes + encoded.length > MAX_DOCUMENT_BYTES) return false;
    this.documents.push(encoded);
    this.bytes += encoded.length;
    return true;
  }
}

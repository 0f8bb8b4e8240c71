import type { Document } from '../bson/document.js';

/** What filters and expressions depend on besides the document. */
export interface EvaluationOptions {
  collation?: Document;
  /** The command's `let`: values, not expressions. */
  variables?: Document;
  /** `$$NOW`, the same for the whole command. */
  now: Date;
}

import type { ResponseObject } from './response-object.js';

/** The entities of one request, and which representation stands for each. */
export interface EntitySelection {
  readonly representations: ResponseObject[];
  readonly entities: ResponseObject[];
  /** The index in `representations` of each of `entities`. */
  readonly indexes: number[];
}

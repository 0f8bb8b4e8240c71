import { type DecodedObject, type JsonObject, openJsonRecords } from '../json/json-records.js';
import type { ImportFormat } from '../pipeline/import-format.js';
import type { ImportTarget } from '../pipeline/import-target.js';

/**
 * Records of finance as JSON: one a line (NDJSON), or a list. Each is a draft of the target; of a partner's records, what the
 * mutation takes as its input, without the key, and in imports of the operator with `partnerId`.
 * @param keyField what names a record in reports
 */
export function partnerRecordsFormat({ name, description }: ImportTarget, keyField: string): ImportFormat {
  const decode = (object: JsonObject): DecodedObject => {
    const key = object[keyField];
    return { recordId: typeof key === 'string' ? key : null, target: name, value: object, warnings: [] };
  };
  return {
    name,
    description: `${description}; JSON, a list or one a line`,
    needsMapping: false,
    lineLimitBytes: null,
    open: ({ file }) =>
      openJsonRecords(file, {
        title: name,
        listsIn: [],
        meaning: name,
        recognises: (object) => keyField in object,
        decode,
      }),
  };
}

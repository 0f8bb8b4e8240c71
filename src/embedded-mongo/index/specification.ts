import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber, toDouble } from '../bson/number.js';
import { failure } from '../errors.js';

/** An index as `listIndexes` shows it. */
export interface IndexSpecification extends Document {
  v: number;
  key: Document;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
  collation?: Document;
  expireAfterSeconds?: number;
}

/** One field of an index key: ascending, descending, or a geometry on the sphere. */
export interface IndexField {
  readonly name: string;
  readonly kind: 1 | -1 | '2dsphere';
}

const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'collation',
  'expireAfterSeconds',
  'background',
  'ns',
  'hidden',
  '2dsphereIndexVersion',
]);
const UNSUPPORTED_TYPES = new Set(['text', '2d', 'geoHaystack', 'columnstore', 'wildcard', 'hashed']);

/** Checks a specification and returns its fields; throws MongoDB's codes 67, 72, 197. */
export function indexFields(specification: IndexSpecification): IndexField[] {
  const { key, name } = specification;
  if (!isDocument(key) || Object.keys(key).length === 0) failure(67, 'Index keys cannot be an empty object');
  if (typeof name !== 'string' || name === '') failure(67, 'index name cannot be empty');
  for (const option of Object.keys(specification)) {
    if (!OPTIONS.has(option))
      failure(
        197,
        `The field '${option}' is not valid for an index specification, or is not supported by the embedded server`,
      );
  }
  const fields = Object.entries(key).map(([path, kind]) => indexField(path, kind));
  checkOptions(specification, fields);
  return fields;
}

function indexField(name: string, kind: unknown): IndexField {
  if (name === '' || name.split('.').some((segment) => segment === '' || segment.startsWith('$'))) {
    if (name.includes('$**')) failure(67, 'wildcard indexes are not supported by the embedded server');
    failure(67, `Index key contains an illegal field name: '${name}'`);
  }
  if (kind === '2dsphere') return { name, kind };
  // An equality index is what `hashed` promises; an ordered one keeps the promise.
  if (kind === 'hashed') return { name, kind: 1 };
  if (typeof kind === 'string') {
    failure(
      67,
      UNSUPPORTED_TYPES.has(kind)
        ? `Index type '${kind}' is not supported by the embedded server`
        : `Unknown index plugin '${kind}'`,
    );
  }
  if (!isBsonNumber(kind) || Number.isNaN(toDouble(kind)) || toDouble(kind) === 0) {
    return failure(
      67,
      `Values in the index key pattern must be numbers other than 0 or strings: { ${name}: ${String(kind)} }`,
    );
  }
  return { name, kind: toDouble(kind) > 0 ? 1 : -1 };
}

function checkOptions(specification: IndexSpecification, fields: IndexField[]): void {
  const { expireAfterSeconds, partialFilterExpression, sparse, unique, key } = specification;
  const spheres = fields.filter((field) => field.kind === '2dsphere').length;
  if (spheres > 1) failure(67, 'more than one 2dsphere field in an index is not supported by the embedded server');
  if (spheres > 0 && unique) failure(67, 'a unique 2dsphere index is not supported by the embedded server');
  if (unique && Object.values(key).includes('hashed'))
    failure(16764, 'Currently hashed indexes cannot guarantee uniqueness. Use a regular index.');
  if (partialFilterExpression !== undefined && !isDocument(partialFilterExpression))
    failure(14, 'partialFilterExpression must be an object');
  if (partialFilterExpression !== undefined && sparse)
    failure(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
  if (expireAfterSeconds === undefined) return;
  if (
    !isBsonNumber(expireAfterSeconds) ||
    !(toDouble(expireAfterSeconds) >= 0 && toDouble(expireAfterSeconds) <= 2 ** 31 - 1)
  ) {
    failure(67, 'TTL index expireAfterSeconds option must be within 0 and 2147483647');
  }
  if (fields.length > 1 || fields[0]?.name === '_id')
    failure(67, 'TTL indexes are single-field indexes on another field than _id');
}

import { Error as MongooseError, type Schema, type SchemaType } from 'mongoose';

type Cast = (value: unknown) => unknown;

/** A member of an object: how its value is stored, and what is stored where there is none. */
interface Member {
  readonly name: string;
  readonly cast: Cast;
  readonly missing: () => unknown;
}

/** What mongoose's types tell of themselves and its typings do not. */
type KnownType = SchemaType & {
  readonly schema?: Schema;
  readonly embeddedSchemaType?: KnownType | null;
  readonly $isSingleNested?: boolean;
  readonly $isMongooseArray?: boolean;
  readonly $isMongooseDocumentArray?: boolean;
  cast(value: unknown): unknown;
};

/** Types whose values need no casting where they have this JavaScript type. */
const PLAIN: Readonly<Record<string, string>> = { String: 'string', Number: 'number', Boolean: 'boolean' };

const compiled = new WeakMap<Schema, (row: object) => object>();

/**
 * How a schema stores plain rows: values cast, missing members by their defaults, members in the order of the schema,
 * unknown ones refused: as mongoose would, without its documents. Neither setters nor validators run.
 */
export function storedRow(schema: Schema): (row: object) => object {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const stored = objectCast(membersOf(schema), '');
  compiled.set(schema, stored);
  return stored;
}

/** Members of a schema; paths with dots are members of an object in between. */
function membersOf(schema: Schema): Member[] {
  const own: Member[] = [];
  const nested = new Map<string, Member[]>();
  schema.eachPath((path, type) => {
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) {
      own.push(memberOf(path, type as KnownType));
      return;
    }
    let members = nested.get(first);
    if (members === undefined) {
      const inside: Member[] = [];
      members = inside;
      nested.set(first, inside);
      const cast = objectCastLater(inside, first);
      own.push({ name: first, cast, missing: () => withoutEmpty(cast({}) as object) });
    }
    members.push(memberOf(rest.join('.'), type as KnownType));
  });
  return own;
}

function memberOf(name: string, type: KnownType): Member {
  if (name.includes('.')) throw new Error(`A schema has objects in objects at "${name}": give the inner one a schema`);
  const cast = castOf(type);
  const missing = missingOf(type);
  if (!type.$isSingleNested) return { name, cast, missing };
  // An object by default has the defaults of its own members.
  return { name, cast, missing: () => withDefaults(missing(), cast) };
}

function withDefaults(value: unknown, cast: Cast): unknown {
  return value === undefined ? undefined : cast(value);
}

function castOf(type: KnownType): Cast {
  const { instance, schema, embeddedSchemaType: element } = type;
  if (schema !== undefined && (type.$isSingleNested || type.$isMongooseDocumentArray)) {
    const one = storedRow(schema);
    const whole: Cast = (value) => (value === null ? null : one(objectOf(value, type)));
    if (type.$isSingleNested) return whole;
    return (value) => (value === null ? null : listOf(value).map(whole));
  }
  if (type.$isMongooseArray) {
    const each: Cast = element ? castOf(element) : (value) => value;
    return (value) => (value === null ? null : listOf(value).map(each));
  }
  if (instance === 'Mixed') return (value) => value;
  const plain = PLAIN[instance];
  if (plain !== undefined) {
    return (value) => (value === null || typeof value === plain ? value : type.cast(value));
  }
  if (instance === 'Date') return (value) => (value === null || value instanceof Date ? value : type.cast(value));
  return (value) => (value === null ? null : type.cast(value));
}

function missingOf(type: KnownType): () => unknown {
  const { default: given } = type.options as { default?: unknown };
  if (typeof given === 'function') return () => given.call(undefined);
  if (type.$isMongooseArray && given !== null) return () => (Array.isArray(given) ? [...given] : []);
  return () => given;
}

function objectCastLater(members: readonly Member[], path: string): Cast {
  let cast: ((row: object) => object) | undefined;
  return (value) => {
    cast ??= objectCast(members, path);
    return cast(value as object);
  };
}

function objectCast(members: readonly Member[], path: string): (row: object) => object {
  const names = new Set(members.map(({ name }) => name));
  return (row) => {
    const values = row as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(row)) {
      if (!names.has(name)) throw new MongooseError.StrictModeError(path === '' ? name : `${path}.${name}`);
    }
    const stored: Record<string, unknown> = {};
    for (const { name, cast, missing } of members) {
      const given = values[name];
      const value = given === undefined ? missing() : cast(given);
      if (value !== undefined) stored[name] = value;
    }
    return stored;
  };
}

function withoutEmpty(value: object): object | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function objectOf(value: unknown, type: KnownType): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new MongooseError.CastError('Object', value, type.path);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

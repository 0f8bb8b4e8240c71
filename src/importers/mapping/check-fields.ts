import { SOURCE_KEYS } from './expression-schema.js';
import { likelyOf } from './likely-name.js';
import type { MappingProblems } from './mapping-problem.js';

interface DraftSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, DraftSchema>>;
  readonly items?: DraftSchema;
  readonly anyOf?: readonly DraftSchema[];
}

type Node = Record<string, unknown>;

/** Checks that every field that a mapping fills is one that the target has: a misspelt field would be lost in silence. */
export function checkFields(node: unknown, schema: DraftSchema, path: string, problems: MappingProblems): void {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Node;
  const key = SOURCE_KEYS.find((name) => Object.hasOwn(object, name));
  if (key === undefined) {
    checkObject(object, schema, path, problems);
    return;
  }
  const child = (name: string, its: DraftSchema) => checkFields(object[name], its, `${path}.${name}`, problems);
  const children = (name: string, its: DraftSchema) => {
    (object[name] as unknown[]).forEach((value, at) => {
      checkFields(value, its, `${path}.${name}.${at}`, problems);
    });
  };
  const member = memberOf(schema);
  // What a transform makes of an object is not known here.
  if (object.transform !== undefined) return;
  if (key === 'each' || key === 'repeat' || key === 'copies') child('as', member);
  else if (key === 'rows') child('rows', member);
  else if (key === 'list') children('list', member);
  else if (key === 'merge' || key === 'firstOf') children(key, schema);
  else if (key === 'when') {
    (object.when as { value: unknown }[]).forEach(({ value }, at) => {
      checkFields(value, schema, `${path}.when.${at}.value`, problems);
    });
    child('else', schema);
  }
}

/** A list within a list is one list: members of members are members. */
function memberOf(schema: DraftSchema): DraftSchema {
  return schema.items ?? schema.anyOf?.find(({ items }) => items !== undefined)?.items ?? schema;
}

function mayBeObject({ type, anyOf, enum: words }: DraftSchema): boolean {
  if (anyOf !== undefined) return anyOf.some(mayBeObject);
  if (words !== undefined) return false;
  return type === undefined || [type].flat().some((one) => one === 'object' || one === 'array');
}

function checkObject(object: Node, schema: DraftSchema, path: string, problems: MappingProblems): void {
  const properties = schema.properties ?? schema.anyOf?.find(({ properties: own }) => own !== undefined)?.properties;
  if (properties === undefined) {
    const [name] = Object.keys(object);
    // A field that holds one word or number is never an object of values.
    if (name !== undefined && !mayBeObject(schema)) {
      problems.add(`${path}.${name}`, `is no way to calculate a value${likelyOf(name, SOURCE_KEYS)}`);
    }
    return;
  }
  for (const [name, value] of Object.entries(object)) {
    const own = properties[name];
    if (own === undefined) {
      problems.add(`${path}.${name}`, `the target has no such field${likelyOf(name, Object.keys(properties))}`);
    } else {
      checkFields(value, own, `${path}.${name}`, problems);
    }
  }
}

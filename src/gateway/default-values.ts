import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

/**
 * The fields (`Type.field`) and input types of a schema with a default value that JSON does not keep as it is, such as an
 * instance of a class: graphql-jit writes default values into code as JSON, so operations that use these must be
 * interpreted.
 */
export function withClassedDefaults(schema: GraphQLSchema): Set<string> {
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type)) {
      if (Object.values(type.getFields()).some((field) => !isPlain(field.defaultValue))) names.add(type.name);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (field.args.some((argument) => !isPlain(argument.defaultValue))) names.add(`${type.name}.${field.name}`);
      }
    }
  }
  return names;
}

/** Whether graphql-jit, which writes values as JSON with a few markers for what JSON lacks, keeps a value as it is. */
function isPlain(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return !value.includes('__MAGIC_');
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

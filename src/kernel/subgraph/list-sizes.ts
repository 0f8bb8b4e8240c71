import { type GraphQLSchema, getNamedType, isIntrospectionType, isObjectType } from 'graphql';

/** Fields of a connection that hold the rows of its page (Relay). */
const SIZED_FIELDS = ['nodes', 'edges'];

/**
 * Declares for every field that returns a connection how long its lists are, by `@listSize` of the IBM cost directives:
 * as long as `first` says. Gateways compute from it what an operation costs before they run it.
 */
export function declareListSizes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) {
      continue;
    }
    for (const field of Object.values(type.getFields())) {
      const returned = getNamedType(field.type);
      if (!isObjectType(returned) || !field.args.some((argument) => argument.name === 'first')) {
        continue;
      }
      const sizedFields = SIZED_FIELDS.filter((name) => name in returned.getFields());
      if (sizedFields.length > 0) {
        const listSize = { slicingArguments: ['first'], sizedFields, requireOneSlicingArgument: false };
        field.extensions = { ...field.extensions, directives: { ...directivesOf(field.extensions), listSize } };
      }
    }
  }
}

function directivesOf(extensions: Readonly<Record<string, unknown>>): object {
  const { directives } = extensions;
  return typeof directives === 'object' && directives !== null ? directives : {};
}

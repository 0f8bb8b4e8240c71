import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

/**
 * One plain schema that offers what the gateway offers, with the resolvers, scalars and enum values of the subgraphs.
 * @param apiSchema what the gateway shows, without resolvers
 */
export function mergedSchema(apiSchema: GraphQLSchema, subgraphs: readonly GraphQLSchema[]): GraphQLSchema {
  const definitionsOf = (name: string): GraphQLNamedType[] =>
    subgraphs.flatMap((subgraph) => {
      const type = subgraph.getType(name);
      return type === undefined ? [] : [type];
    });
  return mapSchema(apiSchema, {
    [MapperKind.SCALAR_TYPE]: (type) => definitionsOf(type.name).find(isScalarType) ?? type,
    [MapperKind.ENUM_TYPE]: (type) => definitionsOf(type.name).find(isEnumType) ?? type,
    [MapperKind.INTERFACE_TYPE]: (type) => {
      const resolveType = definitionsOf(type.name).find(isInterfaceType)?.resolveType;
      if (resolveType) type.resolveType = resolveType;
      return type;
    },
    [MapperKind.UNION_TYPE]: (type) => {
      const resolveType = definitionsOf(type.name).find(isUnionType)?.resolveType;
      if (resolveType) type.resolveType = resolveType;
      return type;
    },
    [MapperKind.OBJECT_FIELD]: (field, fieldName, typeName) => {
      const resolve = definitionsOf(typeName)
        .filter(isObjectType)
        .map((type) => type.getFields()[fieldName]?.resolve)
        .find((resolver) => resolver !== undefined);
      return resolve === undefined ? field : { ...field, resolve };
    },
  });
}

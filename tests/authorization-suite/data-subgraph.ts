import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
} from 'graphql';
import type { JsonObject, SubgraphData } from './case-file.js';

/**
 * The executable schema of a subgraph that answers from plain data: root fields have the value under their name,
 * whatever their arguments; a reference is the first entity that agrees with all it names.
 */
export function dataSubgraph({ sdl, data }: SubgraphData): GraphQLSchema {
  const document = executablePart(parse(sdl.join('\n')));
  const entities = data.entities ?? [];
  const schema = buildASTSchema(concatAST([document, federationFields(document)]), { assumeValidSDL: true });
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename?: string }) => value.__typename;
  }
  attach(schema.getQueryType()?.getFields(), data.Query);
  attach(schema.getMutationType()?.getFields(), data.Mutation);
  const events = data.Subscription ?? {};
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    field.subscribe = async function* () {
      for (const event of events[field.name] ?? []) yield { [field.name]: event };
    };
  }
  const entityField = schema.getQueryType()?.getFields()._entities;
  if (entityField) {
    entityField.resolve = (_source: unknown, { representations }: { representations?: JsonObject[] }) =>
      (representations ?? []).map((reference) => ({
        ...findEntity(entities, reference),
        __typename: reference.__typename,
      }));
  }
  return schema;
}

/** Without what is for composition only. */
function executablePart(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION),
  };
}

function federationFields(document: DocumentNode): DocumentNode {
  const objects = document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const keyed = objects.filter(({ directives }) => directives?.some(({ name }) => name.value === 'key'));
  const entities =
    keyed.length === 0
      ? ''
      : `scalar _Any union _Entity = ${keyed.map(({ name }) => name.value).join(' | ')}
         extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  const query = objects.some(({ name }) => name.value === 'Query') ? '' : 'type Query { _service: String }';
  return parse(`directive @link(url: String!) on SCHEMA ${entities} ${query}`);
}

function attach(fields: Record<string, GraphQLField<unknown, unknown>> | undefined, values: JsonObject = {}): void {
  for (const field of Object.values(fields ?? {})) field.resolve = () => values[field.name];
}

function findEntity(entities: readonly JsonObject[], reference: JsonObject): JsonObject {
  const found = entities.find((entity) =>
    Object.entries(reference).every(([name, value]) => !(name in entity) || entity[name] === value),
  );
  if (!found) throw new Error(`There is no entity ${JSON.stringify(reference)}`);
  return found;
}

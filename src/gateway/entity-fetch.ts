import type {
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
  InputRewrite,
  OutputRewrite,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { ExecutionState, Step } from './execution-state.js';
import { type FetchShape, operationShape } from './fetch-shape.js';
import { pickVariables } from './fetch-variables.js';
import { compileFlattenPath, type FlattenPath, type ResponsePath } from './flatten-path.js';
import { copyObject, mergeObject } from './merge.js';
import type { PlanContext } from './plan-context.js';
import { type BuildRepresentation, compileRepresentation } from './representations.js';
import { isResponseObject, type ResponseObject } from './response-object.js';
import { compileRewrites, keyRenames, type Rewrite } from './rewrites.js';
import { askSubgraph, type SubgraphAnswer, type SubgraphError } from './subgraph-answer.js';

/** One `_entities` field of a fetch. */
interface EntityField {
  readonly responseKey: string;
  readonly variable: string;
  readonly paths: readonly (readonly FlattenNodePathSegment[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly InputRewrite[] | undefined;
  readonly outputRewrites: readonly OutputRewrite[] | undefined;
}

/** The operation around one or several `_entities` fields. */
interface EntityOperation {
  readonly subgraph: string;
  readonly operation: string;
  readonly variableUsages: readonly string[] | undefined;
  readonly fields: readonly EntityField[];
}

/** A fetch that completes the entities at one path. */
export function flattenedFetch(node: FetchNode, path: readonly FlattenNodePathSegment[]): EntityOperation {
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    variableUsages: node.variableUsages,
    fields: [
      {
        responseKey: '_entities',
        variable: 'representations',
        paths: [path],
        requires: node.requires ?? [],
        inputRewrites: node.inputRewrites,
        outputRewrites: node.outputRewrites,
      },
    ],
  };
}

/** A fetch that completes entities at many paths in one request. */
export function batchedFetch(node: {
  serviceName: string;
  operation: string;
  variableUsages?: string[];
  entityBatch: { aliases: EntityBatchAlias[] };
}): EntityOperation {
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    variableUsages: node.variableUsages,
    fields: node.entityBatch.aliases.map((alias) => ({
      responseKey: alias.alias,
      variable: alias.representationsVariableName,
      paths: alias.paths,
      requires: alias.requires,
      inputRewrites: alias.inputRewrites,
      outputRewrites: alias.outputRewrites,
    })),
  };
}

/**
 * Compiles an entity fetch: collect the entities, ask for each distinct representation once, merge what comes back into
 * every place where its entity stands.
 */
export function compileEntityFetch(entityOperation: EntityOperation, plan: PlanContext): Step {
  const { subgraph, operation } = entityOperation;
  const transport = plan.transport(subgraph);
  const prepared = transport.prepare(operation);
  const pick = pickVariables(entityOperation.variableUsages);
  const fields = entityOperation.fields.map(
    (field) => new CompiledEntityField(field, operation, transport.isExact === true, plan),
  );
  return (state) => {
    const variables = pick(state.variables);
    const selections: EntitySelection[] = [];
    let empty = true;
    for (const field of fields) {
      const selection = field.select(state);
      selections.push(selection);
      variables[field.variable] = selection.representations;
      if (selection.representations.length > 0) empty = false;
    }
    if (empty) return undefined;
    return askSubgraph(subgraph, prepared, variables, state, (answer) => {
      for (const [index, field] of fields.entries()) {
        const selection = selections[index];
        if (selection) field.receive(state, selection, answer, fields.length === 1);
      }
    });
  };
}

/** The entities of one request, and which representation stands for each. */
interface EntitySelection {
  readonly representations: ResponseObject[];
  readonly entities: ResponseObject[];
  /** The index in `representations` of each of `entities`. */
  readonly indexes: number[];
}

class CompiledEntityField {
  readonly variable: string;
  readonly #responseKey: string;
  readonly #paths: readonly FlattenPath[];
  readonly #build: BuildRepresentation;
  readonly #rewriteInput: Rewrite | undefined;
  readonly #rewriteOutput: Rewrite | undefined;
  readonly #rename: (key: string) => string;
  readonly #shape: FetchShape;

  constructor(
    field: EntityField,
    operation: string,
    isExact: boolean,
    private readonly plan: PlanContext,
  ) {
    this.variable = field.variable;
    this.#responseKey = field.responseKey;
    this.#paths = field.paths.map((path) => compileFlattenPath(path, plan.types));
    this.#build = compileRepresentation(field.requires, plan.types);
    this.#rewriteInput = compileRewrites(field.inputRewrites, plan.types);
    this.#rewriteOutput = compileRewrites(field.outputRewrites, plan.types);
    this.#rename = keyRenames(field.outputRewrites);
    const root = operationShape(operation, this.#rename).fields.find(({ key }) => key === field.responseKey);
    if (!root?.shape) throw new Error(`The planner wrote an entity fetch without ${field.responseKey}`);
    this.#shape = root.shape;
    for (const path of field.paths) {
      let position = plan.provided;
      for (const segment of path) {
        if (segment !== '@' && 'Field' in segment) position = position.child(segment.Field);
      }
      position.add(root.shape, isExact && this.#rewriteOutput === undefined);
    }
  }

  select(state: ExecutionState): EntitySelection {
    const candidates: ResponseObject[] = [];
    for (const path of this.#paths) path.collect(state.data, candidates);
    const representations: ResponseObject[] = [];
    const entities: ResponseObject[] = [];
    const indexes: number[] = [];
    const known = new Map<string, number>();
    for (const entity of candidates) {
      const representation = this.#build(entity, state.variables);
      if (!representation) continue;
      let { key } = representation;
      if (this.#rewriteInput) {
        this.#rewriteInput(representation.value);
        key = JSON.stringify(representation.value);
      }
      let index = known.get(key);
      if (index === undefined) {
        index = representations.push(representation.value) - 1;
        known.set(key, index);
      }
      entities.push(entity);
      indexes.push(index);
    }
    return { representations, entities, indexes };
  }

  receive(state: ExecutionState, selection: EntitySelection, answer: SubgraphAnswer, alone: boolean): void {
    if (selection.entities.length === 0) return;
    const results = answer.data?.[this.#responseKey];
    if (Array.isArray(results)) this.#merge(selection, results);
    if (answer.errors.length > 0) {
      this.#placeErrors(state, selection, answer.errors, Array.isArray(results) ? results : [], alone);
    }
  }

  #merge({ entities, indexes }: EntitySelection, results: readonly unknown[]): void {
    this.#rewriteOutput?.(results);
    const used = new Uint8Array(results.length);
    for (const [position, entity] of entities.entries()) {
      const index = indexes[position];
      if (index === undefined) continue;
      const result = results[index];
      if (!isResponseObject(result)) continue;
      // The first place takes the answer's objects over; any further place gets its own, as later fetches may differ.
      const own = used[index] === 1 && this.#shape.hasObjects ? copyObject(result, this.#shape) : result;
      used[index] = 1;
      mergeObject(entity, own, this.#shape, this.plan.types);
    }
  }

  #placeErrors(
    state: ExecutionState,
    selection: EntitySelection,
    errors: readonly SubgraphError[],
    results: readonly unknown[],
    alone: boolean,
  ): void {
    const located = this.#locate(state, selection.entities);
    const place = (error: SubgraphError, path: ResponsePath) => state.errors.push(this.plan.errors.place(error, path));
    for (const error of errors) {
      const [root, index, ...rest] = error.path ?? [];
      // An error without a path, or with one that makes no sense here, is about everything that was asked for.
      const ours = root === this.#responseKey;
      if (root !== undefined && !ours && !alone) continue;
      const wanted = ours && typeof index === 'number' && index < selection.representations.length ? index : undefined;
      const keys = rest.map((key) => (typeof key === 'string' ? this.#rename(key) : key));
      for (const [position, entity] of selection.entities.entries()) {
        if (wanted !== undefined && selection.indexes[position] !== wanted) continue;
        for (const path of located.get(entity) ?? []) {
          const [field] = keys;
          if (wanted === undefined || typeof field !== 'string') {
            for (const missing of this.#missingFields(entity, path)) place(error, missing);
          } else if (!this.plan.errors.isOfOtherType(path, field, entity.__typename)) {
            place(error, [...path, ...keys]);
          } else if (results[wanted] === null || results[wanted] === undefined) {
            // A field that nobody asked for of this type has cost the object all the others.
            for (const missing of this.#missingFields(entity, path)) place(error, missing);
          }
        }
      }
    }
  }

  #locate(state: ExecutionState, entities: readonly ResponseObject[]): Map<ResponseObject, ResponsePath[]> {
    const wanted = new Set(entities);
    const located = new Map<ResponseObject, ResponsePath[]>();
    for (const path of this.#paths) {
      for (const [entity, paths] of path.locate(state.data, wanted)) {
        located.set(entity, [...(located.get(entity) ?? []), ...paths]);
      }
    }
    return located;
  }

  /** The positions of the fields that one entity does not get for an error about all of it. */
  #missingFields(entity: ResponseObject, path: ResponsePath): ResponsePath[] {
    const typename = entity.__typename;
    const keys = new Set<string>();
    for (const [type, typeKeys] of this.#shape.keysByType) {
      if (type !== '' && typeof typename === 'string' && !this.plan.types.satisfies(typename, type)) continue;
      for (const key of typeKeys) if (key !== '__typename') keys.add(key);
    }
    return this.plan.errors.fieldsAt(path, [...keys], typename);
  }
}

import { type PlaceEntityErrors, placeEntityErrors } from './entity-errors.js';
import type { EntityField } from './entity-operation.js';
import type { EntitySelection } from './entity-selection.js';
import type { ExecutionState } from './execution-state.js';
import { type FetchShape, operationShape } from './fetch-shape.js';
import { compileFlattenPath, type FlattenPath } from './flatten-path.js';
import { copyObject, mergeObject } from './merge.js';
import type { PlanContext } from './plan-context.js';
import { type BuildRepresentation, compileRepresentation } from './representations.js';
import { isResponseObject, type ResponseObject } from './response-object.js';
import { compileRewrites, keyRenames, type Rewrite } from './rewrites.js';
import type { SubgraphAnswer } from './subgraph-answer.js';

/** One `_entities` field of a fetch, compiled. */
export class CompiledEntityField {
  readonly variable: string;
  readonly #responseKey: string;
  readonly #paths: readonly FlattenPath[];
  readonly #build: BuildRepresentation;
  readonly #rewriteInput: Rewrite | undefined;
  readonly #rewriteOutput: Rewrite | undefined;
  readonly #placeErrors: PlaceEntityErrors;
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
    const rename = keyRenames(field.outputRewrites);
    const root = operationShape(operation, rename).fields.find(({ key }) => key === field.responseKey);
    if (!root?.shape) throw new Error(`The planner wrote an entity fetch without ${field.responseKey}`);
    this.#shape = root.shape;
    this.#placeErrors = placeEntityErrors(
      { responseKey: field.responseKey, paths: this.#paths, shape: root.shape, rename },
      plan,
    );
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
    for (let position = 0; position < entities.length; position++) {
      const entity = entities[position];
      const index = indexes[position];
      if (entity === undefined || index === undefined) continue;
      const result = results[index];
      if (!isResponseObject(result)) continue;
      // The first place takes the answer's objects over; any further place gets its own, as later fetches may differ.
      const own = used[index] === 1 && this.#shape.hasObjects ? copyObject(result, this.#shape) : result;
      used[index] = 1;
      mergeObject(entity, own, this.#shape, this.plan.types);
    }
  }
}

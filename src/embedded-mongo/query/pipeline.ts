import { type Document, isDocument } from '../bson/document.js';
import { failure, notSupported } from '../errors.js';
import type { CollectionView } from './collection-view.js';
import { compileExpression } from './expression.js';
import type { QueryOptions } from './options.js';
import { type Selection, selectDocuments } from './select.js';
import { CHOOSING_STAGES, limitCount, skipCount } from './stages/choosing.js';
import { distanceFieldOf, geoNear } from './stages/geo-near.js';
import { GROUPING_STAGES } from './stages/grouping.js';
import { JOINING_STAGES } from './stages/joining.js';
import { RESHAPING_STAGES } from './stages/reshaping.js';
import type { Stage, StageCompiler } from './stages/stage.js';
import { WINDOW_STAGES } from './stages/window.js';

const STAGES: Readonly<Record<string, StageCompiler>> = {
  ...CHOOSING_STAGES,
  ...RESHAPING_STAGES,
  ...GROUPING_STAGES,
  ...JOINING_STAGES,
  ...WINDOW_STAGES,
};

/** Stages of MongoDB that this server refuses by name; those that concern the server itself are taken out by the command. */
const REFUSED = new Set([
  '$densify',
  '$fill',
  '$search',
  '$searchMeta',
  '$vectorSearch',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$out',
  '$merge',
  '$collStats',
  '$indexStats',
  '$planCacheStats',
  '$listSessions',
  '$listLocalSessions',
  '$currentOp',
  '$shardedDataDistribution',
  '$listSampledQueries',
  '$querySettings',
  '$rankFusion',
]);

/**
 * Runs a pipeline over a collection. What stands in front ($match, $sort, $skip, $limit, $geoNear) is read through the indexes;
 * $unionWith and $lookup do the same with their own collections. Everything is checked before anything is read: an unknown stage
 * throws 40324, one that isn't supported 115. Results share values with stored documents: not to be changed.
 * @param view undefined for a collection that doesn't exist, or a pipeline that begins with $documents
 */
export function runPipeline(view: CollectionView | undefined, pipeline: Document[], options: QueryOptions): Document[] {
  const [first] = pipeline;
  if (first && '$documents' in first)
    return compilePipeline(pipeline.slice(1), options)(literalDocuments(first.$documents, options));
  if (first && '$geoNear' in first) return runGeoNear(view, first.$geoNear, pipeline.slice(1), options);
  const { selection, consumed } = leadingSelection(pipeline);
  const rest = compilePipeline(pipeline.slice(consumed), options);
  // Compiled for its checks: the planner takes the stages apart.
  compilePipeline(pipeline.slice(0, consumed), options);
  if (!view || selection.limit === 0) return rest([]);
  return rest(selectDocuments(view, selection, options));
}

/** Runs a pipeline over given documents. */
export function transformDocuments(documents: Document[], pipeline: Document[], options: QueryOptions): Document[] {
  return compilePipeline(pipeline, options)(documents);
}

function compilePipeline(pipeline: Document[], options: QueryOptions): Stage {
  const stages = pipeline.map((stage) => compileStage(stage, options));
  return (documents) => stages.reduce((current, stage) => stage(current), documents);
}

function compileStage(stage: unknown, options: QueryOptions): Stage {
  const names = isDocument(stage) ? Object.keys(stage) : [];
  const [name] = names;
  if (!isDocument(stage) || name === undefined || names.length !== 1)
    return failure(40323, 'A pipeline stage specification object must contain exactly one field.');
  const compiler = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compiler) return compiler(stage[name], { options, run: runPipeline, compile: compilePipeline });
  if (name === '$geoNear' || name === '$documents')
    return failure(40602, `${name} is only valid as the first stage in a pipeline.`);
  return REFUSED.has(name)
    ? notSupported(`pipeline stage ${name}`)
    : failure(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function literalDocuments(argument: unknown, options: QueryOptions): Document[] {
  const documents = compileExpression(argument, options)({});
  if (!Array.isArray(documents) || !documents.every(isDocument))
    return failure(5858203, '$documents must be an array of objects');
  return documents;
}

/** What the stages in front ask of the collection, and how many they are. A $match behind a $sort may go in front of it. */
function leadingSelection(pipeline: readonly Document[]): { selection: Selection; consumed: number } {
  const filters: Document[] = [];
  const selection: Selection = {};
  let consumed = 0;
  for (const stage of pipeline) {
    if (!isDocument(stage)) break;
    const isBounded = selection.skip !== undefined || selection.limit !== undefined;
    if (isDocument(stage.$match) && !isBounded) filters.push(stage.$match);
    else if (isDocument(stage.$sort) && !isBounded && !selection.sort) selection.sort = stage.$sort;
    else if ('$skip' in stage) addSkip(selection, skipCount(stage.$skip));
    else if ('$limit' in stage)
      selection.limit = Math.min(selection.limit ?? Number.POSITIVE_INFINITY, limitCount(stage.$limit));
    else break;
    consumed++;
  }
  const [only] = filters;
  if (only) selection.filter = filters.length === 1 ? only : { $and: filters };
  return { selection, consumed };
}

function addSkip(selection: Selection, count: number): void {
  selection.skip = (selection.skip ?? 0) + count;
  if (selection.limit !== undefined) selection.limit = Math.max(0, selection.limit - count);
}

function runGeoNear(
  view: CollectionView | undefined,
  argument: unknown,
  rest: Document[],
  options: QueryOptions,
): Document[] {
  const remaining = compilePipeline(rest, options);
  if (!view) return remaining([]);
  const { conditions, wanted, ties } = nearestWanted(rest, distanceFieldOf(argument));
  const passes = compilePipeline(conditions, options);
  const found: Document[] = [];
  let last = 0;
  if (wanted === 0) return remaining(found);
  for (const { document, distance } of geoNear(view, argument, options)) {
    // Documents as far away as the last one that is wanted may come before it in the order of the $sort.
    if (found.length >= wanted && !(ties && distance === last)) break;
    if (conditions.length > 0 && passes([document]).length === 0) continue;
    found.push(document);
    last = distance;
  }
  return remaining(found);
}

/**
 * How many of the nearest documents the stages behind a $geoNear need: those of a $limit, which may stand behind conditions
 * and a $sort that begins with the distance.
 */
function nearestWanted(
  rest: readonly Document[],
  distanceField: string | undefined,
): { conditions: Document[]; wanted: number; ties: boolean } {
  const none = { conditions: [], wanted: Number.POSITIVE_INFINITY, ties: false };
  const others = rest.findIndex((stage) => !(isDocument(stage) && '$match' in stage));
  const conditions = rest.slice(0, Math.max(0, others));
  const [next, behind] = rest.slice(conditions.length);
  if (isDocument(next) && '$limit' in next) return { conditions, wanted: limitCount(next.$limit), ties: false };
  if (!isDocument(next) || !isDocument(next.$sort) || !isDocument(behind) || !('$limit' in behind)) return none;
  const [[field, direction] = []] = Object.entries(next.$sort);
  return field !== undefined && field === distanceField && direction === 1
    ? { conditions, wanted: limitCount(behind.$limit), ties: true }
    : none;
}

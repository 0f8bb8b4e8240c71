import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { TypeRank, typeRank } from '../../bson/order.js';
import { splitPath, valuesAt } from '../../bson/path.js';
import { failure } from '../../errors.js';
import { valueOrder } from '../collation.js';
import type { CollectionView } from '../collection-view.js';
import { compileExpression } from '../expression.js';
import { compileFilter } from '../filter.js';
import type { QueryOptions } from '../options.js';
import { selectDocuments } from '../select.js';
import { pipelineOption, type StageCompiler, stageOptions, textOption, withField } from './stage.js';

/** Values of a local field to join by: an array joins by its elements, missing joins as null. */
function localValues(document: Document, path: readonly string[]): unknown[] {
  const values = valuesAt(document, path, 'whole').flatMap((value) => (Array.isArray(value) ? value : [value ?? null]));
  return values.length > 0 ? values : [null];
}

type Finder = (values: unknown[]) => Document[];

/** Finds foreign documents by a field: through an index when one begins with it, else through a table that is made once. */
function foreignFinder(view: CollectionView | undefined, field: string, options: QueryOptions): Finder {
  if (!view) return () => [];
  const isIndexed =
    view.indexesUsable &&
    view.indexes
      .all()
      .some(
        (index) =>
          index.ordered &&
          index.fields[0]?.name === field &&
          !index.specification.partialFilterExpression &&
          !index.specification.sparse,
      );
  let table: Finder | undefined;
  return (values) => {
    // An expression as a value is looked for itself; as an operand of $in it would match texts.
    if (isIndexed && !values.some((value) => typeRank(value) === TypeRank.regularExpression))
      return selectDocuments(view, { filter: { [field]: { $in: values } } }, options);
    table ??= foreignTable(view, field, options);
    return table(values);
  };
}

function foreignTable(view: CollectionView, field: string, options: QueryOptions): Finder {
  const { key } = valueOrder(options.collation);
  const path = splitPath(field);
  const table = new Map<string, { document: Document; position: number }[]>();
  let position = 0;
  for (const document of view.scan()) {
    const entry = { document, position: position++ };
    for (const name of new Set(valuesAt(document, path, 'expand').map((value) => key(value ?? null)))) {
      const list = table.get(name);
      if (list) list.push(entry);
      else table.set(name, [entry]);
    }
  }
  return (values) => {
    const names = new Set(values.map((value) => key(value ?? null)));
    if (names.size === 1) return [...names].flatMap((name) => table.get(name)?.map(({ document }) => document) ?? []);
    const found = new Set([...names].flatMap((name) => table.get(name) ?? []));
    return [...found].sort((a, b) => a.position - b.position).map(({ document }) => document);
  };
}

const lookup: StageCompiler = (argument, context) => {
  const given = stageOptions('$lookup', argument, ['as'], ['from', 'localField', 'foreignField', 'let', 'pipeline']);
  const { options } = context;
  const as = splitPath(textOption('$lookup', 'as', given.as));
  const view = given.from === undefined ? undefined : options.source(textOption('$lookup', 'from', given.from));
  const hasFields = given.localField !== undefined || given.foreignField !== undefined;
  if (hasFields && (typeof given.localField !== 'string' || typeof given.foreignField !== 'string'))
    failure(9, '$lookup requires both or neither of localField and foreignField');
  if (!hasFields && given.pipeline === undefined)
    failure(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const localPath = hasFields ? splitPath(String(given.localField)) : [];
  const find = hasFields ? foreignFinder(view, String(given.foreignField), options) : undefined;
  if (given.pipeline === undefined)
    return (documents) =>
      documents.map((document) => withField(document, as, find?.(localValues(document, localPath)) ?? []));
  const pipeline = pipelineOption('$lookup', given.pipeline);
  const bindings = Object.entries(isDocument(given.let) ? given.let : {}).map(
    ([name, value]) => [name, compileExpression(value, options)] as const,
  );
  // Compiled once with empty variables, so that a wrong pipeline fails even when there is nothing to join.
  context.compile(
    pipeline,
    withVariables(
      options,
      bindings.map(([name]) => [name, null]),
    ),
  );
  if (bindings.length === 0 && !find) {
    let joined: Document[] | undefined;
    return (documents) =>
      documents.map((document) => {
        joined ??= context.run(view, pipeline, options);
        return withField(document, as, joined);
      });
  }
  return (documents) =>
    documents.map((document) => {
      const inner = withVariables(
        options,
        bindings.map(([name, evaluate]) => [name, evaluate(document) ?? null]),
      );
      return withField(
        document,
        as,
        find
          ? context.compile(pipeline, inner)(find(localValues(document, localPath)))
          : context.run(view, pipeline, inner),
      );
    });
};

function withVariables(options: QueryOptions, values: [string, unknown][]): QueryOptions {
  return { ...options, variables: { ...options.variables, ...Object.fromEntries(values) } };
}

const unionWith: StageCompiler = (argument, context) => {
  const given =
    typeof argument === 'string' ? { coll: argument } : stageOptions('$unionWith', argument, [], ['coll', 'pipeline']);
  const { coll, pipeline = [] }: Document = given;
  const stages = pipelineOption('$unionWith', pipeline);
  if (coll === undefined && !stages.some((stage) => '$documents' in stage))
    failure(9, "$unionWith must specify either 'coll' or a pipeline that begins with $documents");
  const { options } = context;
  context.compile(stages, options);
  return (documents) =>
    documents.concat(
      context.run(
        coll === undefined ? undefined : options.source(textOption('$unionWith', 'coll', coll)),
        stages,
        options,
      ),
    );
};

const graphLookup: StageCompiler = (argument, { options }) => {
  const given = stageOptions(
    '$graphLookup',
    argument,
    ['from', 'startWith', 'connectFromField', 'connectToField', 'as'],
    ['maxDepth', 'depthField', 'restrictSearchWithMatch'],
  );
  const view = options.source(textOption('$graphLookup', 'from', given.from));
  const start = compileExpression(given.startWith, options);
  const find = foreignFinder(view, textOption('$graphLookup', 'connectToField', given.connectToField), options);
  const from = splitPath(textOption('$graphLookup', 'connectFromField', given.connectFromField));
  const as = splitPath(textOption('$graphLookup', 'as', given.as));
  const depthPath =
    given.depthField === undefined ? undefined : splitPath(textOption('$graphLookup', 'depthField', given.depthField));
  const deepest =
    given.maxDepth === undefined
      ? Number.POSITIVE_INFINITY
      : isBsonNumber(given.maxDepth)
        ? toDouble(given.maxDepth)
        : failure(40100, 'maxDepth must be numeric');
  if (!(deepest >= 0)) failure(40101, 'maxDepth requires a nonnegative argument');
  const accepts = compileFilter(
    isDocument(given.restrictSearchWithMatch) ? given.restrictSearchWithMatch : {},
    options,
  );
  const order = valueOrder(options.collation);
  return (documents) =>
    documents.map((document) => {
      const reached = new Map<string, Document>();
      const first = start(document);
      let frontier: unknown[] = Array.isArray(first) ? first : [first ?? null];
      for (let depth = 0; depth <= deepest && frontier.length > 0; depth++) {
        const found = find(frontier).filter(
          (candidate) => accepts(candidate) && !reached.has(order.key(candidate._id)),
        );
        for (const candidate of found)
          reached.set(order.key(candidate._id), depthPath ? withField(candidate, depthPath, depth) : candidate);
        // A document without the field leads nowhere, unlike one with null.
        frontier = found.flatMap((candidate) =>
          valuesAt(candidate, from, 'whole').flatMap((value) =>
            value === undefined ? [] : Array.isArray(value) ? value : [value],
          ),
        );
      }
      return withField(document, as, [...reached.values()]);
    });
};

const facet: StageCompiler = (argument, context) => {
  if (!isDocument(argument) || Object.keys(argument).length === 0)
    return failure(40169, 'the $facet specification must be a non-empty object');
  const facets = Object.entries(argument).map(([name, pipeline]) => {
    const stages = pipelineOption('$facet', pipeline);
    const forbidden = stages
      .flatMap(Object.keys)
      .find((stage) => ['$facet', '$geoNear', '$out', '$merge', '$documents'].includes(stage));
    if (forbidden) failure(40600, `${forbidden} is not allowed to be used within a $facet stage`);
    return [name, context.compile(stages, context.options)] as const;
  });
  return (documents) => [Object.fromEntries(facets.map(([name, run]) => [name, run(documents)]))];
};

export const JOINING_STAGES: Readonly<Record<string, StageCompiler>> = {
  $lookup: lookup,
  $unionWith: unionWith,
  $graphLookup: graphLookup,
  $facet: facet,
};

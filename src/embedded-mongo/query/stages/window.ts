import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { splitPath } from '../../bson/path.js';
import { failure, notSupported } from '../../errors.js';
import { valueOrder } from '../collation.js';
import { compileExpression } from '../expression.js';
import { compileSort, type Sort, sortDocuments } from '../sort.js';
import { accumulator } from './accumulators.js';
import { partition } from './grouping.js';
import { type StageCompiler, type StageContext, stageOptions, withField } from './stage.js';

/** The value of one output field for the document at a position of its sorted partition. */
type WindowFunction = (members: readonly Document[], position: number) => unknown;

interface WindowOutput {
  readonly path: string[];
  readonly evaluate: WindowFunction;
}

const UNSUPPORTED = new Set([
  '$derivative',
  '$integral',
  '$expMovingAvg',
  '$linearFill',
  '$minMaxScaler',
  '$covariancePop',
  '$covarianceSamp',
]);
const MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const setWindowFields: StageCompiler = (argument, context) => {
  const given = stageOptions('$setWindowFields', argument, ['output'], ['partitionBy', 'sortBy']);
  const { options } = context;
  const order = valueOrder(options.collation);
  const sort = isDocument(given.sortBy) ? compileSort(given.sortBy, order) : undefined;
  const partitionBy = compileExpression(given.partitionBy ?? null, options);
  if (!isDocument(given.output)) return failure(9, "'output' of $setWindowFields must be an object");
  const outputs = Object.entries(given.output).map(([path, specification]) =>
    windowOutput(path, specification, sort, context),
  );
  return (documents) =>
    partition(documents, (document) => partitionBy(document), order.key).flatMap(({ documents: members }) => {
      const sorted = sort ? sortDocuments(members, sort) : members;
      return sorted.map((document, i) =>
        outputs.reduce((result, { path, evaluate }) => withField(result, path, evaluate(sorted, i)), document),
      );
    });
};

function windowOutput(
  path: string,
  specification: unknown,
  sort: Sort | undefined,
  { options }: StageContext,
): WindowOutput {
  if (!isDocument(specification)) return failure(9, `'${path}' of $setWindowFields must be an object`);
  const { window, ...functions } = specification;
  const [entry, other] = Object.entries(functions);
  if (!entry || other) return failure(9, `'${path}' of $setWindowFields must have exactly one window function`);
  const [operator, operand] = entry;
  if (UNSUPPORTED.has(operator)) notSupported(`window function ${operator}`);
  const ranked = rankFunction(operator, operand, sort, options);
  if (ranked && window !== undefined) failure(5371601, `Rank style window functions take no 'window': ${operator}`);
  if (ranked) return { path: splitPath(path), evaluate: ranked };
  const accumulate = accumulator(operator, operand, options);
  const bounds = windowBounds(window, sort);
  return { path: splitPath(path), evaluate: (members, position) => accumulate(bounds(members, position)) };
}

function rankFunction(
  operator: string,
  operand: unknown,
  sort: Sort | undefined,
  options: StageContext['options'],
): WindowFunction | undefined {
  const sorted = (): Sort => sort ?? failure(5371602, `${operator} requires a sortBy`);
  switch (operator) {
    case '$documentNumber':
      sorted();
      return (_members, position) => position + 1;
    case '$rank':
    case '$denseRank':
      return ranks(operator, sorted());
    case '$shift': {
      sorted();
      const { output, by, default: fallback } = stageOptions('$shift', operand, ['output', 'by'], ['default']);
      const evaluate = compileExpression(output, options);
      const distance = isBsonNumber(by) ? toDouble(by) : failure(5433701, "'$shift:by' field must be an integer");
      const otherwise = compileExpression(fallback ?? null, options)({});
      return (members, position) => {
        const member = members[position + distance];
        return member ? (evaluate(member) ?? null) : otherwise;
      };
    }
    case '$locf': {
      const evaluate = compileExpression(operand, options);
      return (members, position) => {
        for (let i = position; i >= 0; i--) {
          const value = evaluate(members[i]);
          if (value !== null && value !== undefined) return value;
        }
        return null;
      };
    }
    default:
      return undefined;
  }
}

function ranks(operator: '$rank' | '$denseRank', sort: Sort): WindowFunction {
  const known = new WeakMap<readonly Document[], number[]>();
  return (members, position) => {
    const table = known.get(members) ?? rankTable(members, sort, operator === '$denseRank');
    known.set(members, table);
    return table[position];
  };
}

function rankTable(members: readonly Document[], sort: Sort, isDense: boolean): number[] {
  const keys = members.map((member) => sort.keyOf(member));
  const table: number[] = [];
  keys.forEach((key, i) => {
    const previous = keys[i - 1];
    const isTie = previous !== undefined && sort.compareKeys(previous, key) === 0;
    table.push(isTie ? (table[i - 1] ?? 1) : isDense ? (table[i - 1] ?? 0) + 1 : i + 1);
  });
  return table;
}

type Bounds = (members: readonly Document[], position: number) => readonly Document[];

function windowBounds(window: unknown, sort: Sort | undefined): Bounds {
  if (window === undefined) return (members) => members;
  const { documents, range, unit } = stageOptions(
    '$setWindowFields window',
    window,
    [],
    ['documents', 'range', 'unit'],
  );
  if ((documents === undefined) === (range === undefined))
    failure(9, 'Window bounds can specify either documents or range, not both');
  const [low, high] = boundsPair(documents ?? range);
  if (!sort) failure(5339901, 'Bounded window requires a sortBy');
  if (documents !== undefined) {
    return (members, position) =>
      members.slice(
        low === 'unbounded' ? 0 : Math.max(0, position + offset(low)),
        high === 'unbounded' ? members.length : Math.max(0, position + offset(high) + 1),
      );
  }
  return rangeBounds(low, high, unit, sort);
}

function boundsPair(value: unknown): [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) return failure(9, 'Window bounds must be an array of two');
  for (const bound of value)
    if (bound !== 'current' && bound !== 'unbounded' && !isBsonNumber(bound))
      failure(9, "Window bounds must be 'unbounded', 'current', or a number");
  return [value[0], value[1]];
}

function offset(bound: unknown): number {
  return isBsonNumber(bound) ? toDouble(bound) : 0;
}

function rangeBounds(low: unknown, high: unknown, unit: unknown, sort: Sort | undefined): Bounds {
  const [field, second] = sort?.fields ?? [];
  if (!sort || !field || second || field.direction !== 1)
    return failure(5339902, 'Range-based bounds require sortBy a single field, ascending');
  const scale =
    unit === undefined
      ? 1
      : typeof unit === 'string' && MILLISECONDS[unit]
        ? MILLISECONDS[unit]
        : notSupported(`window unit ${String(unit)}`);
  const numberOf = (member: Document | undefined): number => {
    const [value] = sort.keyOf(member);
    if (value instanceof Date && unit !== undefined) return value.getTime();
    return isBsonNumber(value) && unit === undefined
      ? toDouble(value)
      : failure(5429413, 'For a range window the sortBy field must be a number, or a date with a unit');
  };
  return (members, position) => {
    const here = numberOf(members[position]);
    const least = low === 'unbounded' ? Number.NEGATIVE_INFINITY : here + offset(low) * scale;
    const most = high === 'unbounded' ? Number.POSITIVE_INFINITY : here + offset(high) * scale;
    return members.filter((member) => {
      const value = numberOf(member);
      return value >= least && value <= most;
    });
  };
}

export const WINDOW_STAGES: Readonly<Record<string, StageCompiler>> = { $setWindowFields: setWindowFields };

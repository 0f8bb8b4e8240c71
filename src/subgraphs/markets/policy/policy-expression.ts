import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { Decimal } from 'decimal.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';

/** Exact arithmetic of levies: 60 significant digits, more than any amount of money and rate together have. */
export const LevyDecimal = Decimal.clone({ precision: 60 });

/** Facts of a car and of its cost so far that a formula may name; amounts are in the currency of the policy. */
export interface ExpressionFacts {
  /** Customs value. */
  readonly cif: Decimal;
  /** All duties so far. */
  readonly duties: Decimal;
  /** Customs value with duties and excises so far. */
  readonly landedExVat: Decimal;
  /** Retail price before value added tax; the cost so far where the caller gave none. */
  readonly retailPrice: Decimal;
  /** kWh; null where the caller gave none. */
  readonly batteryKwh: Decimal | null;
  readonly powertrain: string;
  readonly assemblyForm: string;
  readonly originCountry: string | null;
  readonly exporterGroup: string | null;
  readonly conditions: readonly string[];
}

export type FactName = keyof ExpressionFacts;

/** What a formula is made for: an amount, a rate or a base are numbers, a condition is true or false. */
export type ExpressionPurpose = 'number' | 'condition';

/** A formula or a condition that cannot be used; the message says why, without the policy's name. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const FACT_TYPES: Readonly<Record<FactName, string>> = {
  cif: 'Decimal',
  duties: 'Decimal',
  landedExVat: 'Decimal',
  retailPrice: 'Decimal',
  batteryKwh: 'Decimal',
  powertrain: 'string',
  assemblyForm: 'string',
  originCountry: 'string',
  exporterGroup: 'string',
  conditions: 'list<string>',
};

/** Stands in for facts that the caller did not give; whether the policy applies without them is decided elsewhere. */
const UNKNOWN: Readonly<Partial<Record<FactName, unknown>>> = {
  batteryKwh: new LevyDecimal(0),
  originCountry: '',
  exporterGroup: '',
};

const MAXIMUM_LENGTH = 500;
const NUMBER_TYPES: ReadonlySet<string> = new Set(['Decimal', 'int', 'double']);
const ARITHMETIC = ['+', '-', '*', '/'] as const;
const COMPARISON = ['<', '<=', '>', '>='] as const;
const NUMBER_PAIRS = [
  ['Decimal', 'Decimal'],
  ['Decimal', 'int'],
  ['int', 'Decimal'],
  ['Decimal', 'double'],
  ['double', 'Decimal'],
] as const;

/** Parts of CEL that a policy may use: no loops over lists, no text functions, nothing that grows with its input. */
const ALLOWED_OPERATORS: ReadonlySet<string> = new Set([
  ...ARITHMETIC,
  ...COMPARISON,
  ...['value', 'id', 'call', 'list', 'in', '==', '!=', '&&', '||', '!_', '?:'],
]);
const ALLOWED_CALLS: ReadonlySet<string> = new Set(['min', 'max']);

const environment = createEnvironment();

/** A checked expression. */
export class PolicyExpression {
  /** Facts that it names. */
  readonly facts: ReadonlySet<FactName>;
  readonly #run: ParseResult;

  private constructor(
    readonly text: string,
    run: ParseResult,
  ) {
    this.#run = run;
    this.facts = new Set(nodesOf(run.ast).flatMap((node) => (node.op === 'id' ? [node.args as FactName] : [])));
  }

  /**
   * Checks an expression of the Common Expression Language: only known facts, the right type, no more than arithmetic,
   * comparison and logic, and no division by zero for the sample facts of a car.
   *
   * @throws ExpressionError saying what is wrong
   */
  static compile(text: string, purpose: ExpressionPurpose): PolicyExpression {
    if (text.length > MAXIMUM_LENGTH) {
      throw new ExpressionError(`is longer than ${MAXIMUM_LENGTH} characters`);
    }
    const check = environment.check(text);
    if (!check.valid) {
      throw new ExpressionError(firstLine(check.error));
    }
    const type = String(check.type);
    if (purpose === 'condition' ? type !== 'bool' : !NUMBER_TYPES.has(type)) {
      throw new ExpressionError(`gives a ${type}, not ${purpose === 'condition' ? 'true or false' : 'a number'}`);
    }
    const run = environment.parse(text);
    checkParts(run.ast);
    const expression = new PolicyExpression(text, run);
    for (const sample of SAMPLES) {
      expression.#evaluate(sample);
    }
    return expression;
  }

  /** Value of a formula. @throws ExpressionError where it divides by zero */
  number(facts: ExpressionFacts): Decimal {
    return new LevyDecimal(String(this.#evaluate(facts)));
  }

  /** Value of a condition. @throws ExpressionError where it divides by zero */
  holds(facts: ExpressionFacts): boolean {
    return this.#evaluate(facts) === true;
  }

  #evaluate(facts: ExpressionFacts): unknown {
    try {
      // Only what is named is looked up: an amount may have to be converted first, and there may be no rate for it.
      return this.#run(Object.fromEntries([...this.facts].map((name) => [name, facts[name] ?? UNKNOWN[name]])));
    } catch (error) {
      throw error instanceof TripodError ? error : new ExpressionError(firstLine(error));
    }
  }
}

const MAXIMUM_KEPT = 1000;
const compiled = new Map<string, PolicyExpression>();

/** The compiled form of an expression that is stored, kept for the next time. @throws ExpressionError as `compile` */
export function policyExpression(text: string, purpose: ExpressionPurpose): PolicyExpression {
  const key = `${purpose} ${text}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    expression = PolicyExpression.compile(text, purpose);
    if (compiled.size >= MAXIMUM_KEPT) {
      compiled.clear();
    }
    compiled.set(key, expression);
  }
  return expression;
}

function createEnvironment(): Environment {
  const made = new Environment({
    limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 2 },
  });
  made.registerType('Decimal', LevyDecimal as never);
  for (const [left, right] of NUMBER_PAIRS) {
    for (const operator of ARITHMETIC) {
      made.registerOperator(`${left} ${operator} ${right}: Decimal`, (a: unknown, b: unknown) =>
        calculate(operator, exact(a), exact(b)),
      );
    }
    for (const operator of COMPARISON) {
      made.registerOperator(`${left} ${operator} ${right}: bool`, (a: unknown, b: unknown) =>
        compare(operator, exact(a), exact(b)),
      );
    }
    for (const name of ['min', 'max'] as const) {
      made.registerFunction(`${name}(${left}, ${right}): Decimal`, (a: unknown, b: unknown) =>
        LevyDecimal[name](exact(a), exact(b)),
      );
    }
  }
  for (const [name, type] of Object.entries(FACT_TYPES)) {
    made.registerVariable(name, type);
  }
  return made;
}

/** Numbers that stand in an expression keep the digits that were written: the shortest text of a double is theirs. */
function exact(value: unknown): Decimal {
  return value instanceof LevyDecimal ? value : new LevyDecimal(String(value));
}

function calculate(operator: (typeof ARITHMETIC)[number], left: Decimal, right: Decimal): Decimal {
  switch (operator) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    default:
      if (right.isZero()) {
        throw new ExpressionError('divides by zero');
      }
      return left.dividedBy(right);
  }
}

function compare(operator: (typeof COMPARISON)[number], left: Decimal, right: Decimal): boolean {
  const order = left.comparedTo(right);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** @throws ExpressionError at the first part that a policy may not use */
function checkParts(ast: ASTNode): void {
  for (const node of nodesOf(ast)) {
    const call = node.op === 'call' ? String((node.args as [string, unknown])[0]) : null;
    if (!ALLOWED_OPERATORS.has(node.op) || (call !== null && !ALLOWED_CALLS.has(call))) {
      throw new ExpressionError(`may not use ${call ?? (node.op === 'rcall' ? 'methods' : `"${node.op}"`)}`);
    }
    if (isArithmetic(node) && !isExact(node)) {
      throw new ExpressionError('calculates with constants alone: write the result instead');
    }
  }
}

function isArithmetic({ op }: ASTNode): boolean {
  return ARITHMETIC.some((operator) => operator === op);
}

/** Arithmetic of two written numbers would be that of floats: it is exact only where a fact takes part. */
function isExact(node: ASTNode): boolean {
  if (node.op === 'id') {
    return FACT_TYPES[node.args as FactName] === 'Decimal';
  }
  const parts = childrenOf(node.args);
  return node.op === '?:' ? parts.slice(1).every(isExact) : parts.some(isExact);
}

function nodesOf(node: ASTNode): ASTNode[] {
  return [node, ...childrenOf(node.args).flatMap(nodesOf)];
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) {
    return args.flatMap(childrenOf);
  }
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'is not valid';
}

function sample(amount: number, batteryKwh: number): ExpressionFacts {
  const value = new LevyDecimal(amount);
  return {
    cif: value,
    duties: value.times('0.1'),
    landedExVat: value.times('1.1'),
    retailPrice: value.times('1.5'),
    batteryKwh: new LevyDecimal(batteryKwh),
    powertrain: 'BEV',
    assemblyForm: 'CBU',
    originCountry: 'CN',
    exporterGroup: null,
    conditions: [],
  };
}

/** Cars that every expression must be able to deal with: a cheap and a dear one, and one that is given away. */
const SAMPLES: readonly ExpressionFacts[] = [sample(20_000, 60), sample(3_000_000, 100), sample(0, 0)];

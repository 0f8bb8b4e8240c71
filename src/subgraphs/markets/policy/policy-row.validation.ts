import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isISO4217CurrencyCode, isISO31661Alpha2 } from 'class-validator';
import type { MarketPolicyDocument } from './market-policy.document.js';
import { MARKET_POLICY_SCHEMA } from './market-policy.schema.js';
import { ExpressionError, type ExpressionPurpose, PolicyExpression } from './policy-expression.js';
import { PolicyKind, Stacking, stageOf } from './policy-kind.js';
import type { PolicyProblem, PolicyProblemCode } from './policy-problem.js';

type Problem = Pick<PolicyProblem, 'field' | 'code' | 'message'>;

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const isDocument = ajv.compile<MarketPolicyDocument>(MARKET_POLICY_SCHEMA);

const EXPRESSIONS: Readonly<Record<string, ExpressionPurpose>> = {
  condition: 'condition',
  baseFormula: 'number',
  rateFormula: 'number',
  formula: 'number',
};

/** Amounts that mean nothing without a currency. */
const AMOUNTS = ['fixedAmount', 'minAmount', 'thresholdAmount', 'priceCap', 'formula'] as const;
const MONEY_FACTS = ['cif', 'duties', 'landedExVat', 'retailPrice'] as const;

/** What is wrong with one row by itself: its form, its words, its formulas. Empty for a good one. */
export function rowProblems(value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: null, code: 'NOT_A_POLICY', message: 'is not a JSON object' }];
  }
  if (!isDocument(value)) {
    return formProblems(isDocument.errors ?? [], value);
  }
  return [...placeProblems(value), ...validityProblems(value), ...expressionProblems(value), ...amountProblems(value)];
}

function formProblems(errors: readonly ErrorObject[], value: object): Problem[] {
  const kind = 'kind' in value ? value.kind : undefined;
  const problems = errors
    .filter(({ keyword }) => keyword !== 'if')
    // A kind that is not known makes every rule about kinds fail.
    .flatMap((error): Problem[] => {
      const field = fieldOf(error);
      switch (error.keyword) {
        case 'oneOf':
          return [problem(null, 'MISSING_FIELD', 'needs either a country or a tradeRegion')];
        case 'additionalProperties':
          return [problem(field, 'UNKNOWN_FIELD', `is no field of ${kindName(error, kind)}`)];
        case 'required':
          return error.schemaPath.startsWith('#/oneOf') ? [] : [problem(field, 'MISSING_FIELD', 'is missing')];
        case 'enum':
          return field === 'kind'
            ? [
                problem(
                  field,
                  'UNKNOWN_KIND',
                  `"${String(kind)}" is no kind of policy: ${Object.keys(PolicyKind).join(', ')}`,
                ),
              ]
            : [
                problem(
                  field,
                  'WRONG_VALUE',
                  `must be one of ${String((error.params as { allowedValues: [] }).allowedValues)}`,
                ),
              ];
        default:
          return [problem(field, 'WRONG_VALUE', error.message ?? 'is not valid')];
      }
    });
  const seen = new Set<string>();
  return problems.filter(({ field, code }) => !seen.has(`${field} ${code}`) && seen.add(`${field} ${code}`));
}

function kindName({ instancePath }: ErrorObject, kind: unknown): string {
  return instancePath === '/terms' ? `the terms of ${String(kind)}` : 'a policy';
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
  const named = { additionalProperties: 'additionalProperty', required: 'missingProperty' }[keyword];
  const name = named === undefined ? undefined : String((params as Record<string, unknown>)[named]);
  return [path, name].filter(Boolean).join('.');
}

function problem(field: string | null, code: PolicyProblemCode, message: string): Problem {
  return { field, code, message };
}

function placeProblems(document: MarketPolicyDocument): Problem[] {
  const problems: Problem[] = [];
  const countries: [string, readonly string[]][] = [
    ['country', document.country === undefined ? [] : [document.country]],
    ['originCountries', document.originCountries ?? []],
    ['excludedOriginCountries', document.excludedOriginCountries ?? []],
    ['madeIn', document.madeIn ?? []],
  ];
  for (const [field, codes] of countries) {
    const wrong = codes.filter((code) => !isISO31661Alpha2(code));
    if (wrong.length > 0) {
      problems.push(problem(field, 'WRONG_VALUE', `${wrong.join(', ')} is no country of ISO 3166-1`));
    }
  }
  if (document.currency !== undefined && !isISO4217CurrencyCode(document.currency)) {
    problems.push(problem('currency', 'WRONG_VALUE', `${document.currency} is no currency of ISO 4217`));
  }
  return problems;
}

function validityProblems({ validFrom = null, validTo = null }: MarketPolicyDocument): Problem[] {
  return validFrom !== null && validTo !== null && validFrom >= validTo
    ? [problem('validTo', 'EMPTY_VALIDITY', `${validTo} is not after ${validFrom}: the policy is never in force`)]
    : [];
}

function expressionProblems(document: MarketPolicyDocument): Problem[] {
  const parts: [string, object][] = [
    ['', document],
    ...(document.conflicts ?? []).map(({ reading }, index): [string, object] => [
      `conflicts[${index}].reading.`,
      reading ?? {},
    ]),
  ];
  return parts.flatMap(([prefix, part]) =>
    Object.entries(EXPRESSIONS).flatMap(([field, purpose]) => {
      const source: unknown = (part as Record<string, unknown>)[field];
      const reason = typeof source === 'string' ? reasonAgainst(source, purpose) : null;
      return reason === null ? [] : [problem(`${prefix}${field}`, 'WRONG_FORMULA', `"${String(source)}" ${reason}`)];
    }),
  );
}

function reasonAgainst(source: string, purpose: ExpressionPurpose): string | null {
  try {
    PolicyExpression.compile(source, purpose);
    return null;
  } catch (error) {
    if (error instanceof ExpressionError) {
      return error.message;
    }
    throw error;
  }
}

function amountProblems(document: MarketPolicyDocument): Problem[] {
  const problems: Problem[] = [];
  const { rate, rateFormula, formula, fixedAmount, currency, stacking, replaces = [] } = document;
  const isLevy = stageOf(document.kind as PolicyKind) !== 'RULE';
  if (isLevy && [rate, rateFormula, formula, fixedAmount].every((amount) => amount === undefined)) {
    problems.push(problem('rate', 'MISSING_FIELD', 'a levy needs a rate, a rateFormula, a formula or a fixedAmount'));
  }
  if ([rate, rateFormula, formula].filter((amount) => amount !== undefined).length > 1) {
    problems.push(problem('rate', 'WRONG_VALUE', 'only one of rate, rateFormula and formula can count'));
  }
  if (currency === undefined && (AMOUNTS.some((name) => document[name] !== undefined) || namesMoney(document))) {
    problems.push(problem('currency', 'MISSING_FIELD', 'amounts and expressions of amounts need a currency'));
  }
  if ((stacking === Stacking.REPLACES) !== replaces.length > 0) {
    problems.push(problem('replaces', 'MISSING_FIELD', 'a policy that REPLACES, and no other, names the kinds'));
  }
  return problems;
}

function namesMoney(document: MarketPolicyDocument): boolean {
  return Object.entries(EXPRESSIONS).some(([field, purpose]) => {
    const source = document[field as keyof MarketPolicyDocument];
    if (typeof source !== 'string' || reasonAgainst(source, purpose) !== null) {
      return false;
    }
    const { facts } = PolicyExpression.compile(source, purpose);
    return MONEY_FACTS.some((fact) => facts.has(fact));
  });
}

import { Environment } from '@marcbachmann/cel-js';
import type { EligibilityRuleRecord } from '../product/financing-product.model.js';

/** Why a product cannot be had: a code for machines, a sentence for people. */
export interface IneligibilityReason {
  readonly code: string;
  readonly message: string;
}

/** What rules may look at. Texts that are not known are empty. */
export interface RuleFacts {
  readonly price: number;
  readonly principal: number;
  readonly downPaymentShare: number;
  readonly loanToValue: number;
  readonly termMonths: number;
  readonly powertrain: string;
  readonly variantId: string;
  readonly scoreBand: string;
}

type Compiled = (facts: RuleFacts) => unknown;

const environment = new Environment()
  .registerVariable('price', 'double')
  .registerVariable('principal', 'double')
  .registerVariable('downPaymentShare', 'double')
  .registerVariable('loanToValue', 'double')
  .registerVariable('termMonths', 'double')
  .registerVariable('powertrain', 'string')
  .registerVariable('variantId', 'string')
  .registerVariable('scoreBand', 'string');

const MAXIMUM_COMPILED = 1_000;
const compiled = new Map<string, Compiled>();

/** Rules in the Common Expression Language; a product is eligible where every one of them is true. */
export function brokenRules(rules: readonly EligibilityRuleRecord[], facts: RuleFacts): IneligibilityReason[] {
  return rules
    .filter(({ expression }) => !holds(expression, facts))
    .map(({ reasonCode, description }) => ({ code: reasonCode, message: description }));
}

/** What is wrong with an expression: null where it can be evaluated and is a condition. */
export function expressionProblem(expression: string): string | null {
  try {
    const { type, valid, error } = environment.check(expression);
    if (!valid) return error?.message ?? 'cannot be read';
    return String(type) === 'bool' ? null : `is a ${String(type)}, no condition`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A rule that cannot be evaluated lets nobody through. */
function holds(expression: string, facts: RuleFacts): boolean {
  let rule = compiled.get(expression);
  if (rule === undefined) {
    if (compiled.size >= MAXIMUM_COMPILED) compiled.clear();
    rule = environment.parse(expression) as unknown as Compiled;
    compiled.set(expression, rule);
  }
  try {
    return rule(facts) === true;
  } catch {
    return false;
  }
}

import { isLocalDate } from '../../../kernel/scalars/local-date.js';
import type { CountryExtension, LocalisationRuleReference } from './country.type.js';

/**
 * The country that a reference names, with the localisation rules that the gateway sent along. Null where the reference
 * names none; rules of another shape than the graph's are left out.
 */
export function countryOfReference(reference: unknown): CountryExtension | null {
  if (!isObject(reference) || typeof reference.code !== 'string') {
    return null;
  }
  const { code, localisationRules } = reference;
  return { code, localisationRules: Array.isArray(localisationRules) ? localisationRules.flatMap(ruleOf) : [] };
}

function ruleOf(value: unknown): LocalisationRuleReference[] {
  if (!isObject(value) || typeof value.policyId !== 'string') {
    return [];
  }
  return [
    {
      policyId: value.policyId,
      ratioLocalPerImported: decimalOf(value.ratioLocalPerImported),
      localContentShare: decimalOf(value.localContentShare),
      validFrom: dateOf(value.validFrom),
      validTo: dateOf(value.validTo),
    },
  ];
}

function decimalOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? value : null;
}

function dateOf(value: unknown): string | null {
  return typeof value === 'string' && isLocalDate(value) ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

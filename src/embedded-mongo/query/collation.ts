import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { compareStrings, compareWith, type StringComparator } from '../bson/order.js';
import { failure } from '../errors.js';

/** Order and equality of values under one collation. */
export interface ValueOrder {
  readonly isSimple: boolean;
  /** Equal for collations that order alike, to match a query with an index. */
  readonly identity: string;
  compare(left: unknown, right: unknown): number;
  /** {@link keyOf} under the collation: equal texts share a key. Comparable only with keys of this same object. */
  key(value: unknown): string;
}

const SIMPLE: ValueOrder = {
  isSimple: true,
  identity: 'simple',
  compare: (left, right) => compareWith(compareStrings, left, right),
  key: (value) => keyOf(value),
};

const DEFAULTS = {
  strength: 3,
  caseLevel: false,
  caseFirst: 'off',
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
} as const;

const comparators = new Map<string, StringComparator>();

/**
 * The order of a collation document (https://www.mongodb.com/docs/manual/reference/collation/), through the ICU tables of Node.
 * Throws 72 for an unknown option, 2 for a locale that ICU doesn't know, 115 for `backwards`, which Intl can't express.
 */
export function valueOrder(collation: Document | undefined): ValueOrder {
  if (!collation || Object.keys(collation).length === 0 || collation.locale === 'simple') return SIMPLE;
  const { locale, version: _version, ...chosen } = collation;
  if (typeof locale !== 'string')
    return failure(40414, "BSON field 'collation.locale' is missing but a required field");
  for (const option of Object.keys(chosen)) {
    if (!(option in DEFAULTS)) failure(40415, `BSON field 'collation.${option}' is an unknown field.`);
  }
  const options = { ...DEFAULTS, ...chosen };
  if (options.backwards) failure(115, "collation option 'backwards' is not supported");
  const identity = JSON.stringify([locale, Object.entries(options).map(([name, value]) => [name, String(value)])]);
  const strings = comparators.get(identity) ?? createComparator(locale, options);
  comparators.set(identity, strings);
  const representative = representatives(strings);
  return {
    isSimple: false,
    identity,
    compare: (left, right) => compareWith(strings, left, right),
    key: (value) => keyOf(value, representative),
  };
}

function createComparator(locale: string, options: Record<keyof typeof DEFAULTS, unknown>): StringComparator {
  const strength = Number(options.strength);
  if (!(strength >= 1 && strength <= 5))
    failure(51024, `BSON field 'strength' value must be >= 1 and <= 5, actual value '${options.strength}'`);
  const collator = createCollator(locale, {
    sensitivity:
      strength === 1
        ? options.caseLevel
          ? 'case'
          : 'base'
        : strength === 2 && !options.caseLevel
          ? 'accent'
          : 'variant',
    numeric: options.numericOrdering === true,
    caseFirst: options.caseFirst === 'upper' || options.caseFirst === 'lower' ? options.caseFirst : 'false',
    ignorePunctuation: options.alternate === 'shifted',
  });
  // Strength 5 tells apart what ICU's tertiary comparison finds equal.
  if (strength === 5) return (a, b) => collator.compare(a, b) || compareStrings(a, b);
  return (a, b) => collator.compare(a, b);
}

function createCollator(locale: string, options: Intl.CollatorOptions): Intl.Collator {
  const [tag = '', variant] = locale.replaceAll('_', '-').split('@collation=');
  try {
    if (Intl.Collator.supportedLocalesOf([tag]).length > 0)
      return new Intl.Collator(variant ? `${tag}-u-co-${variant}` : tag, options);
  } catch {
    // a malformed tag is as unknown as any other
  }
  return failure(2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
}

/** Intl gives no sort keys, so equal strings are found in a sorted list: the first one seen stands for its class. */
function representatives(compare: StringComparator): (text: string) => string {
  const sorted: string[] = [];
  const direct = new Map<string, string>();
  return (text) => {
    const known = direct.get(text);
    if (known !== undefined) return known;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle] ?? '', text) < 0) low = middle + 1;
      else high = middle;
    }
    const found = sorted[low];
    const representative = found !== undefined && compare(found, text) === 0 ? found : text;
    if (representative === text) sorted.splice(low, 0, text);
    direct.set(text, representative);
    return representative;
  };
}

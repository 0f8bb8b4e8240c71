import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnyOfAll,
  bothOf,
  holdsAny,
  implies,
  type Requirement,
} from '../../../src/gateway/authorization/requirement.js';

const needs = (scopes: AnyOfAll | undefined, authenticated = false): Requirement => ({
  authenticated,
  scopes,
  policies: undefined,
});

const NAMES = ['a', 'b', 'c', 'd'];
const anyList = fc.array(fc.uniqueArray(fc.constantFrom(...NAMES)), { maxLength: 4 });
const anyRequirement = fc.record<Requirement>({
  authenticated: fc.boolean(),
  scopes: fc.option(anyList, { nil: undefined }),
  policies: fc.option(anyList, { nil: undefined }),
});

/** Every caller there can be with four names: authenticated or not, any set of scopes. */
const SETS = Array.from({ length: 16 }, (_, bits) => new Set(NAMES.filter((_name, index) => bits & (1 << index))));
const meets = (requirement: Requirement, authenticated: boolean, held: ReadonlySet<string>): boolean =>
  (!requirement.authenticated || authenticated) &&
  (requirement.scopes === undefined || holdsAny(requirement.scopes, held)) &&
  (requirement.policies === undefined || holdsAny(requirement.policies, held));

describe('two requirements together', () => {
  it('multiply their alternatives, as composition does', () => {
    expect(bothOf(needs([['a1', 'a2'], ['a3']]), needs([['b1'], ['b2']]))?.scopes).toEqual([
      ['a3', 'b1'],
      ['a3', 'b2'],
      ['a1', 'a2', 'b1'],
      ['a1', 'a2', 'b2'],
    ]);
  });

  it('drop alternatives that another makes redundant', () => {
    expect(bothOf(needs([['profile', 'users'], ['admin']]), needs([['admin']]))?.scopes).toEqual([['admin']]);
  });

  it('hold where both hold', () => {
    fc.assert(
      fc.property(anyRequirement, anyRequirement, fc.boolean(), (first, second, authenticated) => {
        const both = bothOf(first, second);
        for (const held of SETS) {
          expect(both !== undefined && meets(both, authenticated, held)).toBe(
            meets(first, authenticated, held) && meets(second, authenticated, held),
          );
        }
      }),
    );
  });

  it('are not multiplied without end', () => {
    const many = needs(Array.from({ length: 50 }, (_, index) => [`s${index}`]));
    expect(bothOf(many, many)).toBeUndefined();
  });
});

describe('a requirement that implies another', () => {
  it('holds for nobody for whom the other does not', () => {
    fc.assert(
      fc.property(anyRequirement, anyRequirement, fc.boolean(), (first, second, authenticated) => {
        if (!implies(first, second)) return;
        for (const held of SETS) {
          if (meets(first, authenticated, held)) expect(meets(second, authenticated, held)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['more scopes than asked', needs([['a', 'b']]), needs([['a']]), true],
    ['fewer alternatives', needs([['a']]), needs([['a'], ['b']]), true],
    ['fewer scopes than asked', needs([['a']]), needs([['a', 'b']]), false],
    ['no scopes', needs(undefined, true), needs([['a']]), false],
    ['scopes but no authentication', needs([['a']]), needs([['a']], true), false],
    ['nothing asked', needs(undefined), needs(undefined), true],
    ['what holds for nobody', needs([]), needs([['a']]), true],
  ])('%s', (_name, first, second, expected) => {
    expect(implies(first, second)).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClusterMap } from '../../src/database/cluster-map.js';

const uri = 'mongodb://127.0.0.1';
const map = new ClusterMap([
  { name: 'default', uri, countries: [] },
  { name: 'cn', uri, countries: ['CN', 'HK'] },
  { name: 'id', uri, countries: ['ID'] },
]);

describe('the map of countries to clusters', () => {
  it('gives every country a cluster', () => {
    expect(['CN', 'HK', 'ID', 'NO', 'XX'].map((country) => map.clusterOf(country))).toEqual([
      'cn',
      'cn',
      'id',
      'default',
      'default',
    ]);
  });

  it('groups countries so that each is asked for once, at its own cluster', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('CN', 'HK', 'ID', 'NO', 'DE')), (countries) => {
        const groups = [...map.groupByCluster(countries)];
        expect(groups.flatMap(([, group]) => group).sort()).toEqual([...countries].sort());
        for (const [cluster, group] of groups) {
          expect(group.every((country) => map.clusterOf(country) === cluster)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['no default cluster', [{ name: 'cn', uri, countries: ['CN'] }], 'must be named "default"'],
    ['two clusters of one name', ['default', 'default'].map((name) => ({ name, uri, countries: [] })), 'the same name'],
    [
      'a country in two clusters',
      [
        { name: 'default', uri, countries: ['CN'] },
        { name: 'cn', uri, countries: ['CN'] },
      ],
      'CN is given to both "default" and "cn"',
    ],
  ])('refuses %s', (_name, clusters, words) => {
    expect(() => new ClusterMap(clusters)).toThrow(words);
  });
});

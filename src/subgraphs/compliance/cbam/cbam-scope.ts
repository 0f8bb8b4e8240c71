/** Whether goods of a Combined Nomenclature code fall under the mechanism, and why. */
export interface CbamScope {
  readonly sector: 'IRON_AND_STEEL' | 'ALUMINIUM' | null;
  readonly reason: string;
}

const REGULATION = 'Annex I to Regulation (EU) 2023/956';

/** Aluminium of Annex I: 7602 (scrap) and 7615 (household articles) are not in it. */
const ALUMINIUM = [
  '7601',
  '7603',
  '7604',
  '7605',
  '7606',
  '7607',
  '7608',
  '7609',
  '7610',
  '7611',
  '7612',
  '7613',
  '7614',
  '7616',
];

/** Articles of iron or steel of Annex I that parts of cars and charging sites may be. */
const STEEL_ARTICLES = [
  '7301',
  '7302',
  '7303',
  '7304',
  '7305',
  '7306',
  '7307',
  '7308',
  '7309',
  '7310',
  '7311',
  '7318',
  '7326',
];

const AGGLOMERATED_ORE = '260112';

/** Chapter 72 without scrap (7204) and without the ferro-alloys that Annex I leaves out; only these three are in it. */
const FERRO_ALLOYS = ['72021', '72024', '72026'];

/**
 * Scope of iron, steel and aluminium goods and of cars, by {@link REGULATION}. The other sectors (cement, fertilisers,
 * electricity, hydrogen) are no part of a car: their codes come back out of scope of this reckoning and say so.
 */
export function cbamScope(cnCode: string): CbamScope {
  const heading = cnCode.slice(0, 4);
  if (heading === '8703') {
    return { sector: null, reason: `Finished cars (CN 8703) are not in ${REGULATION}` };
  }
  if (ALUMINIUM.includes(heading)) {
    return { sector: 'ALUMINIUM', reason: `CN ${heading} is in ${REGULATION}` };
  }
  const ironOrSteel =
    STEEL_ARTICLES.includes(heading) ||
    cnCode.startsWith(AGGLOMERATED_ORE) ||
    (heading === '7202' ? FERRO_ALLOYS.includes(cnCode.slice(0, 5)) : cnCode.startsWith('72') && heading !== '7204');
  if (ironOrSteel) {
    return { sector: 'IRON_AND_STEEL', reason: `CN ${heading} is in ${REGULATION}` };
  }
  return { sector: null, reason: `CN ${heading} is not among the iron, steel and aluminium goods of ${REGULATION}` };
}

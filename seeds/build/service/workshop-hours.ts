import type { DeepMarket } from '../deep-markets.js';
import type { RandomStream } from '../random.js';

/** Markets whose public holidays the reader of opening hours knows. */
const PUBLIC_HOLIDAYS_KNOWN = 'AU BR CN DE ES FR IT MX NL NO SE US ZA'.split(' ');

/** Fixed national holidays of the others, as dates. */
const FIXED_HOLIDAYS: Readonly<Partial<Record<DeepMarket, string>>> = {
  AE: 'Jan 01,Dec 02,Dec 03 off',
  GB: 'Jan 01,Dec 25,Dec 26 off',
  ID: 'Jan 01,May 01,Jun 01,Aug 17,Dec 25 off',
  TH: 'Jan 01,Apr 06,Apr 13-15,May 01,Oct 13,Oct 23,Dec 05,Dec 10,Dec 31 off',
  TR: 'Jan 01,Apr 23,May 01,May 19,Jul 15,Aug 30,Oct 29 off',
};

const WEEKS = ['Mo-Fr 08:00-17:00; Sa 09:00-13:00', 'Mo-Fr 07:30-18:00', 'Mo-Sa 08:00-19:00'] as const;

/** Opening hours of a generated workshop (OpenStreetMap), closed on public holidays. */
export function generateWorkshopHours(market: DeepMarket, random: RandomStream): string {
  const holidays = PUBLIC_HOLIDAYS_KNOWN.includes(market) ? 'PH off' : FIXED_HOLIDAYS[market];
  const inventory = random.chance(0.3) ? ['Dec 31 08:00-12:00'] : [];
  return [random.pick(WEEKS), ...inventory, ...(holidays === undefined ? [] : [holidays])].join('; ');
}

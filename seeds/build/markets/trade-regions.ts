import type { TradeRegionMembership } from '../../../src/subgraphs/markets/country/country.model.js';

/** From, and up to and not including (null: still a member): dates of the accession treaties. */
type Term = readonly [countries: string, validFrom: string, validTo?: string];

/**
 * Members of each trade region, by ISO 3166-1 alpha-2 code. Dates are those on which accession took effect; an end is
 * the first day outside. Sources: EUR-Lex (accession treaties; the United Kingdom left at the end of 2020-01-31),
 * EFTA Convention and its protocols, GCC Charter, ASEAN Secretariat, MERCOSUR (Venezuela suspended since 2016-12-02),
 * USMCA Article 34.5, SACU Agreement, Treaty on the Eurasian Economic Union.
 */
const MEMBERSHIPS: Readonly<Record<string, readonly Term[]>> = {
  EU27: [
    ['BE DE FR IT LU NL', '1958-01-01'],
    ['DK IE', '1973-01-01'],
    ['GB', '1973-01-01', '2020-02-01'],
    ['GR', '1981-01-01'],
    ['ES PT', '1986-01-01'],
    ['AT FI SE', '1995-01-01'],
    ['CY CZ EE HU LT LV MT PL SI SK', '2004-05-01'],
    ['BG RO', '2007-01-01'],
    ['HR', '2013-07-01'],
  ],
  EFTA: [
    ['CH NO', '1960-05-03'],
    ['IS', '1970-03-01'],
    ['LI', '1991-09-01'],
    ['DK GB', '1960-05-03', '1973-01-01'],
    ['PT', '1960-05-03', '1986-01-01'],
    ['AT SE', '1960-05-03', '1995-01-01'],
    ['FI', '1986-01-01', '1995-01-01'],
  ],
  GCC: [['AE BH KW OM QA SA', '1981-05-25']],
  ASEAN: [
    ['ID MY PH SG TH', '1967-08-08'],
    ['BN', '1984-01-07'],
    ['VN', '1995-07-28'],
    ['LA MM', '1997-07-23'],
    ['KH', '1999-04-30'],
    ['TL', '2025-10-26'],
  ],
  MERCOSUR: [
    ['AR BR PY UY', '1991-11-29'],
    ['VE', '2012-07-31', '2016-12-02'],
    ['BO', '2024-08-07'],
  ],
  USMCA: [['CA MX US', '2020-07-01']],
  SACU: [
    ['BW LS SZ ZA', '1910-07-01'],
    ['NA', '1990-07-10'],
  ],
  EAEU: [
    ['BY KZ RU', '2015-01-01'],
    ['AM', '2015-01-02'],
    ['KG', '2015-08-12'],
  ],
};

/** All present and former memberships of a country, by code of the trade region. */
export function tradeRegionsOf(country: string): TradeRegionMembership[] {
  return Object.entries(MEMBERSHIPS).flatMap(([code, terms]) =>
    terms
      .filter(([countries]) => countries.split(' ').includes(country))
      .map(([, validFrom, validTo]) => ({ code, validFrom, validTo: validTo ?? null })),
  );
}

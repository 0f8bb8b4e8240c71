import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'cs', 'sv', 'da', 'nb', 'fi', 'tr'] as const;

/** Names that people use and ISO does not, by statistics and registers that use them. */
const UNOFFICIAL: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states': 'US',
  korea: 'KR',
  'south korea': 'KR',
  turkiye: 'TR',
  türkiye: 'TR',
  turkey: 'TR',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  russia: 'RU',
  vietnam: 'VN',
  iran: 'IR',
  czechia: 'CZ',
  'chinese taipei': 'TW',
  'hong kong': 'HK',
  kosovo: 'XK',
};

/** ISO 3166-1 has no code for Kosovo; this is the one that the European Commission and OCPI senders use. */
const KOSOVO = 'XKX';

const require = createRequire(import.meta.url);
let names: Map<string, string> | null = null;

function namesOfCountries(): Map<string, string> {
  if (names !== null) return names;
  names = new Map();
  for (const language of LANGUAGES) {
    const locale = require(`i18n-iso-countries/langs/${language}.json`) as {
      countries: Record<string, string | string[]>;
    };
    for (const [code, name] of Object.entries(locale.countries)) {
      for (const word of Array.isArray(name) ? name : [name]) names.set(word.toLowerCase(), code);
    }
  }
  for (const [name, code] of Object.entries(UNOFFICIAL)) names.set(name, code);
  return names;
}

/** ISO 3166-1 alpha-2 of a code or a name; XK, the user-assigned code, for Kosovo, which has no other. Null for neither. */
export function countryCodeOf(text: string): string | null {
  const word = text.trim();
  const upper = word.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper) && (countries.isValid(upper) || upper === 'XK')) return upper;
  if (/^[A-Z]{3}$/.test(upper)) {
    const code = countries.alpha3ToAlpha2(upper);
    if (code !== undefined) return code;
    if (upper === KOSOVO) return 'XK';
  }
  if (/^\d{1,3}$/.test(word)) return countries.numericToAlpha2(word.padStart(3, '0')) ?? null;
  return namesOfCountries().get(word.toLowerCase()) ?? null;
}

/** ISO 3166-1 alpha-3 of an alpha-2 code; the code itself where there is none. */
export function alpha3CodeOf(alpha2: string): string {
  return alpha2 === 'XK' ? KOSOVO : (countries.alpha2ToAlpha3(alpha2) ?? alpha2);
}

import OpeningHours from 'opening_hours';

/** Hours by the sun need the place of each site: they count as unknown. */
const BY_THE_SUN = /sunrise|sunset|dawn|dusk/i;

const BY_HOLIDAYS = /\bPH\b/;

/** Parsing takes half a millisecond, and many places have the same hours. */
const MOST_PARSED = 5_000;
const parsedTexts = new Map<string, OpeningHours | null>();

/**
 * Hours in the syntax of OpenStreetMap, read once for all places of a country that have the same; null where the text
 * cannot be read.
 *
 * @param country ISO 3166-1 alpha-2: whose nationwide public holidays count
 */
export function parsedHours(text: string, country: string): OpeningHours | null {
  const key = `${country} ${text}`;
  const known = parsedTexts.get(key);
  if (known !== undefined) return known;
  if (parsedTexts.size >= MOST_PARSED) parsedTexts.clear();
  const hours = parse(text, country);
  parsedTexts.set(key, hours);
  return hours;
}

function parse(text: string, country: string): OpeningHours | null {
  if (BY_THE_SUN.test(text)) return null;
  try {
    const place = { lat: 0, lon: 0, address: { country_code: country.toLowerCase(), state: '' } };
    const hours = new OpeningHours(text, place, { mode: 0, warnings_severity: 0, locale: 'en' } as never);
    // Holidays of a country that the library does not know: it says so on the console whenever it is asked.
    if (BY_HOLIDAYS.test(text)) hours.getState();
    return hours;
  } catch {
    return null;
  }
}

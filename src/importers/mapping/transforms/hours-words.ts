import OpeningHours from 'opening_hours';
import { withOsmDays } from './weekday-words.js';

const ALWAYS =
  /^(24\s*(\/|x|h\s*\/)\s*(7|24)(\s*(,|-|–)?\s*(7|24).*)?|24\/7.*|24 ?(h|hrs?|hours?|stunden)( daily| a day| täglich)?(,? ?7 days( a week)?)?|always( open)?|durchgehend( geöffnet)?|rund um die uhr|7j\/7.*24h.*|24h\/24(,? ?7j\/7)?|24 hours daily|open 24 hours|nonstop|non-stop|toujours ouvert|døgnåpent|døgnet rundt|dygnet runt|ympäri vuorokauden|24 ?uur( per dag)?|altijd (open|geopend)|całodobow[oye]|24 ?godz(iny|\.)?( na dobę)?|24 ?hodin( denně)?|24 ?ore( su 24)?|sempre aperto|24 ?h?oras( al día)?|siempre abierto|aberto 24 ?h(oras)?|éjjel-nappal|0{1,2}(:00)?\s*[-–]\s*24(:00)?)\.?$/i;

/**
 * Opening hours as an OpenStreetMap opening_hours value: what is one already, what says "always" in one of several
 * languages, and weekdays with times; null where it cannot be read.
 */
export function readOpeningHours(text: string): string | null {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (ALWAYS.test(whole)) return '24/7';
  for (const candidate of [...withOsmDays(whole).map(mergedDays), whole].map(withoutWholeWeek)) {
    if (candidate === '24/7') return candidate;
    if (isWrittenAsOsm(candidate) && isOpeningHours(candidate)) return candidate;
  }
  return null;
}

/** "Mo-Su 00:00-24:00" is 24/7. */
function withoutWholeWeek(text: string): string {
  return /^(Mo-Su\s*)?0?0[:.]?00\s*-\s*(24[:.]?00|23[:.]59)$/.test(text) ? '24/7' : text;
}

/** "Mo-Fr 08:00-12:00; Mo-Fr 14:00-18:00" means both: the second would otherwise replace the first. */
function mergedDays(text: string): string {
  const rules = new Map<string, string[]>();
  for (const rule of text.split(/\s*;\s*/)) {
    const [, days, times] = /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[\s,-]*)+)\s*(\d.*)$/.exec(rule) ?? [];
    if (days === undefined || times === undefined) return text;
    const key = days.trim();
    rules.set(key, [...(rules.get(key) ?? []), times]);
  }
  return [...rules].map(([days, times]) => `${days} ${times.join(',')}`).join('; ');
}

const OSM_WORDS = new Set(
  'Mo Tu We Th Fr Sa Su PH SH Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec off closed open unknown week easter day days sunrise sunset dawn dusk'.split(
    ' ',
  ),
);

/** Whether holidays are known where the site is does not decide whether its hours can be read. */
const PLACE_WITH_HOLIDAYS = { lat: 52.5, lon: 13.4, address: { country_code: 'de', state: 'Berlin' } };

/** The parser takes other words too, and makes of them what nobody meant. */
function isWrittenAsOsm(text: string): boolean {
  return (
    /^[\w\s:;,+\-/"()[\]|>.]*$/.test(text) && (text.match(/[A-Za-z]+/g) ?? []).every((word) => OSM_WORDS.has(word))
  );
}

function isOpeningHours(text: string): boolean {
  try {
    new OpeningHours(text, PLACE_WITH_HOLIDAYS, 2);
    return true;
  } catch {
    return false;
  }
}

import OpeningHours from 'opening_hours';

const ALWAYS =
  /^(24\s*(\/|x|h\s*\/)\s*(7|24)(\s*(,|-|–)?\s*(7|24).*)?|24\/7.*|24 ?(h|hrs?|hours?|stunden)( daily| a day| täglich)?(,? ?7 days( a week)?)?|always( open)?|durchgehend( geöffnet)?|rund um die uhr|7j\/7.*24h.*|24h\/24(,? ?7j\/7)?|24 hours daily|open 24 hours|nonstop|non-stop|toujours ouvert)\.?$/i;

const DAYS: readonly (readonly [RegExp, string])[] = [
  [/\b(monday|montags?|lundi|lunes|mon)\b/gi, 'Mo'],
  [/\b(tuesday|dienstags?|mardi|martes|tues?)\b/gi, 'Tu'],
  [/\b(wednesday|mittwochs?|mercredi|miércoles|wed)\b/gi, 'We'],
  [/\b(thursday|donnerstags?|jeudi|jueves|thurs?)\b/gi, 'Th'],
  [/\b(friday|freitags?|vendredi|viernes|fri)\b/gi, 'Fr'],
  [/\b(saturday|samstags?|samedi|sábado|sat)\b/gi, 'Sa'],
  [/\b(sunday|sonntags?|dimanche|domingo|sun)\b/gi, 'Su'],
];

/** Weekday names by their OpenStreetMap letters, German two-letter days too where no English one could be meant. */
function withOsmDays(text: string): string {
  let days = text;
  for (const [pattern, day] of DAYS) days = days.replace(pattern, day);
  if (/\b(Di|Mi|Do|So)\b/.test(days)) {
    days = days
      .replace(/\bDi\b/g, 'Tu')
      .replace(/\bMi\b/g, 'We')
      .replace(/\bDo\b/g, 'Th')
      .replace(/\bSo\b/g, 'Su');
  }
  return days
    .replace(/\s*\b(bis|to|until|à|–)\b\s*/gi, '-')
    .replace(/\s*–\s*/g, '-')
    .replace(/\b(uhr|hrs)\b/gi, '')
    .replace(/,(?=(Mo|Tu|We|Th|Fr|Sa|Su|PH)\b[^,;]*\d)/g, '; ')
    .replace(/(\d)\s*[:.h]\s*(\d\d)/g, '$1:$2')
    .trim();
}

/**
 * Opening hours as an OpenStreetMap opening_hours value: what is one already, what says "always" in one of several
 * languages, and weekdays with times; null where it cannot be read.
 */
export function readOpeningHours(text: string): string | null {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (ALWAYS.test(whole)) return '24/7';
  for (const candidate of [mergedDays(withOsmDays(whole)), whole]) {
    if (/^[\w\s:;,+\-/"()[\]|>.]*$/.test(candidate) && isOpeningHours(candidate)) return candidate;
  }
  return null;
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

function isOpeningHours(text: string): boolean {
  try {
    new OpeningHours(text, { lat: 0, lon: 0, address: { country_code: '', state: '' } }, 2);
    return true;
  } catch {
    return false;
  }
}

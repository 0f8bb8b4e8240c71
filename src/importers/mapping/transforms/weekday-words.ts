/** OpenStreetMap's weekdays. */
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;

/** Words for the weekdays, Monday first (alternatives with "/"), and words between two of them that mean "to". */
interface DayLanguage {
  readonly days: string;
  readonly to: string;
}

/**
 * Languages, the commonest first: some words mean another day elsewhere ("So" is Sunday in German and Saturday in
 * Czech), so that all days of a text must be words of one language.
 */
const LANGUAGES: readonly DayLanguage[] = [
  {
    days: 'mo/mon/monday tu/tue/tues/tuesday we/wed/wednesday th/thu/thur/thurs/thursday fr/fri/friday sa/sat/saturday su/sun/sunday',
    to: 'to|until|through',
  },
  {
    days: 'mo/montag/montags di/dienstag/dienstags mi/mittwoch/mittwochs do/donnerstag/donnerstags fr/freitag/freitags sa/samstag/samstags/sonnabend so/sonntag/sonntags',
    to: 'bis',
  },
  { days: 'lun/lundi mar/mardi mer/mercredi jeu/jeudi ven/vendredi sam/samedi dim/dimanche', to: 'à|a|au' },
  {
    days: 'l/lu/lun/lunes m/ma/mar/martes x/mi/mie/mié/mier/miércoles j/ju/jue/jueves v/vi/vie/viernes s/sa/sab/sáb/sábado/sábados d/do/dom/domingo/domingos',
    to: 'a|al',
  },
  {
    days: 'lu/lun/lunedì ma/mar/martedì me/mer/mercoledì gi/gio/giovedì ve/ven/venerdì sa/sab/sabato do/dom/domenica',
    to: 'a|al',
  },
  {
    days: 'seg/segunda/segunda-feira ter/terça/terça-feira qua/quarta/quarta-feira qui/quinta/quinta-feira sex/sexta/sexta-feira sab/sáb/sábado dom/domingo',
    to: 'a|à|até',
  },
  { days: 'ma/maandag di/dinsdag wo/woensdag do/donderdag vr/vrijdag za/zaterdag zo/zondag', to: 'tot|tm' },
  {
    days: 'man/mån/mandag/måndag tir/tirs/tis/tirsdag/tisdag ons/onsdag tor/tors/torsdag fre/fredag lør/lör/lørdag/lördag søn/sön/søndag/söndag',
    to: 'til|till',
  },
  {
    days: 'pn/pon/poniedziałek wt/wto/wtorek śr/sr/śro/środa cz/czw/czwartek pt/pią/piątek so/sob/sobota nd/nie/niedz/niedziela',
    to: 'do',
  },
  {
    days: 'po/pondělí/pondelok út/ut/úterý/utorok st/středa/streda čt/št/čtvrtek/štvrtok pá/pi/pátek/piatok so/sobota ne/neděle/nedeľa',
    to: 'až|az',
  },
  { days: 'ma/maanantai ti/tiistai ke/keskiviikko to/torstai pe/perjantai la/lauantai su/sunnuntai', to: 'alkaen' },
];

const WORD = /\p{L}+(?:-feira)?/gu;

/** Words beside days and "to" that change nothing. */
const FILLERS = new Set('uhr hrs h ph sh off open closed and und et y e i og och en ore godz'.split(' '));

/** Words in front of the first day: "du lundi au vendredi". */
const BEGINNINGS = /\b(du|von|vom|from|de|dal|van|fra|från|od)\s+/gi;

const TABLES = LANGUAGES.map(({ days, to }) => ({
  to: new Set(to.split('|')),
  days: new Map(
    days.split(' ').flatMap((words, at) => words.split('/').map((word) => [word, DAYS[at] ?? 'Mo'] as const)),
  ),
}));

/** The text with the weekdays of OpenStreetMap, for each language of which all of its days may be. */
export function withOsmDays(text: string): string[] {
  // "lun.-ven." and "Mo., Di."
  const plain = text
    .replace(BEGINNINGS, '')
    .replace(/(\p{L})\./gu, '$1')
    .replace(/\bt\/m\b/gi, 'tm');
  const words = [...plain.matchAll(WORD)].map(([word]) => word.toLowerCase());
  const readings = TABLES.filter(({ days, to }) =>
    words.every((word) => days.has(word) || to.has(word) || FILLERS.has(word)),
  );
  return readings.map(({ days, to }) =>
    plain
      .replace(WORD, (word) => days.get(word.toLowerCase()) ?? (to.has(word.toLowerCase()) ? '-' : word))
      .replace(/\s*(?:[-–]|\b(?:to|bis)\b)\s*/gi, '-')
      .replace(/\b(uhr|hrs|ore|godz)\b/gi, '')
      .replace(/\s*\b(and|und|et|og|och|en|y|e|i)\b\s*/gi, ',')
      .replace(/,(?=(Mo|Tu|We|Th|Fr|Sa|Su|PH)\b[^,;]*\d)/g, '; ')
      .replace(/\s*\/\s*(?=(Mo|Tu|We|Th|Fr|Sa|Su)\b)/g, '; ')
      .replace(/(\d)\s*[:.h]\s*(\d\d)/g, '$1:$2')
      .replace(/(\d)\s*h\b/g, '$1:00')
      .replace(/(?<![\d:])(\d{1,2})-(\d{1,2})(?![\d:])/g, '$1:00-$2:00')
      .trim(),
  );
}

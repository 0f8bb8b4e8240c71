/** What the words for a plug say of it, in OCPI terms. Null where the words do not say. */
export interface Plug {
  readonly standard: string;
  readonly format: 'SOCKET' | 'CABLE' | null;
  readonly powerType: string | null;
}

const CABLE =
  /\b(cable|tethered|kabel|kupplung|attached|connector only|câble|cavo|kábel|manguera|cabo fixo|przewód|snoer)/i;
const SOCKET =
  /\b(socket|steckdose|outlet|prise|presa|toma|dose|zásuvka|gniazdo|uttag|stikkontakt|enchufe|tomada|stopcontact|pistorasia)/i;

/** Patterns of what sources call the plugs, the more specific first. Names: OCPI 2.3.0, ConnectorType. */
const PLUGS: readonly (readonly [
  pattern: RegExp,
  standard: string,
  format: Plug['format'],
  powerType: string | null,
])[] = [
  [/\bMCS\b|megawatt/i, 'MCS', 'CABLE', 'DC'],
  [/chaoji/i, 'CHAOJI', 'CABLE', 'DC'],
  [/cha\W?de\W?mo/i, 'CHADEMO', 'CABLE', 'DC'],
  [
    /\b(ccs|combo|j1772 ?combo)\W*(type|typ)?\W*1\b|(type|typ) ?1 ?(combo|ccs)|j1772 ?combo|j1772-?ccs|\bccs1\b|sae combo|T1_COMBO/i,
    'IEC_62196_T1_COMBO',
    'CABLE',
    'DC',
  ],
  [/\bccs|combo|combined charging|62196-3/i, 'IEC_62196_T2_COMBO', 'CABLE', 'DC'],
  [/j3400|\bnacs\b|tesla supercharger|north american charging/i, 'SAE_J3400', 'CABLE', null],
  [/tesla roadster/i, 'TESLA_R', 'CABLE', 'AC_1_PHASE'],
  [/tesla/i, 'TESLA_S', 'CABLE', null],
  [/gb\W?t.*(dc|20234\W?3)/i, 'GBT_DC', 'CABLE', 'DC'],
  [/gb\W?t/i, 'GBT_AC', null, null],
  [/(type|typ|tipo|tip|typu)\W*3\W*a\b/i, 'IEC_62196_T3A', null, null],
  [/(type|typ|tipo|tip|typu)\W*3|scame/i, 'IEC_62196_T3C', null, null],
  [/(type|typ|tipo|tip|typu)\W*2\b|mennekes|\bT2S?\b|62196-2.*2\b|IEC_62196_T2\b/i, 'IEC_62196_T2', null, null],
  [/(type|typ|tipo|tip|typu)\W*1\b|j\W?1772|yazaki|\bT1\b/i, 'IEC_62196_T1', 'CABLE', 'AC_1_PHASE'],
  [/cee\W*7\W*5|\btype?[\s.-]+e\b(?!\W*f)/i, 'DOMESTIC_E', 'SOCKET', 'AC_1_PHASE'],
  [/schuko|s[ch]{2,3}u[ck]o|cee\W*7\W*4|\btype?[\s.-]+f\b|\be\W?f\b/i, 'DOMESTIC_F', 'SOCKET', 'AC_1_PHASE'],
  [/bs\W?1363|(3|three)\W?pin|\btype?[\s.-]+g\b/i, 'DOMESTIC_G', 'SOCKET', 'AC_1_PHASE'],
  [/as\W?(\/nzs)?\W?3112|\btype?[\s.-]+i\b/i, 'DOMESTIC_I', 'SOCKET', 'AC_1_PHASE'],
  [/\btype?[\s.-]+j\b|\bt(13|23)\b|sev ?1011/i, 'DOMESTIC_J', 'SOCKET', 'AC_1_PHASE'],
  [/nema\W*5\W*15/i, 'DOMESTIC_B', 'SOCKET', 'AC_1_PHASE'],
  [/nema\W*5\W*20/i, 'NEMA_5_20', 'SOCKET', 'AC_1_PHASE'],
  [/nema\W*6\W*30/i, 'NEMA_6_30', 'SOCKET', null],
  [/nema\W*6\W*50/i, 'NEMA_6_50', 'SOCKET', null],
  [/nema\W*10\W*30/i, 'NEMA_10_30', 'SOCKET', null],
  [/nema\W*10\W*50/i, 'NEMA_10_50', 'SOCKET', null],
  [/nema\W*14\W*30/i, 'NEMA_14_30', 'SOCKET', null],
  [/nema\W*14\W*50/i, 'NEMA_14_50', 'SOCKET', null],
  [
    /(cee|60309|commando).*(3\W?(pol|pin)|blau|blue|single)|commando.*16|camping/i,
    'IEC_60309_2_single_16',
    'SOCKET',
    'AC_1_PHASE',
  ],
  [/(cee|60309).*\b22 ?kW/i, 'IEC_60309_2_three_32', 'SOCKET', 'AC_3_PHASE'],
  [/(cee|60309).*\b11 ?kW/i, 'IEC_60309_2_three_16', 'SOCKET', 'AC_3_PHASE'],
  [/(cee|60309).*(63|64)\b/i, 'IEC_60309_2_three_64', 'SOCKET', 'AC_3_PHASE'],
  [/(cee|60309).*32\b/i, 'IEC_60309_2_three_32', 'SOCKET', 'AC_3_PHASE'],
  [/(cee|60309).*16\b/i, 'IEC_60309_2_three_16', 'SOCKET', 'AC_3_PHASE'],
];

const OCPI_STANDARD =
  /^(CHADEMO|CHAOJI|DOMESTIC_[A-O]|GBT_(AC|DC)|IEC_60309_2_(single_16|three_(16|32|64))|IEC_62196_(T1|T1_COMBO|T2|T2_COMBO|T3A|T3C)|MCS|NEMA_\d{1,2}_\d\d|PANTOGRAPH_(BOTTOM_UP|TOP_DOWN)|SAE_J3400|TESLA_[RS])$/;

/** What the words of a source say of a plug; words that OCPI has no name for stay as they are. */
export function plugOf(words: string): Plug {
  const text = words.replace(/\s+/g, ' ').trim();
  const known = OCPI_STANDARD.test(text)
    ? ([/./, text, null, null] as const)
    : PLUGS.find(([pattern]) => pattern.test(text));
  if (known === undefined) return { standard: text, format: formatOf(text), powerType: powerTypeOf(text) };
  const [, standard, format, powerType] = known;
  return { standard, format: format ?? formatOf(text), powerType: powerType ?? powerTypeOf(text) };
}

function formatOf(text: string): Plug['format'] {
  if (CABLE.test(text)) return 'CABLE';
  return SOCKET.test(text) ? 'SOCKET' : null;
}

/** OCPI PowerType of a text such as "AC (Three-Phase)"; null where it does not say. "AC" alone does not say. */
export function powerTypeOf(text: string): string | null {
  if (
    /\bdc\b|gleichstrom|direct current|courant continu|corriente continua|corrente continua|prąd stały|likström|likestrøm/i.test(
      text,
    )
  )
    return 'DC';
  if (
    /(three|3|tri|drei|tre|trój|troj|tří|kolme)\W?(phas|fas|fás|faz|fáz|vaih)|dreiphasig|triphas|drehstrom|\bAC_3_PHASE\b/i.test(
      text,
    )
  )
    return 'AC_3_PHASE';
  if (
    /(single|1|mono|ein|one|en|jedno|yksi)\W?(phas|fas|fás|faz|fáz|vaih)|einphasig|monophas|\bAC_1_PHASE\b/i.test(text)
  )
    return 'AC_1_PHASE';
  return null;
}

/**
 * What sources call states, as OCPI Status. Only words that mean "works" become AVAILABLE; words that say neither, such
 * as "partly operational", are kept, and shown as UNKNOWN beside the word.
 */
const STATUSES: readonly (readonly [RegExp, string])[] = [
  [/^(available|blocked|charging|inoperative|outoforder|planned|removed|reserved|unknown)$/i, ''],
  [/partly|partial|partiell|teilweise|mixed|partiel/i, 'AS_IS'],
  [/remov|decommission|permanent|abgebaut|stillgelegt|demont|supprim|rückgebaut|closed/i, 'REMOVED'],
  [
    /planned|geplant|proposed|under construction|coming|prévu|projet|im bau|planlagt|planeret|planerad|gepland|previst|planificad|pianificat|planowan|en construcci|in costruzione|em constru|under (bygging|byggnad|opførelse)|ve výstavbě/i,
    'PLANNED',
  ],
  [/reserved|reserviert|réserv|reservad|riservat|rezerw|reservert|gereserveerd/i, 'RESERVED'],
  [
    /out\W?of\W?order|out of service|faulted|fault|defekt|hors.?service|gestört|not (operational|in service|working)|non.?op[eé]rat|broken|en_?panne|buiten (gebruik|dienst)|storing|fuera de servicio|averiad|avariad|guast|fuori (servizio|uso)|fora de servi|uszkodz|awari|ur funktion|ute av drift|ude af drift|mimo provoz|epäkun/i,
    'OUTOFORDER',
  ],
  [
    /temporar|inactive|inoperativ|nieczynn|niedostępn|no disponible|non (disponibile|attiv)|indispon|(ikke|inte|ej|ur) (i )?(drift|tilgjengelig|tilgængelig|tillgänglig)|stängd|nedostupn|außer betrieb|not available|ausser betrieb|unavailable|nicht (in betrieb|verfügbar)|suspend|maintenance|wartung|closed/i,
    'INOPERATIVE',
  ],
  [
    /occup|charging|in use|belegt|busy|bezet|ocupad|zajęt|opptatt|optaget|upptagen|obsazen|en carga|in ricarica|varattu/i,
    'CHARGING',
  ],
  [/blocked|blockiert|bloqu/i, 'BLOCKED'],
  [
    /operational|in betrieb|in service|working|en.?service|available|free|libre|frei|active|aktiv|in operation|v provozu|in gebruik|open|fonctionnel|en servicio|en funcionamiento|em funcionamento|in (servizio|funzione)|operativ|disponib|dispon[ií]vel|liber[oa]|attiv[oa]|activ[oa]|czynn|dostępn|wolna?\b|i drift|ledig|tilgjengelig|tilgængelig|tillgänglig|dostupn|voln|toiminnassa|vapaa/i,
    'AVAILABLE',
  ],
  [
    /unknown|unbekannt|inconnu|onbekend|neznám|desconocid|desconhecid|sconosciut|nieznan|ukjent|ukendt|okänd|^n\/?a$/i,
    'UNKNOWN',
  ],
];

/** OCPI Status of a word; a word without one is kept. */
export function statusOf(words: string): string {
  const text = words.trim();
  const status = STATUSES.find(([pattern]) => pattern.test(text))?.[1];
  if (status === '') return text.toUpperCase();
  return status === undefined || status === 'AS_IS' ? text : status;
}

/** Words for who may charge. */
const ACCESS: readonly (readonly [RegExp, string])[] = [
  [
    /semi|halb|restrict|réserv|staff|customer|kunden|visit|members only|besucher|clientes|clienti|restring|riservat|klient|kund(er|in)|privately owned - notice|limited/i,
    'RESTRICTED',
  ],
  [/priv|prywat|soukrom|yksityi/i, 'PRIVATE'],
  [
    /p[uú]blic|öffentlich|oeffentlich|libre|open to all|accès libre|openbaar|pubblic|veřejn|offentlig|allmän|ogólnodostęp|julkinen/i,
    'PUBLIC',
  ],
];

/** PUBLIC, RESTRICTED or PRIVATE; a word for none of them is kept. */
export function accessOf(words: string): string {
  const text = words.trim();
  return ACCESS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

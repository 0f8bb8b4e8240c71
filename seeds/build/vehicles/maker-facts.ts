import type { MakerRecord } from '../../../src/subgraphs/vehicles/maker/maker.model.js';

/**
 * Seat of a make, world manufacturer identifiers under which its cars are mostly found (ISO 3780), and the exporter group
 * that the countervailing duties of the European Union name. General knowledge, no register on file: the identifiers are not
 * all that a make has.
 */
const FACTS: Readonly<Record<string, readonly [country: string, wmi: string, exporterGroup?: string]>> = {
  audi: ['DE', 'WAU WUA TRU'],
  automobili_pininfarina: ['IT', ''],
  bmw: ['DE', 'WBA WBS WBY'],
  byd: ['CN', 'LGX LC0', 'BYD Group'],
  cadillac: ['US', '1G6 1GY'],
  changan: ['CN', 'LS4 LS5 LS6', 'Other cooperating companies'],
  chery: ['CN', 'LVV LVT', 'Other cooperating companies'],
  chevrolet: ['US', '1G1 1GN'],
  citroen: ['FR', 'VF7'],
  cupra: ['ES', 'VSS'],
  dacia: ['RO', 'UU1'],
  dongfeng: ['CN', 'LDP LGJ', 'Other cooperating companies'],
  ds_automobiles: ['FR', 'VR1'],
  fangchengbao: ['CN', 'LGX', 'BYD Group'],
  faraday_future: ['US', ''],
  ferrari: ['IT', 'ZFF'],
  fiat: ['IT', 'ZFA'],
  ford: ['US', '1FA 3FM WF0'],
  gac_aion: ['CN', 'LNA LMG'],
  geely: ['CN', 'L6T LB3', 'Geely Group'],
  genesis: ['KR', 'KMT KMU'],
  gwm: ['CN', 'LGW', 'Other cooperating companies'],
  hiphi: ['CN', ''],
  honda: ['JP', 'JHM 1HG'],
  hongqi: ['CN', 'LFP', 'Other cooperating companies'],
  hyundai: ['KR', 'KMH TMA'],
  im_motors: ['CN', 'LSJ', 'SAIC Group'],
  jaguar: ['GB', 'SAJ SAD'],
  karma_automotive: ['US', ''],
  land_rover: ['GB', 'SAL'],
  leapmotor: ['CN', '', 'Other cooperating companies'],
  lexus: ['JP', 'JTH JTJ'],
  lotus: ['GB', 'SCC', 'Geely Group'],
  lucid: ['US', '50E 7UU'],
  m_hero: ['CN', '', 'Other cooperating companies'],
  maserati: ['IT', 'ZAM ZN6'],
  mclaren: ['GB', 'SBM'],
  mercedes_benz: ['DE', 'WDB WDD W1K'],
  mg: ['CN', 'LSJ', 'SAIC Group'],
  mini: ['GB', 'WMW'],
  mitsubishi: ['JP', 'JA4 JMB'],
  nammi: ['CN', '', 'Other cooperating companies'],
  nio: ['CN', 'LJ1', 'Other cooperating companies'],
  nissan: ['JP', 'JN1 SJN'],
  peugeot: ['FR', 'VF3'],
  polestar: ['SE', 'LPS YSM', 'Geely Group'],
  porsche: ['DE', 'WP0 WP1'],
  renault: ['FR', 'VF1'],
  rimac: ['HR', ''],
  rising_auto: ['CN', 'LSJ', 'SAIC Group'],
  rivian: ['US', '7FC 7PD'],
  roewe: ['CN', 'LSJ', 'SAIC Group'],
  rolls_royce: ['GB', 'SCA'],
  skoda: ['CZ', 'TMB'],
  smart: ['DE', 'WME', 'Geely Group'],
  tata: ['IN', 'MAT'],
  tesla: ['US', '5YJ 7SA LRW XP7', 'Tesla (Shanghai)'],
  toyota: ['JP', 'JTD JTM JTN'],
  vinfast: ['VN', 'RLL RLN'],
  volkswagen: ['DE', 'WVW WVG'],
  volvo: ['SE', 'YV1 YV4 LYV', 'Geely Group'],
  voyah: ['CN', 'LDP', 'Other cooperating companies'],
  xpeng: ['CN', 'L1N', 'Other cooperating companies'],
  yangwang: ['CN', 'LGX', 'BYD Group'],
  zeekr: ['CN', 'L6T', 'Geely Group'],
};

/** What is known of a make beside its name; an unknown make is an error. */
export function makerFacts(slug: string): Pick<MakerRecord, 'country' | 'wmi' | 'exporterGroup' | 'lei'> {
  const facts = FACTS[slug];
  if (facts === undefined) throw new Error(`No facts on the make "${slug}"`);
  const [country, wmi, exporterGroup] = facts;
  return { country, wmi: wmi === '' ? [] : wmi.split(' '), exporterGroup: exporterGroup ?? null, lei: null };
}

import type { DeepMarket } from '../deep-markets.js';

/** Makes by the country where their electric cars for export are mostly built (ISO 3166-1 alpha-2). */
const MAKES_BY_ORIGIN: Readonly<Record<string, string>> = {
  BE: 'volvo',
  CN: 'byd changan chery dongfeng fangchengbao gac_aion geely gwm hiphi hongqi im_motors leapmotor lotus m_hero mg nammi nio polestar rising_auto roewe smart voyah xpeng yangwang zeekr',
  CZ: 'skoda',
  DE: 'audi bmw mercedes_benz porsche volkswagen',
  ES: 'cupra',
  FR: 'citroen ds_automobiles peugeot renault',
  GB: 'jaguar land_rover mclaren mini rolls_royce',
  HR: 'rimac',
  IN: 'tata',
  IT: 'automobili_pininfarina ferrari fiat maserati',
  JP: 'honda lexus mitsubishi nissan toyota',
  KR: 'genesis hyundai',
  RO: 'dacia',
  US: 'cadillac chevrolet faraday_future ford karma_automotive lucid rivian',
  VN: 'vinfast',
};

/** Makes whose prices are above the ordinary, as factor on the generated price. */
const PREMIUM: Readonly<Record<string, number>> = {
  audi: 1.2,
  bmw: 1.2,
  cadillac: 1.2,
  genesis: 1.15,
  jaguar: 1.25,
  lexus: 1.15,
  lucid: 1.3,
  maserati: 1.7,
  mercedes_benz: 1.25,
  nio: 1.1,
  polestar: 1.1,
  porsche: 1.45,
  rivian: 1.2,
  volvo: 1.1,
};

const WORLDWIDE = 'audi bmw byd hyundai mercedes_benz polestar porsche tesla volkswagen volvo';
const EUROPEAN = `${WORLDWIDE} citroen cupra dacia fiat ford leapmotor mg mini nissan peugeot renault skoda smart toyota xpeng zeekr`;

/** Makes that sell in a market beside those whose variants name it. */
const EXPORTERS: Readonly<Record<DeepMarket, string>> = {
  AE: `${WORLDWIDE} genesis lexus lucid nio xpeng zeekr`,
  AU: `${WORLDWIDE} genesis leapmotor mg mini nissan toyota xpeng zeekr`,
  BR: `${WORLDWIDE} chevrolet gwm leapmotor mini peugeot renault zeekr`,
  CN: 'byd hyundai mercedes_benz mg tesla volkswagen volvo xpeng',
  DE: EUROPEAN,
  ES: EUROPEAN,
  FR: EUROPEAN,
  GB: EUROPEAN,
  ID: 'bmw byd chery gac_aion hyundai mercedes_benz mg toyota vinfast volvo xpeng',
  IT: EUROPEAN,
  MX: `${WORLDWIDE} chevrolet ford geely mg mini nissan renault zeekr`,
  NL: EUROPEAN,
  NO: `${EUROPEAN} nio hongqi lotus voyah`,
  SE: EUROPEAN,
  TH: 'audi bmw byd changan gac_aion gwm hyundai mercedes_benz mg mini porsche tesla volvo xpeng zeekr',
  TR: 'audi bmw byd chery citroen fiat hyundai mercedes_benz mg mini peugeot porsche renault skoda tesla volkswagen volvo',
  US: 'audi bmw genesis hyundai mercedes_benz porsche rivian tesla volkswagen volvo',
  ZA: 'audi bmw byd dacia fiat gwm mercedes_benz mini porsche volvo',
};

/** Makes whose cars are assembled in a market from kits. */
const ASSEMBLED_FROM_KITS: Readonly<Partial<Record<DeepMarket, string>>> = {
  BR: 'byd gwm',
  ID: 'byd chery hyundai mg',
  TH: 'byd changan gac_aion gwm mg',
  ZA: 'bmw',
};

function lists(makes: string | undefined, maker: string): boolean {
  return makes?.split(' ').includes(maker) ?? false;
}

/** ISO 3166-1 alpha-2 code of the country a make's cars for a market come from. */
export function originOf(maker: string, market: DeepMarket): string {
  if (maker === 'tesla') return market === 'US' || market === 'MX' ? 'US' : market === 'CN' ? 'CN' : 'DE';
  if (market === 'CN' && ['audi', 'bmw', 'mercedes_benz', 'volkswagen', 'toyota', 'nissan'].includes(maker))
    return 'CN';
  const origin = Object.entries(MAKES_BY_ORIGIN).find(([, makes]) => lists(makes, maker));
  if (origin === undefined) throw new Error(`No country of origin for the make "${maker}"`);
  return origin[0];
}

/** Factor on the generated price. */
export function premiumOf(maker: string): number {
  return PREMIUM[maker] ?? 1;
}

/** Makes built in China that are sold in the United States in spite of the duty of 100 percent. */
const CHINESE_BUILT_IN_AMERICA = 'lotus polestar';

/** False for makes that the vehicle data list for a market which is closed to them. */
export function mayEnter(maker: string, market: DeepMarket): boolean {
  return market !== 'US' || originOf(maker, market) !== 'CN' || lists(CHINESE_BUILT_IN_AMERICA, maker);
}

/** True when the make exports to the market. */
export function sellsIn(maker: string, market: DeepMarket): boolean {
  return lists(EXPORTERS[market], maker);
}

/** True when the make assembles kits in the market. */
export function assemblesIn(maker: string, market: DeepMarket): boolean {
  return lists(ASSEMBLED_FROM_KITS[market], maker);
}

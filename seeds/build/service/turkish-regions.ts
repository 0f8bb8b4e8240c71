import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { ServiceRegionRecord } from '../../../src/subgraphs/service/network/service-network.model.js';

/** The seven geographical regions of Türkiye (First Geography Congress, 1941) with their provinces of today. */
const REGIONS: Readonly<Record<string, string>> = {
  Marmara: 'İstanbul Edirne Kırklareli Tekirdağ Çanakkale Kocaeli Yalova Sakarya Bilecik Bursa Balıkesir',
  Ege: 'İzmir Manisa Aydın Denizli Kütahya Afyonkarahisar Uşak Muğla',
  Akdeniz: 'Antalya Isparta Burdur Adana Mersin Hatay Osmaniye Kahramanmaraş',
  'İç Anadolu': 'Ankara Konya Kayseri Eskişehir Sivas Kırıkkale Aksaray Karaman Kırşehir Niğde Nevşehir Yozgat Çankırı',
  Karadeniz:
    'Rize Trabzon Artvin Sinop Tokat Çorum Amasya Samsun Zonguldak Bolu Düzce Karabük Bartın Kastamonu Ordu Giresun Gümüşhane Bayburt',
  'Doğu Anadolu': 'Erzurum Erzincan Kars Iğdır Ardahan Ağrı Van Malatya Elazığ Tunceli Bingöl Muş Bitlis Hakkâri',
  'Güneydoğu Anadolu': 'Gaziantep Kilis Adıyaman Şanlıurfa Diyarbakır Mardin Batman Siirt Şırnak',
};

/** Provinces whose seat bears another name, or another spelling among the towns. */
const PROVINCE_OF_SEAT: Readonly<Record<string, string>> = {
  Adapazarı: 'Sakarya',
  Antakya: 'Hatay',
  Istanbul: 'İstanbul',
  İzmit: 'Kocaeli',
};

/** The regions as a network divides the country. */
export const TURKISH_REGIONS: readonly ServiceRegionRecord[] = Object.entries(REGIONS).map(([name, provinces]) => ({
  name,
  subdivisions: provinces.split(' '),
}));

/** The province of each first-level code among the towns: that of the town which is its seat. */
export function turkishProvinces(towns: readonly TownRecord[]): ReadonlyMap<string, string> {
  const seats = towns.filter(({ country, featureCode }) => country === 'TR' && ['PPLA', 'PPLC'].includes(featureCode));
  const provinces = new Map(seats.map(({ admin1, name }) => [admin1 ?? '', PROVINCE_OF_SEAT[name] ?? name]));
  const known = new Set(TURKISH_REGIONS.flatMap(({ subdivisions }) => subdivisions));
  for (const province of provinces.values()) {
    if (!known.has(province)) throw new Error(`"${province}" is no province of Türkiye`);
  }
  return provinces;
}

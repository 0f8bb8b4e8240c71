/**
 * Models with a combustion engine beside the battery. open-ev-data does not state the powertrain: these are the models
 * whose name says "PHEV", that have a geared transmission, or whose maker sells them as plug-in or range-extended
 * hybrids only. Everything else in the source is a battery electric car.
 */
const PLUG_IN_HYBRIDS: ReadonlySet<string> = new Set([
  'byd/king',
  'chery/fulwin_a9l',
  'chery/fulwin_t11',
  'chery/jaecoo_j7',
  'chery/omoda_7',
  'chery/tansuo_06',
  'chery/tiggo_7_pro_phev',
  'chery/tiggo_8_pro_phev',
  'fangchengbao/bao_5',
  'ferrari/296_gtb',
  'ferrari/sf90_spider',
  'ferrari/sf90_stradale',
  'gwm/haval_h6_gt',
  'gwm/haval_h6_phev19',
  'gwm/haval_h6_phev34',
  'land_rover/range_rover_evoque_phev',
  'land_rover/range_rover_phev',
  'land_rover/range_rover_sport_phev',
  'land_rover/range_rover_velar_phev',
  'mclaren/artura',
]);

const RANGE_EXTENDED: ReadonlySet<string> = new Set([
  'chery/exeed_sterra_es',
  'karma_automotive/gs_6',
  'karma_automotive/revero_gt',
  'yangwang/u8',
]);

/** BEV, PHEV or EREV of a model, by "maker/model". */
export function powertrainOf(model: string): 'BEV' | 'PHEV' | 'EREV' {
  if (PLUG_IN_HYBRIDS.has(model)) return 'PHEV';
  return RANGE_EXTENDED.has(model) ? 'EREV' : 'BEV';
}

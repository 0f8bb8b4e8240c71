import { vocabulary, type WordOf } from './vocabulary.js';

/** ConnectorType of OCPI 2.3.0, module Locations. */
export const CONNECTOR_TYPES = vocabulary({
  name: 'ConnectorType',
  description: 'Plug or socket by the names of OCPI 2.3.0; OTHER for a word of the source that OCPI does not know.',
  meanings: {
    CHADEMO: 'CHAdeMO, DC.',
    CHAOJI: 'ChaoJi, DC: the common successor of CHAdeMO and GB/T.',
    DOMESTIC_A: 'Household type A: NEMA 1-15, 2 pins.',
    DOMESTIC_B: 'Household type B: NEMA 5-15, 3 pins.',
    DOMESTIC_C: 'Household type C: CEE 7/17, 2 pins.',
    DOMESTIC_D: 'Household type D, 3 pins.',
    DOMESTIC_E: 'Household type E: CEE 7/5, 3 pins.',
    DOMESTIC_F: 'Household type F: CEE 7/4 (Schuko), 3 pins.',
    DOMESTIC_G: 'Household type G: BS 1363, 3 pins.',
    DOMESTIC_H: 'Household type H: SI 32, 3 pins.',
    DOMESTIC_I: 'Household type I: AS 3112, 3 pins.',
    DOMESTIC_J: 'Household type J: SEV 1011, 3 pins.',
    DOMESTIC_K: 'Household type K: DS 60884-2-D1, 3 pins.',
    DOMESTIC_L: 'Household type L: CEI 23-16-VII, 3 pins.',
    DOMESTIC_M: 'Household type M: BS 546, 3 pins.',
    DOMESTIC_N: 'Household type N: NBR 14136, 3 pins.',
    DOMESTIC_O: 'Household type O: TIS 166-2549, 3 pins.',
    GBT_AC: 'GB/T 20234.2, AC.',
    GBT_DC: 'GB/T 20234.3, DC.',
    IEC_60309_2_single_16: 'IEC 60309-2 industrial, one phase, 16 A.',
    IEC_60309_2_three_16: 'IEC 60309-2 industrial, three phases, 16 A.',
    IEC_60309_2_three_32: 'IEC 60309-2 industrial, three phases, 32 A.',
    IEC_60309_2_three_64: 'IEC 60309-2 industrial, three phases, 64 A.',
    IEC_62196_T1: 'IEC 62196 type 1 (SAE J1772), AC.',
    IEC_62196_T1_COMBO: 'Combined Charging System on type 1 (CCS1), DC.',
    IEC_62196_T2: 'IEC 62196 type 2, AC.',
    IEC_62196_T2_COMBO: 'Combined Charging System on type 2 (CCS2), DC.',
    IEC_62196_T3A: 'IEC 62196 type 3A, AC.',
    IEC_62196_T3C: 'IEC 62196 type 3C, AC.',
    MCS: 'Megawatt Charging System, DC.',
    NEMA_5_20: 'NEMA 5-20, 3 pins.',
    NEMA_6_30: 'NEMA 6-30, 3 pins.',
    NEMA_6_50: 'NEMA 6-50, 3 pins.',
    NEMA_10_30: 'NEMA 10-30, 3 pins.',
    NEMA_10_50: 'NEMA 10-50, 3 pins.',
    NEMA_14_30: 'NEMA 14-30, 30 A.',
    NEMA_14_50: 'NEMA 14-50, 50 A.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
    PANTOGRAPH_BOTTOM_UP: 'Pantograph on the roof of the vehicle, mostly for buses.',
    PANTOGRAPH_TOP_DOWN: 'Pantograph on the mast, mostly for buses.',
    SAE_J3400: 'SAE J3400, North American Charging Standard (NACS).',
    TESLA_R: 'Tesla Roadster, round, 4 pins.',
    TESLA_S: 'Tesla Model S, 5 pins: the shape of SAE J3400 with another protocol.',
  },
  fallback: 'OTHER',
});
export type ConnectorType = WordOf<typeof CONNECTOR_TYPES>;

/** ConnectorFormat of OCPI 2.3.0, module Locations. */
export const CONNECTOR_FORMATS = vocabulary({
  name: 'ConnectorFormat',
  description: 'Who brings the cable.',
  meanings: {
    SOCKET: 'A socket: the driver brings the cable.',
    CABLE: 'A cable is attached.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type ConnectorFormat = WordOf<typeof CONNECTOR_FORMATS>;

/** PowerType of OCPI 2.3.0, module Locations. */
export const POWER_TYPES = vocabulary({
  name: 'PowerType',
  description: 'Kind of current at a connector.',
  meanings: {
    AC_1_PHASE: 'AC, one phase.',
    AC_2_PHASE: 'AC, two of three phases.',
    AC_2_PHASE_SPLIT: 'AC, split phase.',
    AC_3_PHASE: 'AC, three phases.',
    DC: 'DC.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type PowerType = WordOf<typeof POWER_TYPES>;

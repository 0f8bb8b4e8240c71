import { vocabulary, type WordOf } from '../../../kernel/ocpi/vocabulary.js';

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

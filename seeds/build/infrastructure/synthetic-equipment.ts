import type { ConnectorRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';
import type { DeepMarket } from '../deep-markets.js';
import type { RandomStream } from '../random.js';
import { CONNECTOR_KINDS, type ConnectorKind } from './connectors.js';

/** Connectors in use in a market. The second kind, where there is one, is the rarer one beside the first. */
interface ConnectorMix {
  alternating: ConnectorKind;
  direct: readonly [usual: ConnectorKind, beside?: ConnectorKind];
  /** Share of direct-current points with the rarer connector as well. */
  besideShare: number;
}

const NACS: ConnectorKind = { standard: 'SAE_J3400', format: 'CABLE', powerType: 'DC', limitKW: 500 };
const GBT_AC: ConnectorKind = { standard: 'GBT_AC', format: 'SOCKET', powerType: 'AC_1_PHASE', limitKW: 7.4 };
const GBT_DC: ConnectorKind = { standard: 'GBT_DC', format: 'CABLE', powerType: 'DC', limitKW: 250 };

const TYPE_2_MARKET: ConnectorMix = {
  alternating: CONNECTOR_KINDS.TYPE_2_SOCKET,
  direct: [CONNECTOR_KINDS.CCS_2, CONNECTOR_KINDS.CHADEMO],
  besideShare: 0.15,
};
const NORTH_AMERICA: ConnectorMix = {
  alternating: CONNECTOR_KINDS.TYPE_1,
  direct: [CONNECTOR_KINDS.CCS_1, NACS],
  besideShare: 0.4,
};
const MIXES: Readonly<Partial<Record<DeepMarket, ConnectorMix>>> = {
  CN: { alternating: GBT_AC, direct: [GBT_DC], besideShare: 0 },
  MX: NORTH_AMERICA,
  US: NORTH_AMERICA,
};

/** Power classes of direct-current points: kW, volts and amperes as on the nameplate. */
const DIRECT_CLASSES = [
  { kilowatts: 50, volts: 500, amperes: 125 },
  { kilowatts: 120, volts: 500, amperes: 250 },
  { kilowatts: 150, volts: 920, amperes: 300 },
  { kilowatts: 300, volts: 1000, amperes: 500 },
] as const;

/** CHAdeMO plugs beside a combined connector are of the first generation. */
const CHADEMO_CLASS = { kilowatts: 50, volts: 500, amperes: 125 } as const;

function directConnector(
  id: string,
  kind: ConnectorKind,
  rating: { kilowatts: number; volts: number; amperes: number },
): ConnectorRecord {
  return {
    id,
    standard: kind.standard,
    format: kind.format,
    powerType: 'DC',
    maxVoltage: rating.volts,
    maxAmperage: rating.amperes,
    maxElectricPower: Math.min(rating.kilowatts, kind.limitKW) * 1000,
    powerDerived: false,
  };
}

function alternatingConnector(kind: ConnectorKind, random: RandomStream): ConnectorRecord {
  const threePhase = kind.standard === 'IEC_62196_T2' && random.chance(0.85);
  const amperes = threePhase && random.chance(0.3) ? 16 : 32;
  const phases = threePhase ? 3 : 1;
  return {
    id: '1',
    standard: kind.standard,
    format: kind.format,
    powerType: threePhase ? 'AC_3_PHASE' : 'AC_1_PHASE',
    maxVoltage: 230,
    maxAmperage: amperes,
    maxElectricPower: phases * 230 * amperes,
    powerDerived: false,
  };
}

/** Connectors of the points of one generated site: all points of a site are of one class. */
export function generatePointConnectors(
  market: DeepMarket,
  fast: boolean,
  points: number,
  random: RandomStream,
): ConnectorRecord[][] {
  const mix = MIXES[market] ?? TYPE_2_MARKET;
  const rating = random.pick(DIRECT_CLASSES);
  return Array.from({ length: points }, () => {
    if (!fast) return [alternatingConnector(mix.alternating, random)];
    const [usual, beside] = mix.direct;
    const connectors = [directConnector('1', usual, rating)];
    if (beside !== undefined && random.chance(mix.besideShare)) {
      connectors.push(directConnector('2', beside, beside.standard === 'CHADEMO' ? CHADEMO_CLASS : rating));
    }
    return connectors;
  });
}

import { SYNTHETIC } from '../../../src/kernel/provenance/provenance.record.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';

/** State of charge and share of the highest power: 800 V cars hold it longer, LFP cells fall off later and steeper. */
const SHAPES: Readonly<Record<'400V' | '800V' | 'LFP', readonly (readonly [soc: number, share: number])[]>> = {
  '400V': [
    [0, 0.6],
    [8, 1],
    [30, 1],
    [50, 0.72],
    [70, 0.45],
    [80, 0.34],
    [90, 0.18],
    [100, 0.06],
  ],
  '800V': [
    [0, 0.7],
    [8, 1],
    [45, 1],
    [60, 0.78],
    [75, 0.5],
    [80, 0.4],
    [90, 0.18],
    [100, 0.05],
  ],
  LFP: [
    [0, 0.55],
    [8, 1],
    [35, 1],
    [60, 0.8],
    [75, 0.6],
    [80, 0.5],
    [92, 0.2],
    [100, 0.05],
  ],
};

/**
 * A generated DC charging curve below the highest power that the source states; the source has no curves. It says SYNTHETIC.
 */
export function dcCurveOf(
  dcMaxKW: number | null,
  is800V: boolean,
  chemistry: string,
): Pick<VehicleVariantRecord, 'dcCurve' | 'dcCurveSource'> {
  if (dcMaxKW === null) return { dcCurve: [], dcCurveSource: null };
  const shape = SHAPES[is800V ? '800V' : chemistry === 'LFP' ? 'LFP' : '400V'];
  const dcCurve = shape.map(([soc, share]) => ({ soc, kW: Math.round(dcMaxKW * share * 10) / 10 }));
  return { dcCurve, dcCurveSource: SYNTHETIC };
}

import { Decimal128 } from 'bson';
import { ServiceLevelMetric } from '../../../src/subgraphs/service/agreement/attainment.js';
import type { ServiceLevelAgreementRecord } from '../../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import type { ServiceNetworkRecord } from '../../../src/subgraphs/service/network/service-network.model.js';
import { SEED_DATE, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

/** Target, how far figures stray from it, decimal places. */
type Level = readonly [target: string, spread: number, places: number];

const WORKSHOP_LEVELS: readonly (readonly [ServiceLevelMetric, Level])[] = [
  [ServiceLevelMetric.FIRST_TIME_FIX, ['0.90', 0.06, 3]],
  [ServiceLevelMetric.PARTS_48H, ['0.92', 0.06, 3]],
  [ServiceLevelMetric.REPAIR_CYCLE_DAYS, ['5', 1.5, 1]],
  [ServiceLevelMetric.CALL_ANSWER_S, ['25', 8, 0]],
];
const MOBILE_LEVELS: readonly (readonly [ServiceLevelMetric, Level])[] = [
  [ServiceLevelMetric.FIRST_TIME_FIX, ['0.80', 0.08, 3]],
  [ServiceLevelMetric.ROADSIDE_ARRIVAL_MIN, ['60', 15, 0]],
];

/** Quarters of the agreements, half-open. */
const QUARTERS = [
  ['2025-10-01', '2026-01-01'],
  ['2026-01-01', '2026-04-01'],
  ['2026-04-01', '2026-07-01'],
  ['2026-07-01', '2026-10-01'],
  ['2026-10-01', '2027-01-01'],
] as const;

/** Generated agreements of the networks that serve makes, with figures for the quarters that are over. */
export function buildServiceLevelAgreements(networks: readonly ServiceNetworkRecord[]): ServiceLevelAgreementRecord[] {
  return networks
    .filter(({ brands }) => brands.length > 0)
    .flatMap(({ networkId, country, kind }) =>
      (kind === 'MOBILE' ? MOBILE_LEVELS : WORKSHOP_LEVELS).map(([metric, [target, spread, places]]) => {
        const slaId = `${networkId}:${metric}:2025`;
        const random = createRandomStream(`agreement:${slaId}`);
        return {
          _id: slaId,
          slaId,
          country,
          networkId,
          metric,
          target: Decimal128.fromString(target),
          penalty: random.chance(0.5)
            ? { amount: Decimal128.fromString(`${random.integer(2, 20) * 1000}.00`), currency: 'USD' }
            : null,
          measurements: QUARTERS.map(([from, to]) => {
            const figure = (Number(target) + spread * (2 * random.next() - 1)).toFixed(places);
            return { from, to, measured: to <= SEED_DATE ? Decimal128.fromString(figure) : null };
          }),
          validFrom: '2025-10-01',
          validTo: '2027-10-01',
          provenance: synthetic(slaId),
        };
      }),
    );
}

import { describe, expect, it } from 'vitest';
import { highVoltageLevel } from '../../../src/subgraphs/service/point/high-voltage-level.js';
import { capability } from './service-records.js';

describe('the high-voltage level of a workshop', () => {
  const capabilities = [
    capability('HV_LEVEL_1_AWARE'),
    capability('HV_LEVEL_2_DEENERGISE', '2026-12-31'),
    capability('HV_LEVEL_3_LIVE_WORK', '2026-06-01'),
    capability('TYRES'),
  ];

  it.each([
    ['2026-05-31', 3],
    ['2026-06-01', 2],
    ['2026-12-30', 2],
    ['2026-12-31', 1],
  ])('is that of the certificates valid on %s: %s', (asOf, level) => {
    expect(highVoltageLevel(capabilities, asOf)).toBe(level);
  });

  it('is none without a certificate', () => {
    expect(
      highVoltageLevel([capability('TYRES'), capability('HV_LEVEL_3_LIVE_WORK', '2020-01-01')], '2026-01-01'),
    ).toBeNull();
    expect(highVoltageLevel([], '2026-01-01')).toBeNull();
  });
});

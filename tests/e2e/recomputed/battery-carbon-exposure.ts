import type { ContractRecord } from '../../../src/subgraphs/finance/contract/contract.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { eurosFor } from './exchange-rate.js';

export interface ExpectedExposure {
  contracts: number;
  outstanding: number;
  guaranteeEndsBefore: number;
  withoutPassport: number;
}

/** Euros by country, by a pass over the contracts of the seed files. */
export function expectedExposure(asOf: string): Map<string, ExpectedExposure> {
  const withClass = new Set(
    seedRows<{ _id: string; sustainability: { carbonFootprint: object | null } }>('battery_passports')
      .filter(({ sustainability }) => sustainability.carbonFootprint !== null)
      .map(({ _id }) => _id),
  );
  const countries = new Map<string, ExpectedExposure>();
  for (const contract of seedRows<ContractRecord>('contracts')) {
    const { country, currency, outstanding, guaranteeEndsOn, endsOn, batteryPassportId } = contract;
    const euros = Number(outstanding) * eurosFor(currency, asOf);
    const sum = countries.get(country) ?? { contracts: 0, outstanding: 0, guaranteeEndsBefore: 0, withoutPassport: 0 };
    sum.contracts += 1;
    sum.outstanding += euros;
    if (guaranteeEndsOn !== null && guaranteeEndsOn < endsOn) sum.guaranteeEndsBefore += euros;
    if (!withClass.has(batteryPassportId ?? '')) sum.withoutPassport += euros;
    countries.set(country, sum);
  }
  return countries;
}

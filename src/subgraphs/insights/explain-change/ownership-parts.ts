import { Decimal } from 'decimal.js';

export enum OwnershipPartName {
  PRICE = 'PRICE',
  INCENTIVES = 'INCENTIVES',
  FINANCING = 'FINANCING',
  ENERGY = 'ENERGY',
  SERVICE = 'SERVICE',
  RESIDUAL_VALUE = 'RESIDUAL_VALUE',
}

/** A total cost of ownership as it is shown; amounts in one currency. */
export interface OwnershipTotal {
  readonly listPrice: { readonly amount: { toString(): string } } | null;
  readonly incentives: { readonly amount: { toString(): string } } | null;
  readonly energy: { readonly amount: { toString(): string } };
  readonly service: { readonly amount: { toString(): string } };
  readonly residualValue: { readonly amount: { toString(): string } } | null;
  readonly total: { readonly amount: { toString(): string } } | null;
}

/** Parts of a total, with their signs: what is granted and what is left lower it. */
export type OwnershipParts = Readonly<Record<OwnershipPartName, Decimal>>;

/**
 * Takes a total apart. Financing is what the credit costs on top of the price: all that is paid for the car less its price and
 * plus the incentives, so that the parts add up to the total. Null where there is no total.
 */
export function ownershipParts(cost: OwnershipTotal): OwnershipParts | null {
  if (cost.total === null || cost.listPrice === null) return null;
  const amount = (money: { readonly amount: { toString(): string } } | null) =>
    new Decimal(money?.amount.toString() ?? 0);
  const parts = {
    PRICE: amount(cost.listPrice),
    INCENTIVES: amount(cost.incentives).negated(),
    ENERGY: amount(cost.energy),
    SERVICE: amount(cost.service),
    RESIDUAL_VALUE: amount(cost.residualValue).negated(),
  };
  const others = Object.values(parts).reduce((sum, part) => sum.plus(part), new Decimal(0));
  return { ...parts, FINANCING: amount(cost.total).minus(others) };
}

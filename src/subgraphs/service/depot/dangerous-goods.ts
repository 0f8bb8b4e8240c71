import { registerEnumType } from 'type-graphql';

/** UN numbers under which batteries and what contains them travel. */
export enum UnNumber {
  UN_3171 = 'UN_3171',
  UN_3480 = 'UN_3480',
  UN_3481 = 'UN_3481',
  UN_3551 = 'UN_3551',
  UN_3556 = 'UN_3556',
}
registerEnumType(UnNumber, {
  name: 'UnNumber',
  description: 'UN numbers of ADR, Table A of chapter 3.2, under which batteries and what contains them travel.',
});

/** An entry of ADR, Table A of chapter 3.2: proper shipping name and class. */
export interface DangerousGoodsEntry {
  readonly properShippingName: string;
  readonly adrClass: string;
}

/** All of them are of class 9: miscellaneous dangerous substances and articles (ADR 2025). */
export const DANGEROUS_GOODS: Readonly<Record<UnNumber, DangerousGoodsEntry>> = {
  UN_3171: { properShippingName: 'BATTERY-POWERED VEHICLE or BATTERY-POWERED EQUIPMENT', adrClass: '9' },
  UN_3480: { properShippingName: 'LITHIUM ION BATTERIES', adrClass: '9' },
  UN_3481: {
    properShippingName: 'LITHIUM ION BATTERIES CONTAINED IN EQUIPMENT or LITHIUM ION BATTERIES PACKED WITH EQUIPMENT',
    adrClass: '9',
  },
  UN_3551: { properShippingName: 'SODIUM ION BATTERIES with organic electrolyte', adrClass: '9' },
  UN_3556: { properShippingName: 'VEHICLE, LITHIUM ION BATTERY POWERED', adrClass: '9' },
};

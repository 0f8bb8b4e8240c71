/** Static data describe a point, dynamic data change while it is used. */
export type AfirDataKind = 'STATIC' | 'DYNAMIC';

export interface AfirField {
  readonly name: string;
  readonly description: string;
  readonly kind: AfirDataKind;
  /** Point of Article 20 (2) of Regulation (EU) 2023/1804. */
  readonly legalReference: string;
  /** MongoDB expression on a location with one unwound EVSE in `evses`; null where nothing is stored that tells it. */
  readonly isFilled: object | null;
}

const present = (path: string): object => ({ $ne: [{ $ifNull: [path, null] }, null] });
const notEmpty = (path: string): object => ({ $gt: [{ $size: { $ifNull: [path, []] } }, 0] });
const statusIn = (...words: string[]): object => ({ $in: ['$evses.status', words] });

/**
 * Data that operators of publicly accessible recharging points make available: Regulation (EU) 2023/1804, Article 20 (2),
 * in the order of the law; Implementing Regulation (EU) 2025/655 lays down how.
 */
export const AFIR_FIELDS: readonly AfirField[] = [
  {
    name: 'GEOGRAPHIC_LOCATION',
    description: 'Geographic location.',
    kind: 'STATIC',
    legalReference: '20(2)(a)(i)',
    isFilled: present('$location'),
  },
  {
    name: 'NUMBER_OF_CONNECTORS',
    description: 'Number of connectors: the connectors are listed, and it is known for how many points.',
    kind: 'STATIC',
    legalReference: '20(2)(a)(ii)',
    isFilled: { $and: [notEmpty('$evses.connectors'), present('$evses.quantity')] },
  },
  {
    name: 'PARKING_FOR_DISABLED',
    description: 'Parking spaces for people with disabilities.',
    kind: 'STATIC',
    legalReference: '20(2)(a)(iii)',
    isFilled: { $in: ['DISABLED', { $ifNull: ['$evses.parkingRestrictions', []] }] },
  },
  {
    name: 'OPERATOR_CONTACT',
    description: 'Contact of the operator: its name and a telephone number.',
    kind: 'STATIC',
    legalReference: '20(2)(a)(iv)',
    isFilled: { $and: [present('$operator'), present('$helpPhone')] },
  },
  {
    name: 'OPENING_HOURS',
    description: 'Opening hours.',
    kind: 'STATIC',
    legalReference: '20(2)(a)(v)',
    isFilled: { $or: [present('$openingHours'), present('$openingTimes')] },
  },
  {
    name: 'IDENTIFICATION_CODE',
    description: 'Identification code of the point.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(i)',
    isFilled: present('$evses.evseId'),
  },
  {
    name: 'CONNECTOR_TYPE',
    description: 'Type of connector.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(ii)',
    isFilled: notEmpty('$evses.connectors.standard'),
  },
  {
    name: 'CURRENT_TYPE',
    description: 'Type of current, AC or DC, of every connector.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(iii)',
    isFilled: {
      $and: [
        notEmpty('$evses.connectors.powerType'),
        { $not: [{ $in: [null, { $ifNull: ['$evses.connectors.powerType', [null]] }] }] },
      ],
    },
  },
  {
    name: 'MAXIMUM_POWER_OF_STATION',
    description: 'Maximum power output of the recharging station.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(iv)',
    isFilled: present('$maxElectricPower'),
  },
  {
    name: 'MAXIMUM_POWER_OF_POINT',
    description: 'Maximum power output of the recharging point.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(v)',
    isFilled: { $gt: [{ $ifNull: [{ $max: '$evses.connectors.maxElectricPower' }, 0] }, 0] },
  },
  {
    name: 'COMPATIBLE_VEHICLES',
    description: 'Compatible types of vehicle.',
    kind: 'STATIC',
    legalReference: '20(2)(b)(vi)',
    isFilled: null,
  },
  {
    name: 'OPERATIONAL_STATUS',
    description: 'Whether the point is operational or out of order.',
    kind: 'DYNAMIC',
    legalReference: '20(2)(c)(i)',
    isFilled: statusIn('AVAILABLE', 'BLOCKED', 'CHARGING', 'INOPERATIVE', 'OUTOFORDER', 'RESERVED'),
  },
  {
    name: 'AVAILABILITY',
    description: 'Whether the point is in use.',
    kind: 'DYNAMIC',
    legalReference: '20(2)(c)(ii)',
    isFilled: statusIn('AVAILABLE', 'BLOCKED', 'CHARGING', 'RESERVED'),
  },
  {
    name: 'AD_HOC_PRICE',
    description: 'Ad hoc price: a tariff of a connector, or a published text.',
    kind: 'DYNAMIC',
    legalReference: '20(2)(c)(iii)',
    isFilled: {
      $or: [
        present('$priceText'),
        {
          $anyElementTrue: [
            {
              $map: {
                input: { $ifNull: ['$evses.connectors', []] },
                as: 'connector',
                in: { $gt: [{ $size: { $ifNull: ['$$connector.tariffIds', []] } }, 0] },
              },
            },
          ],
        },
      ],
    },
  },
  {
    name: 'RENEWABLE_ELECTRICITY',
    description: 'Whether all electricity supplied is renewable.',
    kind: 'DYNAMIC',
    legalReference: '20(2)(c)(iv)',
    isFilled: present('$energyMix'),
  },
];

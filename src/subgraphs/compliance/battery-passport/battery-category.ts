import { registerEnumType } from 'type-graphql';

export enum BatteryCategory {
  PORTABLE = 'PORTABLE',
  SLI = 'SLI',
  LMT = 'LMT',
  EV = 'EV',
  INDUSTRIAL = 'INDUSTRIAL',
  INCORPORATED = 'INCORPORATED',
}
registerEnumType(BatteryCategory, {
  name: 'BatteryCategory',
  description:
    'Category of a battery: Regulation (EU) 2023/1542, Article 3. Passports are due for LMT, EV and INDUSTRIAL above 2 kWh (Article 77(1)).',
  valuesConfig: {
    SLI: { description: 'Starting, lighting and ignition.' },
    LMT: { description: 'Light means of transport.' },
    EV: { description: 'Electric vehicle.' },
    INCORPORATED: { description: 'Of Catena-X: built into a product.' },
  },
});

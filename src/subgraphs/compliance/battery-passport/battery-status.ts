import { registerEnumType } from 'type-graphql';

export enum BatteryStatus {
  ORIGINAL = 'ORIGINAL',
  REPURPOSED = 'REPURPOSED',
  REUSED = 'REUSED',
  REMANUFACTURED = 'REMANUFACTURED',
  WASTE = 'WASTE',
}
registerEnumType(BatteryStatus, { name: 'BatteryStatus', description: 'Annex XIII, point 4(c).' });

import { registerEnumType } from 'type-graphql';

export enum LifecycleStage {
  RAW_MATERIAL = 'RAW_MATERIAL',
  MANUFACTURING = 'MANUFACTURING',
  DISTRIBUTION = 'DISTRIBUTION',
  USE = 'USE',
  REPURPOSE = 'REPURPOSE',
  RECYCLING = 'RECYCLING',
}
registerEnumType(LifecycleStage, {
  name: 'LifecycleStage',
  description: 'Where in the life of its subject a record belongs.',
});

export enum LifecycleSubjectKind {
  BATTERY = 'BATTERY',
  VEHICLE = 'VEHICLE',
  VEHICLE_VARIANT = 'VEHICLE_VARIANT',
  PLANT = 'PLANT',
}
registerEnumType(LifecycleSubjectKind, {
  name: 'LifecycleSubjectKind',
  description: 'What lifecycle records are of.',
  valuesConfig: {
    BATTERY: { description: 'By its passportId.' },
    VEHICLE: { description: 'By the SHA-256 of its VIN, hexadecimal: the VIN itself is not kept here.' },
    VEHICLE_VARIANT: { description: 'By its variantId.' },
    PLANT: { description: 'By the business partner number (BPNA, BPNS) or another id of the plant.' },
  },
});

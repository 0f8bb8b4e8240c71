import { registerEnumType } from 'type-graphql';

export enum AssemblyForm {
  CBU = 'CBU',
  SKD = 'SKD',
  CKD = 'CKD',
}
registerEnumType(AssemblyForm, {
  name: 'AssemblyForm',
  description: 'How a car comes into the country.',
  valuesConfig: {
    CBU: { description: 'Completely built up: imported whole.' },
    SKD: { description: 'Semi knocked down: imported in assemblies.' },
    CKD: { description: 'Completely knocked down: imported in parts and assembled there.' },
  },
});

export enum CarPowertrain {
  BEV = 'BEV',
  EREV = 'EREV',
  PHEV = 'PHEV',
  HEV = 'HEV',
  ICE = 'ICE',
  FCEV = 'FCEV',
}
registerEnumType(CarPowertrain, {
  name: 'CarPowertrain',
  description: 'What moves a car, as customs and tax rules tell cars apart.',
  valuesConfig: {
    BEV: { description: 'Battery electric.' },
    EREV: { description: 'Electric with a range extender: the engine only charges the battery.' },
    PHEV: { description: 'Plug-in hybrid.' },
    HEV: { description: 'Hybrid that cannot be plugged in.' },
    ICE: { description: 'Internal combustion engine alone.' },
    FCEV: { description: 'Fuel cell.' },
  },
});

import { registerEnumType } from 'type-graphql';

export enum Powertrain {
  BEV = 'BEV',
  PHEV = 'PHEV',
  EREV = 'EREV',
  FCEV = 'FCEV',
}
registerEnumType(Powertrain, {
  name: 'Powertrain',
  description: 'What drives a car.',
  valuesConfig: {
    BEV: { description: 'Battery electric.' },
    PHEV: { description: 'Plug-in hybrid: battery and combustion engine both drive the wheels.' },
    EREV: { description: 'Extended range: a combustion engine charges the battery and never drives the wheels.' },
    FCEV: { description: 'Fuel cell.' },
  },
});

export enum BatteryChemistry {
  LFP = 'LFP',
  NMC = 'NMC',
  NCA = 'NCA',
  LMFP = 'LMFP',
  NA_ION = 'NA_ION',
  LI_ION_UNSPECIFIED = 'LI_ION_UNSPECIFIED',
  OTHER = 'OTHER',
}
registerEnumType(BatteryChemistry, {
  name: 'BatteryChemistry',
  description: 'Cell chemistry of a traction battery.',
  valuesConfig: {
    LFP: { description: 'Lithium iron phosphate.' },
    NMC: { description: 'Lithium nickel manganese cobalt oxide.' },
    NCA: { description: 'Lithium nickel cobalt aluminium oxide.' },
    LMFP: { description: 'Lithium manganese iron phosphate.' },
    NA_ION: { description: 'Sodium ion.' },
    LI_ION_UNSPECIFIED: { description: 'Lithium ion; the source does not say which.' },
    OTHER: { description: 'Another chemistry.' },
  },
});

export enum RangeCycle {
  WLTP = 'WLTP',
  EPA = 'EPA',
  CLTC = 'CLTC',
  NEDC = 'NEDC',
  JC08 = 'JC08',
  OTHER = 'OTHER',
}
registerEnumType(RangeCycle, {
  name: 'RangeCycle',
  description: 'Test cycle of a rated range. Figures of different cycles cannot be compared.',
  valuesConfig: {
    WLTP: { description: 'Worldwide harmonised Light vehicles Test Procedure (UN GTR 15).' },
    EPA: { description: 'United States Environmental Protection Agency.' },
    CLTC: { description: 'China Light-duty vehicle Test Cycle (GB/T 38146).' },
    NEDC: { description: 'New European Driving Cycle; replaced by WLTP in Europe in 2017.' },
    JC08: { description: 'Japan, until 2018.' },
    OTHER: { description: 'A cycle that the source does not name.' },
  },
});

/** The member of an enum that a stored word names, or `otherwise`. */
export function memberOr<Member extends string>(
  members: Readonly<Record<string, Member>>,
  word: string,
  otherwise: Member,
): Member {
  return Object.values(members).find((member) => member === word) ?? otherwise;
}

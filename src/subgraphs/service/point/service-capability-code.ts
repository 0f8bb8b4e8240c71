/** What a workshop may do on electric cars. The three levels are those of work on high-voltage systems. */
export enum ServiceCapabilityCode {
  HV_LEVEL_1_AWARE = 'HV_LEVEL_1_AWARE',
  HV_LEVEL_2_DEENERGISE = 'HV_LEVEL_2_DEENERGISE',
  HV_LEVEL_3_LIVE_WORK = 'HV_LEVEL_3_LIVE_WORK',
  BATTERY_REPAIR = 'BATTERY_REPAIR',
  BATTERY_SWAP = 'BATTERY_SWAP',
  ADAS_CALIBRATION = 'ADAS_CALIBRATION',
  BODY_ALU = 'BODY_ALU',
  SOFTWARE_OTA = 'SOFTWARE_OTA',
  DC_DIAGNOSIS = 'DC_DIAGNOSIS',
  TYRES = 'TYRES',
  MOT = 'MOT',
}

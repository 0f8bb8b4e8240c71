/** OCPI ConnectorTypes of a charge port of open-ev-data. A GB/T car has one port for each current. */
const PORTS: Readonly<Record<string, readonly string[]>> = {
  'combo ccs1': ['IEC_62196_T1_COMBO'],
  'combo ccs2': ['IEC_62196_T2_COMBO'],
  'combo gb_t_dc': ['GBT_AC', 'GBT_DC'],
  'combo nacs': ['SAE_J3400'],
  'ac_only gb_t_ac': ['GBT_AC'],
  'ac_only type1': ['IEC_62196_T1'],
  'ac_only type2': ['IEC_62196_T2'],
  'dc_only chademo': ['CHADEMO'],
  'dc_only gb_t_dc': ['GBT_DC'],
};

/** OCPI ConnectorTypes of a port's kind and connector; an unknown port is an error. */
export function portConnectorTypes(kind: string, connector: string): readonly string[] {
  const types = PORTS[`${kind} ${connector}`];
  if (types === undefined) throw new Error(`open-ev-data: port "${kind} ${connector}" is not known`);
  return types;
}

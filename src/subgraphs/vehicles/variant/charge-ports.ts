import { ConnectorType } from './connector-type.js';

const STANDARD_PORTS: ReadonlySet<string> = new Set(
  Object.values(ConnectorType).filter((word) => word !== ConnectorType.OTHER),
);

/** The connector type of a stored word; OTHER for a word that OCPI does not know. */
export function portOf(word: string): ConnectorType {
  return isStandardPort(word) ? word : ConnectorType.OTHER;
}

/** True for a word of OCPI's vocabulary. */
export function isStandardPort(word: string): word is Exclude<ConnectorType, ConnectorType.OTHER> {
  return STANDARD_PORTS.has(word);
}

/** MongoDB filter for cars with any of the ports; OTHER stands for every word outside of OCPI's vocabulary. */
export function portsFilter(ports: readonly ConnectorType[]): Record<string, unknown> {
  const standard = ports.filter((port) => port !== ConnectorType.OTHER);
  const anyStandard = { ports: { $in: standard } };
  if (!ports.includes(ConnectorType.OTHER)) {
    return anyStandard;
  }
  return { $or: [anyStandard, { ports: { $elemMatch: { $nin: [...STANDARD_PORTS] } } }] };
}

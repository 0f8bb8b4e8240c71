/**
 * Electric power of connectors, charge points (EVSEs) and sites, in watts.
 *
 * Sources: OCPI 2.3.0, module Locations, Connector: `max_voltage` is line to neutral for three-phase AC,
 * `max_electric_power` is left out where voltage and current give it. Regulation (EU) 2023/1804 (AFIR), Article 2:
 * a recharging point charges one vehicle at a time, so that its connectors share one power.
 */

/** What the power of a connector can be told from. */
export interface ConnectorRating {
  /** OCPI PowerType. */
  readonly powerType: string | null;
  /** V; line to neutral for three-phase AC. */
  readonly maxVoltage: number | null;
  /** A. */
  readonly maxAmperage: number | null;
  /** W, as stated by the source or derived when the record was written. */
  readonly maxElectricPower: number | null;
}

/**
 * Power in W from voltage and current: V * A for one-phase AC and DC, 3 * V * A for three-phase AC. Null where a
 * figure is missing or not positive, and for two-phase AC, for which OCPI does not say between which lines the voltage
 * is measured.
 */
export function derivedPower({
  powerType,
  maxVoltage,
  maxAmperage,
}: Omit<ConnectorRating, 'maxElectricPower'>): number | null {
  const phases = phasesOf(powerType);
  return phases === null || !isPositive(maxVoltage) || !isPositive(maxAmperage)
    ? null
    : phases * maxVoltage * maxAmperage;
}

/**
 * For whoever writes connectors: the connector with its power, derived and marked so where the source states none.
 * Lists filter by the stored power, so that it must be there when the record is written.
 */
export function withPower<Connector extends ConnectorRating>(
  connector: Connector,
): Connector & { powerDerived: boolean } {
  if (isPositive(connector.maxElectricPower)) {
    return { ...connector, powerDerived: false };
  }
  const maxElectricPower = derivedPower(connector);
  return { ...connector, maxElectricPower, powerDerived: maxElectricPower !== null };
}

/** Power in W of one EVSE: that of its best connector, since it charges one car at a time; null where none is known. */
export function evsePower(connectors: readonly Pick<ConnectorRating, 'maxElectricPower'>[]): number | null {
  return highest(connectors.map((connector) => connector.maxElectricPower));
}

/** Highest EVSE power of a site in W; null where none is known. */
export function highestEvsePower(
  evses: readonly { readonly connectors: readonly Pick<ConnectorRating, 'maxElectricPower'>[] }[],
): number | null {
  return highest(evses.map((evse) => evsePower(evse.connectors)));
}

/**
 * Power of a whole site in W: the sum over its EVSEs of the best connector each, never the sum of connectors, which
 * counts a charge point twice. A record that stands for several EVSEs counts as often; for an unknown number of them
 * once, which makes the sum a lower bound. EVSEs of unknown power add nothing; null where the power of none is known.
 */
export function totalEvsePower(
  evses: readonly {
    readonly connectors: readonly Pick<ConnectorRating, 'maxElectricPower'>[];
    readonly quantity?: number | null;
  }[],
): number | null {
  const known = evses
    .map(({ connectors, quantity }) => {
      const power = evsePower(connectors);
      return power === null ? null : power * (quantity ?? 1);
    })
    .filter(isPositive);
  return known.length === 0 ? null : known.reduce((sum, power) => sum + power, 0);
}

/** Watts as kilowatts; null stays null. */
export function kilowatts(watts: number | null): number | null {
  return watts === null ? null : watts / 1000;
}

function phasesOf(powerType: string | null): 1 | 3 | null {
  switch (powerType) {
    case 'AC_1_PHASE':
    case 'DC':
      return 1;
    case 'AC_3_PHASE':
      return 3;
    default:
      return null;
  }
}

function highest(powers: readonly (number | null)[]): number | null {
  const known = powers.filter(isPositive);
  return known.length === 0 ? null : Math.max(...known);
}

function isPositive(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0;
}

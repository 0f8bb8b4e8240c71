import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger, type ProvenanceReading } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import type { AfirAttainment, UsableChargingPower } from './usable-charging-power.type.js';
import { type ChargingCar, type PointGroupReading, type UsablePower, usablePower } from './usable-power.js';

const USABLE_POWER_OPERATION = storedOperation('./usable-charging-power.graphql', import.meta.url);

interface CarReading extends ChargingCar {
  readonly provenance: ProvenanceReading;
}

interface DensityReading {
  readonly publicKW: number;
  readonly fleetYear: number | null;
  readonly fleetSources: readonly string[];
  readonly afirRequiredKW: number | null;
  readonly attainment: number | null;
  readonly gaps: readonly string[];
  readonly duplicateSites: number;
  readonly pointsOfUnknownPower: number;
  readonly pointSources: readonly { readonly system: string; readonly points: number }[];
}

interface CountryReading {
  readonly code: string;
  readonly chargingDensity: DensityReading | null;
  readonly chargingPointGroups: readonly PointGroupReading[] | null;
}

interface PowerReading {
  readonly vehicleVariant: CarReading | null;
  readonly countries: { readonly nodes: readonly CountryReading[] };
}

/** Public DC power that a car can use in several countries. BAD_USER_INPUT for a car or a country that there is not. */
export async function usableChargingPower(
  context: RequestContext,
  variantId: string,
  countries: readonly string[],
  asOf: string,
): Promise<UsableChargingPower[]> {
  const variables = { variantId, countries, asOf };
  const { data } = await readGraph<PowerReading>(context, USABLE_POWER_OPERATION, variables);
  const car = data?.vehicleVariant;
  if (!car) throw badUserInput('variantId', 'is no variant of this graph');
  const readings = new Map(data?.countries.nodes.map((reading) => [reading.code, reading]));
  return countries.map((country) => {
    const reading = readings.get(country);
    if (reading === undefined) throw badUserInput('countries', `${country} is no country of this graph`);
    return powerIn(reading, car, asOf);
  });
}

function powerIn(reading: CountryReading, car: CarReading, asOf: string): UsableChargingPower {
  const { code, chargingDensity: density, chargingPointGroups: groups } = reading;
  const ledger = new InputLedger();
  noteCar(ledger, car);
  // Without known ports every point would seem to be out of reach.
  const power = groups === null || groups.length === 0 || car.ports.length === 0 ? null : usablePower(groups, car);
  if (groups === null) ledger.missing('charge points', `The charging sites of ${code} are out of reach.`);
  else if (groups.length === 0) ledger.missing('charge points', `None in operation is known in ${code} on ${asOf}.`);
  for (const { system, points } of density?.pointSources ?? []) ledger.used('charge points', points, null, system);
  if (density?.pointsOfUnknownPower) {
    ledger.missing('power of charge points', `That of ${density.pointsOfUnknownPower} is not known: they add none.`);
  }
  const afir = density && afirOf(density, power, ledger);
  return {
    ...ledger.close(asOf),
    country: code,
    direct: power?.direct ?? null,
    fitting: power?.fitting ?? null,
    usable: power?.usable ?? null,
    ofUnknownVoltage: power?.ofUnknownVoltage ?? null,
    ofLowVoltage: power?.ofLowVoltage ?? null,
    usableShare: power === null || power.direct.kW === 0 ? null : power.usable.kW / power.direct.kW,
    takenKW: power?.takenKW ?? null,
    byStandard: (power?.byStandard ?? []).map(({ standard, ...one }) => ({
      ...one,
      standard: standard as ConnectorType,
    })),
    afir,
  };
}

function noteCar(ledger: InputLedger, { ports, architectureVoltage, dcMaxKW, provenance }: CarReading): void {
  if (ports.length > 0) ledger.used('charge ports of the car', ports.join(', '), provenance);
  else ledger.missing('charge ports of the car', 'None is known: no point can be said to fit.');
  if (architectureVoltage !== null) ledger.used('voltage of the car, V', architectureVoltage, provenance);
  else ledger.missing('voltage of the car', 'It is taken for one that every point reaches.');
  if (dcMaxKW !== null) ledger.used('highest DC power of the car, kW', dcMaxKW, provenance);
  else ledger.missing('highest DC power of the car', 'What it can take is not told.');
}

function afirOf(density: DensityReading, power: UsablePower | null, ledger: InputLedger): AfirAttainment {
  const { publicKW, afirRequiredKW, attainment, duplicateSites, fleetYear, fleetSources, gaps } = density;
  if (afirRequiredKW === null) ledger.missing('fleet', `The power that it asks for is not known: ${gaps.join(', ')}.`);
  else ledger.used(`kW that the fleet of ${fleetYear} asks for`, afirRequiredKW, null, fleetSources.join(', '));
  return {
    publicKW,
    requiredKW: afirRequiredKW,
    attainment,
    attainmentOfAllConnectors: power === null || !afirRequiredKW ? null : power.connectorsKW / afirRequiredKW,
    duplicateSites,
  };
}

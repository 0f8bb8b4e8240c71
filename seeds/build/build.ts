import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBatteryPassports } from './compliance/battery-passports.js';
import { buildCertificates } from './compliance/certificates.js';
import { buildContracts } from './finance/contracts.js';
import { buildFinancePartners } from './finance/finance-partners.js';
import { buildFinancingProducts } from './finance/financing-products.js';
import { buildRateTables } from './finance/rate-tables.js';
import { buildResidualValueCurves } from './finance/residual-value-curves.js';
import { buildGermanRegister } from './infrastructure/german-register.js';
import { createGermanCoordinateCheck } from './infrastructure/german-states.js';
import { buildNewSouthWalesSites } from './infrastructure/new-south-wales.js';
import { buildRostockSites } from './infrastructure/rostock.js';
import { buildSyntheticSites } from './infrastructure/synthetic-sites.js';
import { buildSyntheticSwapStations } from './infrastructure/synthetic-swap-stations.js';
import { buildSyntheticTariffs } from './infrastructure/synthetic-tariffs.js';
import { buildCountries } from './markets/countries.js';
import { readEnergyAgencyFigures } from './markets/energy-agency-table.js';
import { buildExchangeRates } from './markets/exchange-rates.js';
import { buildFleetStatistics, publicChargingPoints } from './markets/fleet-statistics.js';
import { buildMarketPolicies } from './markets/market-policies.js';
import { buildRegistrations } from './markets/registrations.js';
import { buildTowns } from './markets/towns.js';
import { SeedWriter } from './seed-writer.js';
import { buildBritishStations } from './service/british-stations.js';
import { buildLegalGuarantees } from './service/legal-guarantees.js';
import { buildDemoGuarantees, buildStatedGuarantees } from './service/maker-guarantees.js';
import { buildMobileUnits } from './service/mobile-units.js';
import { buildPartsAvailability, buildPartsDepots } from './service/parts-depots.js';
import { buildServiceBookings } from './service/service-bookings.js';
import { buildServiceLevelAgreements } from './service/service-level-agreements.js';
import { buildServiceNetworks } from './service/service-networks.js';
import { buildSyntheticWorkshops } from './service/synthetic-workshops.js';
import { buildAssemblyBases } from './supply/assembly-bases.js';
import { buildIncentivisedImports, buildProductionPlans } from './supply/production-plans.js';
import { buildSupplyClusters, buildSupplyRoutes } from './supply/routes-and-clusters.js';
import { buildMarketOffers } from './vehicles/market-offers.js';
import { readOpenVehicles } from './vehicles/open-ev-data.js';
import { buildMakers, buildVehicleModels, buildVehicleVariants } from './vehicles/vehicle-variants.js';

/**
 * Builds the seed files and their manifest from the data folder. The order is that of loading: what others refer to
 * comes first.
 */
export function buildSeeds(dataDirectory: string, outputDirectory: string): void {
  const writer = new SeedWriter(outputDirectory);
  writer.clear();

  const towns = buildTowns(dataDirectory);
  const figures = readEnergyAgencyFigures(dataDirectory);
  writer.writeWorldwide('countries', buildCountries(dataDirectory, towns));
  writer.writeWorldwide('market_policies', buildMarketPolicies());
  writer.writeWorldwide('fx_rates', buildExchangeRates());
  writer.writeNational('fleet_statistics', buildFleetStatistics(figures));
  writer.writeByCountry('towns', towns);

  const vehicles = readOpenVehicles(dataDirectory);
  const variants = buildVehicleVariants(vehicles);
  writer.writeWorldwide('makers', buildMakers(vehicles));
  writer.writeWorldwide('vehicle_models', buildVehicleModels(variants));
  writer.writeWorldwide('vehicle_variants', variants);
  const offers = buildMarketOffers(variants);
  writer.writeNational('market_offers', offers);

  writer.writeNational('certificates', buildCertificates(offers, variants));
  writer.writeNational('registrations', buildRegistrations(offers, variants));

  const bases = buildAssemblyBases();
  writer.writeNational('assembly_bases', bases);
  writer.writeNational('production_plans', buildProductionPlans(bases, offers));
  writer.writeNational('incentivised_imports', buildIncentivisedImports(bases));
  writer.writeWorldwide('supply_clusters', buildSupplyClusters());
  writer.writeWorldwide('supply_routes', buildSupplyRoutes(bases));

  const realGuarantees = [...buildLegalGuarantees(), ...buildStatedGuarantees(vehicles)];
  const networks = buildServiceNetworks();
  const points = [...buildBritishStations(dataDirectory), ...buildSyntheticWorkshops(towns)];
  const depots = buildPartsDepots();
  writer.writeNational('service_networks', networks);
  writer.writeByCountry('service_points', points);
  writer.writeNational('mobile_service_units', buildMobileUnits(towns));
  writer.writeNational('service_bookings', buildServiceBookings(points));
  writer.writeNational('service_level_agreements', buildServiceLevelAgreements(networks));
  writer.writeWorldwide('parts_depots', depots);
  writer.writeWorldwide('parts_availability', buildPartsAvailability(depots));
  writer.writeWorldwide('guarantee_programmes', [...realGuarantees, ...buildDemoGuarantees(realGuarantees)]);

  const products = buildFinancingProducts();
  writer.writeWorldwide('finance_partners', buildFinancePartners());
  writer.writeNational('financing_products', products);
  writer.writeNational('rate_tables', buildRateTables(products));
  writer.writeNational('residual_value_curves', buildResidualValueCurves(offers));
  const contracts = buildContracts(products, offers);
  writer.writeNational('contracts', contracts);
  writer.writeWorldwide('battery_passports', buildBatteryPassports(variants, offers, contracts));

  writer.writeByCountry('charging_locations', [
    ...buildGermanRegister(dataDirectory, createGermanCoordinateCheck(towns)),
    ...buildRostockSites(dataDirectory),
    ...buildNewSouthWalesSites(dataDirectory),
    ...buildSyntheticSites(towns, publicChargingPoints(figures)),
  ]);

  writer.writeNational('charging_tariffs', buildSyntheticTariffs());
  writer.writeNational('swap_stations', buildSyntheticSwapStations(towns));

  const totals = new Map<string, { records: number; bytes: number }>();
  for (const { file, collection, records } of writer.finish()) {
    const total = totals.get(collection) ?? { records: 0, bytes: 0 };
    total.records += records;
    total.bytes += statSync(join(outputDirectory, file)).size;
    totals.set(collection, total);
  }
  for (const [collection, { records, bytes }] of totals) {
    process.stdout.write(
      `${collection.padEnd(22)}${String(records).padStart(7)} records ${String(bytes).padStart(9)} bytes\n`,
    );
  }
}

const { values } = parseArgs({ options: { data: { type: 'string' }, output: { type: 'string' } } });
const defaultOutput = dirname(dirname(fileURLToPath(import.meta.url)));
if (values.data === undefined || !existsSync(values.data)) {
  process.stderr.write('Usage: npx tsx seeds/build/build.ts --data FOLDER [--output FOLDER]\n');
  process.exitCode = 2;
} else {
  buildSeeds(values.data, values.output ?? defaultOutput);
}

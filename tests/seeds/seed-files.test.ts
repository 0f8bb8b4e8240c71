import { readdirSync } from 'node:fs';
import { createConnection, mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { ModelDefinition } from '../../src/database/model-definition.js';
import type { ProvenanceRecord } from '../../src/kernel/provenance/provenance.record.js';
import { batteryPassportModel } from '../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { certificateModel } from '../../src/subgraphs/compliance/certificate/certificate.model.js';
import { contractModel } from '../../src/subgraphs/finance/contract/contract.model.js';
import { financePartnerModel } from '../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { residualValueCurveModel } from '../../src/subgraphs/finance/residual-value/residual-value-curve.model.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { swapStationModel } from '../../src/subgraphs/infrastructure/swap-station/swap-station.model.js';
import { chargingTariffModel } from '../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { countryModel } from '../../src/subgraphs/markets/country/country.model.js';
import { fxRateModel } from '../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { fleetStatisticModel } from '../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { marketPolicyModel } from '../../src/subgraphs/markets/policy/market-policy.model.js';
import { registrationModel } from '../../src/subgraphs/markets/registration/registration.model.js';
import { townModel } from '../../src/subgraphs/markets/town/town.model.js';
import { serviceLevelAgreementModel } from '../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import { serviceBookingModel } from '../../src/subgraphs/service/appointment/service-booking.model.js';
import { partsAvailabilityModel } from '../../src/subgraphs/service/depot/parts-availability.model.js';
import { partsDepotModel } from '../../src/subgraphs/service/depot/parts-depot.model.js';
import { guaranteeProgrammeModel } from '../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import { mobileServiceUnitModel } from '../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import { serviceNetworkModel } from '../../src/subgraphs/service/network/service-network.model.js';
import { servicePointModel } from '../../src/subgraphs/service/point/service-point.model.js';
import { assemblyBaseModel } from '../../src/subgraphs/supply/base/assembly-base.model.js';
import { supplyClusterModel } from '../../src/subgraphs/supply/cluster/supply-cluster.model.js';
import { incentivisedImportModel } from '../../src/subgraphs/supply/localisation/incentivised-import.model.js';
import { productionPlanModel } from '../../src/subgraphs/supply/plan/production-plan.model.js';
import { supplyRouteModel } from '../../src/subgraphs/supply/route/supply-route.model.js';
import { makerModel } from '../../src/subgraphs/vehicles/maker/maker.model.js';
import { vehicleModelModel } from '../../src/subgraphs/vehicles/model/vehicle-model.model.js';
import { marketOfferModel } from '../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { vehicleVariantModel } from '../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { fileFacts, SEED_FILES, SEED_FOLDER, type SeedFileEntry, seedLines } from './read-seeds.js';

const DEFINITIONS: readonly ModelDefinition[] = [
  assemblyBaseModel,
  batteryPassportModel,
  certificateModel,
  chargingLocationModel,
  chargingTariffModel,
  countryModel,
  financePartnerModel,
  financingProductModel,
  fleetStatisticModel,
  fxRateModel,
  guaranteeProgrammeModel,
  incentivisedImportModel,
  makerModel,
  marketOfferModel,
  marketPolicyModel,
  mobileServiceUnitModel,
  partsAvailabilityModel,
  partsDepotModel,
  productionPlanModel,
  rateTableModel,
  residualValueCurveModel,
  contractModel,
  registrationModel,
  serviceBookingModel,
  serviceLevelAgreementModel,
  serviceNetworkModel,
  servicePointModel,
  supplyClusterModel,
  supplyRouteModel,
  swapStationModel,
  townModel,
  vehicleModelModel,
  vehicleVariantModel,
];

/** Validating every record of the large files takes too long; these many of each file are looked at. */
const SAMPLE = 200;
const SIZE_LIMIT = 15_000_000;

const connection = createConnection();
const models = new Map(
  DEFINITIONS.map((definition) => [
    definition.collection,
    { definition, model: connection.model(definition.name, definition.schema) },
  ]),
);

function modelOf({ collection }: SeedFileEntry) {
  const entry = models.get(collection);
  if (entry === undefined) throw new Error(`no model for ${collection}`);
  return entry;
}

/** Every n-th line, the first and the last included. */
function sampleOf(lines: readonly string[]): { line: number; text: string }[] {
  const step = Math.max(1, Math.ceil(lines.length / SAMPLE));
  return lines
    .map((text, at) => ({ line: at + 1, text }))
    .filter(({ line }) => line % step === 1 || step === 1 || line === lines.length);
}

describe('the manifest', () => {
  it('lists every seed file and no other', () => {
    const onDisk = readdirSync(SEED_FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.gz'))
      .map((file) => file.replaceAll('\\', '/'));
    expect(SEED_FILES.map(({ file }) => file).sort()).toEqual(onDisk.sort());
  });

  it('covers every collection of the subgraphs, national where the model is', () => {
    expect([...new Set(SEED_FILES.map(({ collection }) => collection))].sort()).toEqual([...models.keys()].sort());
    for (const entry of SEED_FILES) expect(entry.national, entry.file).toBe(modelOf(entry).definition.national);
  });

  it('keeps the folder small', () => {
    expect(SEED_FILES.reduce((sum, { file }) => sum + fileFacts(file).bytes, 0)).toBeLessThan(SIZE_LIMIT);
  });
});

describe.each(SEED_FILES)('$file', (entry) => {
  const lines = seedLines(entry.file);

  it('is the file that the manifest means, whole', () => {
    expect(fileFacts(entry.file).sha256).toBe(entry.sha256);
    expect(lines).toHaveLength(entry.records);
  });

  it('is sorted by a key that is unique', () => {
    const ids = lines.map((line) => (JSON.parse(line) as { _id: string })._id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') < id)).toBe(true);
  });

  it('holds records that the model accepts, with every field written out', async () => {
    const { definition, model } = modelOf(entry);
    const fields = Object.keys(definition.schema.obj).sort();
    // Most sites lack most details: those that a record's type lets be missing are left out of the large files.
    const isOptional = (field: string) =>
      definition === chargingLocationModel && definition.schema.path(field)?.options.default !== undefined;
    for (const { line, text } of sampleOf(lines)) {
      const record: unknown = mongo.BSON.EJSON.parse(text);
      await expect(new model(record).validate(), `line ${line}`).resolves.toBeUndefined();
      const written = new Set(Object.keys(record as object));
      expect([...written].sort(), `line ${line}`).toEqual(
        fields.filter((field) => written.has(field) || !isOptional(field)),
      );
    }
  });

  it('says of every record where it comes from, under a licence that allows it here', () => {
    // Share-alike, no-derivatives and non-commercial data may not be in the repository.
    const licences = new Set([
      'CC0-1.0',
      'CC-BY-4.0',
      'CDLA-Permissive-2.0',
      'LicenseRef-official-text',
      'MIT',
      'OGL-UK-3.0',
      'PDDL-1.0',
    ]);
    const refused = lines.filter((line) => {
      const { provenance } = JSON.parse(line) as { provenance: ProvenanceRecord };
      const { system, licence } = provenance.source;
      const overstated = system === 'SYNTHETIC' && provenance.confidence !== 'LOW';
      return !licences.has(licence) || /open ?charge ?map|evroaming/i.test(system) || overstated;
    });
    expect(refused).toEqual([]);
  });
});

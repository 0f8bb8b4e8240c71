import { Types } from 'mongoose';
import { ServiceLevelMetric } from '../../../src/subgraphs/service/agreement/attainment.js';
import type { ServiceLevelAgreementRecord } from '../../../src/subgraphs/service/agreement/service-level-agreement.model.js';
import type { PartsAvailabilityRecord } from '../../../src/subgraphs/service/depot/parts-availability.model.js';
import type { PartsDepotRecord } from '../../../src/subgraphs/service/depot/parts-depot.model.js';
import type { GuaranteeProgrammeRecord } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import type { MobileServiceUnitRecord } from '../../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import type { ServiceNetworkRecord } from '../../../src/subgraphs/service/network/service-network.model.js';
import { ServiceCapabilityCode } from '../../../src/subgraphs/service/point/service-capability-code.js';
import type {
  ServiceCapabilityRecord,
  ServicePointRecord,
} from '../../../src/subgraphs/service/point/service-point.model.js';
import { TEST_PROVENANCE } from '../../support/subgraph-harness.js';

/** A workshop; the first two letters of the key are its country. */
export function point(id: string, values: Partial<ServicePointRecord> = {}): ServicePointRecord {
  return {
    _id: id,
    servicePointId: id,
    networkIds: [],
    country: id.slice(0, 2),
    name: `Workshop ${id}`,
    address: { streetAddress: null, addressLocality: null, addressRegion: null, postalCode: null },
    location: null,
    geoQuality: 'MISSING',
    openingHours: null,
    timeZone: 'Europe/Berlin',
    bays: null,
    capabilities: [],
    leadTimeDays: null,
    status: 'OPEN',
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** A workshop at a place. */
export function pointAt(id: string, latitude: number, longitude: number, values: Partial<ServicePointRecord> = {}) {
  return point(id, {
    location: { type: 'Point', coordinates: [longitude, latitude] },
    geoQuality: 'EXACT',
    ...values,
  });
}

export function capability(
  code: keyof typeof ServiceCapabilityCode,
  validTo: string | null = null,
): ServiceCapabilityRecord {
  return {
    code: ServiceCapabilityCode[code],
    maxVoltage: 800,
    certificate: 'DGUV 209-093 3E',
    validTo,
    source: 'SYNTHETIC',
  };
}

export function network(id: string, values: Partial<ServiceNetworkRecord> = {}): ServiceNetworkRecord {
  return {
    _id: id,
    networkId: id,
    country: id.slice(0, 2),
    name: `Network ${id}`,
    operator: 'Operator',
    kind: 'INDEPENDENT',
    brands: [],
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** A programme for the battery of every make in the whole world, unless told otherwise. */
export function programme(id: string, values: Partial<GuaranteeProgrammeRecord> = {}): GuaranteeProgrammeRecord {
  return {
    _id: id,
    programmeId: id,
    name: `Programme ${id}`,
    country: null,
    tradeRegion: null,
    region: null,
    maker: null,
    component: 'HV_BATTERY',
    years: 8,
    km: 160_000,
    retentionPercent: 70,
    transferable: true,
    legalMinimum: false,
    funding: 'OEM',
    conditions: null,
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** A van in Berlin that drives fifty kilometres, unless told otherwise. */
export function mobileUnit(id: string, values: Partial<MobileServiceUnitRecord> = {}): MobileServiceUnitRecord {
  return {
    _id: id,
    unitId: id,
    networkId: `${id.slice(0, 2)}:mobile`,
    country: id.slice(0, 2),
    name: `Unit ${id}`,
    location: { type: 'Point', coordinates: [13, 52] },
    radiusKm: 50,
    capabilities: [],
    openingHours: null,
    timeZone: 'Europe/Berlin',
    leadTimeDays: null,
    status: 'OPEN',
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

export function depot(id: string, values: Partial<PartsDepotRecord> = {}): PartsDepotRecord {
  return {
    _id: id,
    depotId: id,
    country: id.slice(0, 2),
    name: `Depot ${id}`,
    operator: 'Operator',
    location: null,
    bonded: false,
    skuCount: null,
    servedCountries: [id.slice(0, 2)],
    leadTimeHours: null,
    fillRate: null,
    storesClass9: true,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

export function stock(
  depotId: string,
  partNumber: string,
  values: Partial<PartsAvailabilityRecord> = {},
): PartsAvailabilityRecord {
  return {
    _id: `${depotId}/${partNumber}`,
    depotId,
    partNumber,
    name: `Part ${partNumber}`,
    maker: null,
    onHand: 1,
    unNumber: null,
    countedAt: new Date('2026-11-23T00:00:00Z'),
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** An agreement on repairs that hold at the first visit; figures are those of the quarters of 2026. */
export function agreement(
  id: string,
  target: string,
  figures: readonly (string | null)[],
  values: Partial<ServiceLevelAgreementRecord> = {},
): ServiceLevelAgreementRecord {
  const quarters = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01', '2027-01-01'];
  return {
    _id: id,
    slaId: id,
    country: id.slice(0, 2),
    networkId: `${id.slice(0, 2)}:network`,
    metric: ServiceLevelMetric.FIRST_TIME_FIX,
    target: Types.Decimal128.fromString(target),
    penalty: null,
    measurements: figures.map((figure, at) => ({
      from: quarters[at] ?? '',
      to: quarters[at + 1] ?? '',
      measured: figure === null ? null : Types.Decimal128.fromString(figure),
    })),
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

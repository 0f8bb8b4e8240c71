import type { GuaranteeProgrammeRecord } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
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

import type { CertificateRecord } from '../../../src/subgraphs/compliance/certificate/certificate.model.js';
import {
  CertificateKind,
  REGULATION_OF_KIND,
  SafetyIntegrityLevel,
} from '../../../src/subgraphs/compliance/certificate/certificate-kind.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

/** UN R155 and R156, paragraph 6.6 of each: a certificate of compliance counts for at most three years. */
const YEARS_IN_FORCE = 3;

const MAKER_CERTIFICATES: readonly (readonly [name: string, kind: CertificateKind])[] = [
  ['csms', CertificateKind.CYBER_SECURITY_MANAGEMENT_SYSTEM],
  ['sums', CertificateKind.SOFTWARE_UPDATE_MANAGEMENT_SYSTEM],
  ['iso-sae-21434', CertificateKind.CYBERSECURITY_ENGINEERING],
];

/** Issued between December 2023 and November 2026, so that some lapse soon and a few have just lapsed. */
function termOf(certificateId: string): Pick<CertificateRecord, 'validFrom' | 'validTo'> {
  const months = createRandomStream(`certificate:${certificateId}`).integer(-2, 34);
  const issued = new Date(Date.UTC(2023, 11 + months, 1));
  const lapses = new Date(Date.UTC(2023 + YEARS_IN_FORCE, 11 + months, 1));
  return { validFrom: issued.toISOString().slice(0, 10), validTo: lapses.toISOString().slice(0, 10) };
}

/** No country has the number 99 under the 1958 Agreement. */
function approvalNumber(kind: CertificateKind, certificateId: string): string | null {
  const regulation = REGULATION_OF_KIND[kind];
  const number = createRandomStream(`approval:${certificateId}`).integer(1, 9_999);
  return regulation === undefined ? null : `E99*${regulation}R00/00*${String(number).padStart(4, '0')}*00`;
}

const ITEMS: readonly (readonly [item: string, asil: SafetyIntegrityLevel])[] = [
  ['High-voltage battery management', SafetyIntegrityLevel.C],
  ['Electric drive: unintended acceleration', SafetyIntegrityLevel.D],
  ['Charging: contact with live parts', SafetyIntegrityLevel.B],
];

function safetyCase(certificateId: string): CertificateRecord['functionalSafety'] {
  const [item, asil] = createRandomStream(`safety:${certificateId}`).pick(ITEMS);
  return { item, asil, assessor: 'Demo Technical Service (synthetic)', scope: null };
}

function certificate(
  { country, maker }: { country: string; maker: string },
  name: string,
  kind: CertificateKind,
  variantIds: string[],
): CertificateRecord {
  const certificateId = `${country}:${name}:${variantIds[0] ?? maker}`;
  return {
    _id: certificateId,
    certificateId,
    country,
    kind,
    number: `SYNTHETIC-${certificateId}`,
    typeApprovalNumber: approvalNumber(kind, certificateId),
    functionalSafety: kind === CertificateKind.FUNCTIONAL_SAFETY_CASE ? safetyCase(certificateId) : null,
    maker,
    variantIds,
    issuer: 'Demo Technical Service (synthetic)',
    ...termOf(certificateId),
    provenance: synthetic(certificateId),
  };
}

/** Generated certificates: three of each maker in a market, and a functional safety case for each variant on offer. */
export function buildCertificates(
  offers: readonly MarketOfferRecord[],
  variants: readonly VehicleVariantRecord[],
): CertificateRecord[] {
  const makerOf = new Map(variants.map(({ variantId, maker }) => [variantId, maker]));
  const certificates = new Map<string, CertificateRecord>();
  for (const { country, variantId } of offers) {
    const maker = makerOf.get(variantId);
    if (maker === undefined) {
      continue;
    }
    const ofOffer = [
      ...MAKER_CERTIFICATES.map(([name, kind]) => certificate({ country, maker }, name, kind, [])),
      certificate({ country, maker }, 'iso-26262', CertificateKind.FUNCTIONAL_SAFETY_CASE, [variantId]),
    ];
    for (const row of ofOffer) {
      certificates.set(row._id, row);
    }
  }
  return [...certificates.values()];
}

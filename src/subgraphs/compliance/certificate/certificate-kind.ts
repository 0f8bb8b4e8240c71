import { registerEnumType } from 'type-graphql';

export enum CertificateKind {
  CYBER_SECURITY_MANAGEMENT_SYSTEM = 'CYBER_SECURITY_MANAGEMENT_SYSTEM',
  SOFTWARE_UPDATE_MANAGEMENT_SYSTEM = 'SOFTWARE_UPDATE_MANAGEMENT_SYSTEM',
  FUNCTIONAL_SAFETY_CASE = 'FUNCTIONAL_SAFETY_CASE',
  CYBERSECURITY_ENGINEERING = 'CYBERSECURITY_ENGINEERING',
}
registerEnumType(CertificateKind, {
  name: 'CertificateKind',
  description: 'What a certificate attests.',
  valuesConfig: {
    CYBER_SECURITY_MANAGEMENT_SYSTEM: { description: 'UN Regulation No. 155 (CSMS).' },
    SOFTWARE_UPDATE_MANAGEMENT_SYSTEM: { description: 'UN Regulation No. 156 (SUMS).' },
    FUNCTIONAL_SAFETY_CASE: { description: 'ISO 26262.' },
    CYBERSECURITY_ENGINEERING: { description: 'ISO/SAE 21434.' },
  },
});

/** UN Regulation that a kind is approved under; kinds after an ISO standard have none. */
export const REGULATION_OF_KIND: Readonly<Partial<Record<CertificateKind, number>>> = {
  [CertificateKind.CYBER_SECURITY_MANAGEMENT_SYSTEM]: 155,
  [CertificateKind.SOFTWARE_UPDATE_MANAGEMENT_SYSTEM]: 156,
};

/** Automotive safety integrity level of ISO 26262-1, from quality management to the highest. */
export enum SafetyIntegrityLevel {
  QM = 'QM',
  A = 'A',
  B = 'B',
  C = 'C',
  D = 'D',
}
registerEnumType(SafetyIntegrityLevel, {
  name: 'SafetyIntegrityLevel',
  description: 'Automotive safety integrity level (ASIL) of ISO 26262; QM asks for quality management only.',
});

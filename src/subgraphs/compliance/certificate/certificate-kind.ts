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

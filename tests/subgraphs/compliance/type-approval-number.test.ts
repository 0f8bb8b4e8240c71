import 'reflect-metadata';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CertificateRecord,
  certificateModel,
} from '../../../src/subgraphs/compliance/certificate/certificate.model.js';
import {
  CertificateKind,
  SafetyIntegrityLevel,
} from '../../../src/subgraphs/compliance/certificate/certificate-kind.js';
import { typeApprovalNumber } from '../../../src/subgraphs/compliance/certificate/type-approval-number.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../src/subgraphs/compliance/compliance.subgraph.js';
import { at, type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';

describe('a type approval number', () => {
  it('tells country, Regulation, series, supplement, number and extension', () => {
    expect(typeApprovalNumber('E4*155R00/00*0001*00')).toEqual({
      authority: 'E4',
      regulation: 155,
      seriesOfAmendments: 0,
      supplement: 0,
      approval: '0001',
      extension: '00',
    });
    expect(typeApprovalNumber('E13*156R01/02*12345*07')).toMatchObject({
      authority: 'E13',
      regulation: 156,
      seriesOfAmendments: 1,
      supplement: 2,
      extension: '07',
    });
  });

  it.each([
    '',
    'E4*155R00/00*0001',
    'e4*155R00/00*0001*00',
    'E4*155R0/00*0001*00',
    'E4*155R00/00*001*00',
    'E04*155R00/00*0001*00',
    'E0*155R00/00*0001*00',
    'E4 155R00/00 0001 00',
    'E4*R155*0001*00',
    'E4*155R00/00*0001*0',
    ' E4*155R00/00*0001*00',
    'E4*155R00/00*0001*00\n',
  ])('%j is none', (text) => {
    expect(typeApprovalNumber(text)).toBeNull();
  });

  it('is read back from its parts', () => {
    const digits = (maximum: number, length: number) =>
      fc.integer({ min: 0, max: maximum }).map((number) => String(number).padStart(length, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 300 }),
        digits(99, 2),
        digits(99, 2),
        digits(99_999, 4),
        digits(99, 2),
        (country, regulation, series, supplement, approval, extension) => {
          expect(
            typeApprovalNumber(`E${country}*${regulation}R${series}/${supplement}*${approval}*${extension}`),
          ).toEqual({
            authority: `E${country}`,
            regulation,
            seriesOfAmendments: Number(series),
            supplement: Number(supplement),
            approval,
            extension,
          });
        },
      ),
    );
  });
});

describe('certificates', () => {
  let compliance: SubgraphHarness;
  beforeAll(async () => {
    compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
  });
  afterAll(() => compliance.close());

  const {
    CYBER_SECURITY_MANAGEMENT_SYSTEM: CSMS,
    SOFTWARE_UPDATE_MANAGEMENT_SYSTEM: SUMS,
    FUNCTIONAL_SAFETY_CASE: SAFETY,
  } = CertificateKind;
  const certificate = (id: string, values: Partial<CertificateRecord>): CertificateRecord => ({
    _id: id,
    certificateId: id,
    country: 'DE',
    kind: CSMS,
    number: id,
    typeApprovalNumber: null,
    functionalSafety: null,
    maker: 'byd',
    variantIds: [],
    issuer: 'Test',
    validFrom: '2024-01-01',
    validTo: '2027-01-01',
    provenance: TEST_PROVENANCE,
    ...values,
  });
  const safety = { item: 'Battery management', asil: SafetyIntegrityLevel.C, assessor: 'TS', scope: 'Pack' };

  it.each([
    [{ typeApprovalNumber: 'E4*156R00/00*0001*00' }, 'typeApprovalNumber'],
    [{ typeApprovalNumber: 'E4-155' }, 'typeApprovalNumber'],
    [{ kind: SAFETY, typeApprovalNumber: 'E4*155R00/00*0001*00' }, 'typeApprovalNumber'],
    [{ kind: SUMS, functionalSafety: safety }, 'functionalSafety'],
  ])('with %j are not stored', async (values, field) => {
    await expect(compliance.insert(certificateModel, [certificate('DE:wrong', values)])).rejects.toThrow(field);
  });

  it('show their type approval, and of safety cases item, level and assessor', async () => {
    await compliance.insert(certificateModel, [
      certificate('DE:1', { typeApprovalNumber: 'E4*155R00/00*0001*00' }),
      certificate('DE:2', { kind: SAFETY, functionalSafety: safety }),
      certificate('DE:3', { kind: SUMS, typeApprovalNumber: 'E1*156R00/01*0042*03' }),
    ]);
    const result = await compliance.run(
      '{ certificates(country: "DE") { nodes { typeApprovalNumber functionalSafety { item asil assessor scope } } } }',
    );
    expect(at(result, 'certificates', 'nodes')).toEqual([
      { typeApprovalNumber: 'E4*155R00/00*0001*00', functionalSafety: null },
      { typeApprovalNumber: null, functionalSafety: safety },
      { typeApprovalNumber: 'E1*156R00/01*0042*03', functionalSafety: null },
    ]);
  });
});

import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CertificateRecord,
  certificateModel,
} from '../../../src/subgraphs/compliance/certificate/certificate.model.js';
import { CertificateKind } from '../../../src/subgraphs/compliance/certificate/certificate-kind.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../src/subgraphs/compliance/compliance.subgraph.js';
import { at, type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';

function certificate(id: string, validTo: string, values: Partial<CertificateRecord> = {}): CertificateRecord {
  return {
    _id: id,
    certificateId: id,
    country: id.slice(0, 2),
    kind: CertificateKind.CYBER_SECURITY_MANAGEMENT_SYSTEM,
    number: id,
    typeApprovalNumber: null,
    functionalSafety: null,
    maker: 'byd',
    variantIds: [],
    issuer: 'Test',
    validFrom: '2024-01-01',
    validTo,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

let compliance: SubgraphHarness;

beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS, ['NO']);
  await compliance.insert(certificateModel, [
    certificate('DE:late', '2027-06-01'),
    certificate('DE:soon', '2026-12-01', { variantIds: ['byd/dolphin'] }),
    certificate('DE:other', '2027-01-01', { maker: 'mg' }),
    certificate('NO:soon', '2026-12-15'),
  ]);
});

afterAll(() => compliance.close());

const ids = (list: unknown) => (list as { certificateId: string }[]).map(({ certificateId }) => certificateId);

describe.sequential('certificates', { shuffle: false }, () => {
  it('of all countries come in the order of their expiry, over page ends', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const result = await compliance.run(
        `query ($after: String) { certificates(first: 1, after: $after) {
          nodes { certificateId } totalCount pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect(at(result, 'certificates', 'totalCount')).toBe(4);
      seen.push(...ids(at(result, 'certificates', 'nodes')));
      after =
        at(result, 'certificates', 'pageInfo', 'hasNextPage') === true
          ? at(result, 'certificates', 'pageInfo', 'endCursor')
          : null;
    } while (after !== null);
    expect(seen).toEqual(['DE:soon', 'NO:soon', 'DE:other', 'DE:late']);
  });

  it.each([
    ['expiringBefore: "2026-12-01"', []],
    ['expiringBefore: "2026-12-02"', ['DE:soon']],
    ['asOf: "2026-11-30"', ['DE:soon', 'DE:other', 'DE:late']],
    ['asOf: "2026-12-01"', ['DE:other', 'DE:late']],
    ['asOf: "2023-12-31"', []],
  ])('of Germany with %s are %j', async (filter, expected) => {
    const result = await compliance.run(`{ certificates(country: "DE", ${filter}) { nodes { certificateId } } }`);
    expect(ids(at(result, 'certificates', 'nodes'))).toEqual(expected);
  });

  it('of many offers are read by one command a cluster and cover their variants only', async () => {
    const offer = (country: string, variantId: string, makerSlug: string) => ({
      __typename: 'MarketOffer',
      offerId: `${country}:${variantId}`,
      country: { code: country },
      variant: { variantId, makerSlug },
    });
    const result = await compliance.entities(
      [offer('DE', 'byd/dolphin', 'byd'), offer('DE', 'byd/seal', 'byd'), offer('NO', 'byd/seal', 'byd')],
      '... on MarketOffer { certificates(asOf: "2026-11-24") { certificateId } }',
    );
    const lists = [0, 1, 2].map((index) => ids(at(result, '_entities', index, 'certificates')));
    expect(lists).toEqual([['DE:soon', 'DE:late'], ['DE:late'], ['NO:soon']]);
    expect(result.commands).toEqual(['find certificates', 'find certificates']);
  });

  it('of many variants are one command a cluster, with those of their maker', async () => {
    const result = await compliance.entities(
      [
        { __typename: 'VehicleVariant', variantId: 'byd/dolphin', makerSlug: 'byd' },
        { __typename: 'VehicleVariant', variantId: 'byd/seal', makerSlug: 'byd' },
        { __typename: 'VehicleVariant', variantId: 'mg/4', makerSlug: 'mg' },
      ],
      '... on VehicleVariant { certificates(first: 2) { nodes { certificateId } totalCount pageInfo { hasNextPage } } }',
    );
    expect(result.errors).toEqual([]);
    const of = (index: number) => [
      ids(at(result, '_entities', index, 'certificates', 'nodes')),
      at(result, '_entities', index, 'certificates', 'totalCount'),
      at(result, '_entities', index, 'certificates', 'pageInfo', 'hasNextPage'),
    ];
    expect([0, 1, 2].map(of)).toEqual([
      [['DE:soon', 'NO:soon'], 3, true],
      [['NO:soon', 'DE:late'], 2, false],
      [['DE:other'], 1, false],
    ]);
    expect(result.commands).toEqual(Array.from({ length: 4 }, () => 'aggregate certificates'));
  });

  it('of a variant in one country are asked of its cluster only', async () => {
    const result = await compliance.entities(
      [{ __typename: 'VehicleVariant', variantId: 'byd/dolphin', makerSlug: 'byd' }],
      '... on VehicleVariant { certificates(country: "NO", asOf: "2026-11-24") { nodes { certificateId } } }',
    );
    expect(ids(at(result, '_entities', 0, 'certificates', 'nodes'))).toEqual(['NO:soon']);
    expect(result.commands).toEqual(['aggregate certificates']);
  });

  it('cost the countries of a lost cluster only', async () => {
    await compliance.loseElsewhere();
    const result = await compliance.entities(
      ['DE', 'NO'].map((code) => ({ __typename: 'Country', code })),
      '... on Country { certificates(first: 1) { nodes { certificateId } } }',
    );
    expect(ids(at(result, '_entities', 0, 'certificates', 'nodes'))).toEqual(['DE:soon']);
    expect(at(result, '_entities', 1, 'certificates')).toBeNull();
    expect(result.errors?.[0]?.extensions?.code).toBe('COUNTRY_UNAVAILABLE');
  });
});

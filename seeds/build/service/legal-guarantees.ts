import type { ConfidenceLevel, ConflictRecord } from '../../../src/kernel/provenance/provenance.record.js';
import type { GuaranteeProgrammeRecord } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import { SEED_DATE, sourcedFrom } from '../provenance.js';

/** What a law grants the buyer of a new car. */
interface LegalGuarantee {
  programmeId: string;
  name: string;
  reach: { country?: string; subdivision?: string; tradeRegion?: string };
  modelYearFrom?: number;
  modelYearTo?: number;
  component: GuaranteeProgrammeRecord['component'];
  years: number;
  km?: number;
  retentionPercent?: number;
  validFrom: string | null;
  conditions: string;
  /** The legal act, as it is cited. */
  act: string;
  confidence: ConfidenceLevel;
  conflicts?: ConflictRecord[];
}

/** Statute miles of 1.609344 km. */
const EIGHTY_THOUSAND_MILES_KM = 128_748;
const HUNDRED_THOUSAND_MILES_KM = 160_934;

/** What is often told of California, and what it is. */
const CALIFORNIAN_DURABILITY: ConflictRecord = {
  field: 'years',
  statement:
    'Often told as 10 years or 150,000 miles: so long the certified range must last (durability), which is no guarantee; ' +
    'as a guarantee it is that of batteries of certain hybrids',
  source: 'Title 13, California Code of Regulations, sections 1962.4 and 1962.7',
};

const LEGAL_GUARANTEES: readonly LegalGuarantee[] = [
  {
    programmeId: 'legal-eu27-conformity',
    name: 'Legal guarantee of conformity, European Union',
    reach: { tradeRegion: 'EU27' },
    component: 'VEHICLE',
    years: 2,
    validFrom: '2022-01-01',
    conditions: 'Consumer sale; lack of conformity that exists on delivery and shows within the period. Minimum.',
    act: 'Directive (EU) 2019/771, Article 10',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-es-conformity',
    name: 'Legal guarantee of conformity, Spain',
    reach: { country: 'ES' },
    component: 'VEHICLE',
    years: 3,
    validFrom: '2022-01-01',
    conditions: 'Consumer sale; goes beyond the two years of the directive.',
    act: 'Real Decreto Legislativo 1/2007, Article 120, as amended by Real Decreto-ley 7/2021',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-se-conformity',
    name: 'Legal guarantee of conformity, Sweden',
    reach: { country: 'SE' },
    component: 'VEHICLE',
    years: 3,
    validFrom: '2022-01-01',
    conditions: 'Consumer sale; goes beyond the two years of the directive.',
    act: 'Konsumentköplag (2022:260)',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-no-complaint-period',
    name: 'Legal complaint period, Norway',
    reach: { country: 'NO' },
    component: 'VEHICLE',
    years: 5,
    validFrom: '2002-07-01',
    conditions: 'Consumer sale of goods that are meant to last considerably longer than two years.',
    act: 'Forbrukerkjøpsloven § 27',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-cn-three-guarantees',
    name: 'Statutory repair period for household cars, China',
    reach: { country: 'CN' },
    component: 'VEHICLE',
    years: 3,
    km: 60_000,
    validFrom: '2022-01-01',
    conditions: 'Repair period; return and replacement within two years or 50,000 km.',
    act: 'State Administration for Market Regulation, Order No. 43 (2021)',
    confidence: 'MEDIUM',
  },
  {
    programmeId: 'legal-tr-guarantee-certificate',
    name: 'Statutory guarantee certificate, Türkiye',
    reach: { country: 'TR' },
    component: 'VEHICLE',
    years: 2,
    km: 60_000,
    validFrom: '2014-06-13',
    conditions: 'Whichever comes first.',
    act: 'Law No. 6502, Article 56, and the Regulation on the Guarantee Certificate',
    confidence: 'MEDIUM',
  },
  {
    programmeId: 'legal-br-consumer-code',
    name: 'Legal guarantee for durable goods, Brazil',
    reach: { country: 'BR' },
    component: 'VEHICLE',
    years: 0.25,
    validFrom: '1991-03-11',
    conditions: '90 days for visible defects; for hidden ones from the day they show.',
    act: 'Código de Defesa do Consumidor (Lei 8.078/1990), Article 26',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-za-implied-warranty',
    name: 'Implied warranty of quality, South Africa',
    reach: { country: 'ZA' },
    component: 'VEHICLE',
    years: 0.5,
    validFrom: '2011-04-01',
    conditions: 'Six months: repair, replacement or refund at the choice of the consumer.',
    act: 'Consumer Protection Act 68 of 2008, section 56',
    confidence: 'HIGH',
  },
  {
    programmeId: 'legal-us-battery',
    name: 'High-voltage battery warranty, United States',
    reach: { country: 'US' },
    component: 'HV_BATTERY',
    years: 8,
    km: EIGHTY_THOUSAND_MILES_KM,
    modelYearFrom: 2027,
    validFrom: null,
    conditions: '8 years or 80,000 miles, whichever comes first; model years from 2027.',
    act: '40 CFR 85.2103 and 86.1815-27 (89 FR 27842)',
    confidence: 'MEDIUM',
    conflicts: [
      {
        field: 'km',
        statement:
          'Often told as 8 years or 100,000 miles: that is the law of California, which makers grant in all states',
        source: 'Title 13, California Code of Regulations, section 1962.8',
      },
    ],
  },
  {
    programmeId: 'legal-us-ca-battery-2026',
    name: 'High-voltage battery warranty, California, model years 2026 to 2030',
    reach: { country: 'US', subdivision: 'US-CA' },
    component: 'HV_BATTERY',
    years: 8,
    km: HUNDRED_THOUSAND_MILES_KM,
    retentionPercent: 70,
    modelYearFrom: 2026,
    modelYearTo: 2031,
    validFrom: null,
    conditions: '8 years or 100,000 miles, whichever comes first; 70 percent of the state of health.',
    act: 'Title 13, California Code of Regulations, section 1962.8 (c)',
    confidence: 'MEDIUM',
    conflicts: [CALIFORNIAN_DURABILITY],
  },
  {
    programmeId: 'legal-us-ca-battery-2031',
    name: 'High-voltage battery warranty, California, model years from 2031',
    reach: { country: 'US', subdivision: 'US-CA' },
    component: 'HV_BATTERY',
    years: 8,
    km: HUNDRED_THOUSAND_MILES_KM,
    retentionPercent: 75,
    modelYearFrom: 2031,
    validFrom: null,
    conditions: '8 years or 100,000 miles, whichever comes first; 75 percent of the state of health.',
    act: 'Title 13, California Code of Regulations, section 1962.8 (c)',
    confidence: 'MEDIUM',
    conflicts: [CALIFORNIAN_DURABILITY],
  },
];

/** Guarantees that the law grants: facts, with the act as their source. */
export function buildLegalGuarantees(): GuaranteeProgrammeRecord[] {
  return LEGAL_GUARANTEES.map((guarantee) => ({
    _id: guarantee.programmeId,
    programmeId: guarantee.programmeId,
    name: guarantee.name,
    country: guarantee.reach.country ?? null,
    subdivision: guarantee.reach.subdivision ?? null,
    tradeRegion: guarantee.reach.tradeRegion ?? null,
    region: null,
    maker: null,
    modelYearFrom: guarantee.modelYearFrom ?? null,
    modelYearTo: guarantee.modelYearTo ?? null,
    component: guarantee.component,
    years: guarantee.years,
    km: guarantee.km ?? null,
    retentionPercent: guarantee.retentionPercent ?? null,
    transferable: true,
    legalMinimum: true,
    funding: 'LAW',
    conditions: guarantee.conditions,
    validFrom: guarantee.validFrom,
    validTo: null,
    provenance: sourcedFrom(
      { system: guarantee.act, licence: 'LicenseRef-official-text', fetchedAt: SEED_DATE },
      null,
      guarantee.confidence,
      guarantee.conflicts,
    ),
  }));
}

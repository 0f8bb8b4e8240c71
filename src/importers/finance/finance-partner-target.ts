import { isISO31661Alpha2 } from 'class-validator';
import { isBic } from '../../subgraphs/finance/partner/bic.js';
import {
  type FinancePartnerRecord,
  financePartnerModel,
} from '../../subgraphs/finance/partner/finance-partner.model.js';
import { isLei } from '../../subgraphs/finance/partner/lei.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import { COUNTRY_CODE, type DraftProvenance, nullable, SOURCE_SCHEMA, TEXT } from '../pipeline/draft-schema.js';
import { type Finding, shown } from '../pipeline/finding.js';
import { type ImportContext, type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface FinancePartnerDraft {
  readonly partnerId: string;
  readonly name: string;
  readonly lei?: string | null;
  readonly bic?: string | null;
  readonly kind: FinancePartnerRecord['kind'];
  readonly countries: readonly string[];
  readonly licences?: readonly { readonly country: string; readonly regulator: string; readonly number: string }[];
  readonly status?: FinancePartnerRecord['status'];
  readonly source?: DraftProvenance;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    // Part of the keys of events and contracts, whose parts are divided by colons.
    partnerId: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,100}$' },
    name: TEXT,
    lei: nullable(TEXT),
    bic: nullable(TEXT),
    kind: { enum: ['BANK', 'CAPTIVE', 'LEASING', 'INSURER', 'FINTECH'] },
    countries: { type: 'array', items: COUNTRY_CODE, minItems: 1, uniqueItems: true },
    licences: {
      type: 'array',
      items: {
        type: 'object',
        properties: { country: COUNTRY_CODE, regulator: TEXT, number: TEXT },
        required: ['country', 'regulator', 'number'],
        additionalProperties: false,
      },
    },
    status: { enum: ['ACTIVE', 'SUSPENDED'] },
    source: SOURCE_SCHEMA,
    // Mappings give every record the country of its file; a partner has several.
    country: nullable(COUNTRY_CODE),
  },
  required: ['partnerId', 'name', 'kind', 'countries'],
  additionalProperties: false,
};

/** Banks and other finance partners: collection `finance_partners`. Only the operator lets somebody in. */
export const FINANCE_PARTNER_TARGET: ImportTarget = {
  name: 'finance-partners',
  description: 'Banks, lessors, insurers and other finance partners, with their licences',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<FinancePartnerDraft>(DRAFT_SCHEMA, records, async (accepted) => {
      const findings = accepted.map(({ draft }) => findingsOf(draft));
      const good = accepted.filter((_record, at) => findings[at]?.length === 0);
      const rows = good.map(({ draft }) => rowOf(draft, context));
      const written = (await upsertRows(context.database, financePartnerModel, rows, context))[Symbol.iterator]();
      return findings.map(
        (wrong): RecordOutcome =>
          wrong.length > 0
            ? rejected(...wrong)
            : { outcome: written.next().value ?? 'unchanged', rejections: [], warnings: [] },
      );
    }),
};

function findingsOf({ lei, bic, countries, licences = [] }: FinancePartnerDraft): Finding[] {
  const findings: Finding[] = [];
  if (lei && !isLei(lei)) {
    findings.push({ field: 'lei', code: 'NOT_A_LEI', message: `${shown(lei)} is no LEI of ISO 17442` });
  }
  if (bic && !isBic(bic)) {
    findings.push({ field: 'bic', code: 'NOT_A_BIC', message: `${shown(bic)} is no BIC of ISO 9362` });
  }
  countries.forEach((country, at) => {
    if (!isISO31661Alpha2(country)) {
      findings.push({ field: `countries.${at}`, code: 'UNKNOWN_COUNTRY', message: `${shown(country)} is no country` });
    }
  });
  licences.forEach(({ country }, at) => {
    if (!countries.includes(country)) {
      const message = `The partner does no business in ${shown(country)}`;
      findings.push({ field: `licences.${at}.country`, code: 'FOREIGN_LICENCE', message });
    }
  });
  return findings;
}

function rowOf(draft: FinancePartnerDraft, { startedAt }: ImportContext): FinancePartnerRecord {
  const { partnerId, name, kind, countries, licences = [] } = draft;
  const source = draft.source ?? {
    system: 'operator',
    recordId: partnerId,
    licence: 'LicenseRef-operator',
    fetchedAt: startedAt.toISOString().slice(0, 10),
  };
  return {
    _id: partnerId,
    partnerId,
    name,
    lei: draft.lei ?? null,
    bic: draft.bic ?? null,
    kind,
    countries: [...countries],
    licences: licences.map((licence) => ({ ...licence })),
    status: draft.status ?? 'ACTIVE',
    provenance: provenanceOf(source),
  };
}

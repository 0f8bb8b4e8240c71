import { requireScope } from '../../../kernel/caller.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import { type PageReading, type PagesReading, readPages } from '../operation/read-pages.js';
import {
  type ApplicationReading,
  type CertificateReading,
  type Concerned,
  concernedBy,
  type OfferReading,
} from './concerned.js';
import type { ExpiringCertificate, ExpiringCertificates } from './expiring-certificates.type.js';

const CERTIFICATES_OPERATION = storedOperation('./certificates-page.graphql', import.meta.url);
const OFFERS_OPERATION = storedOperation('./offers-page.graphql', import.meta.url);
const APPLICATIONS_OPERATION = storedOperation('./applications-page.graphql', import.meta.url);

const DAY_MILLISECONDS = 86_400_000;

export interface ExpiringCertificatesRequest {
  /** Null for all. */
  readonly country: string | null;
  readonly asOf: string;
  readonly withinDays: number;
}

/** Certificates in force that lapse within so many days, with what hangs on them. Needs the scope `internal`. */
export async function expiringCertificates(
  context: RequestContext,
  { country, asOf, withinDays }: ExpiringCertificatesRequest,
): Promise<ExpiringCertificates> {
  requireScope(context.caller, 'internal');
  const lastDay = dayAfter(asOf, withinDays);
  // `validTo` is the first day without: one that lapses on the last day is among them.
  const dates = { country, asOf, lastDay, expiringBefore: dayAfter(lastDay, 1) };
  const pagesOf = <Node>(operation: typeof OFFERS_OPERATION, field: string, variables: object) =>
    readPages<Node>(async (after) => {
      const { data } = await readGraph<Record<string, PageReading<Node> | null>>(context, operation, {
        ...variables,
        after,
      });
      return data?.[field] ?? null;
    });
  const [certificates, offers, applications] = await Promise.all([
    pagesOf<CertificateReading>(CERTIFICATES_OPERATION, 'certificates', {
      country,
      asOf,
      expiringBefore: dates.expiringBefore,
    }),
    pagesOf<OfferReading>(OFFERS_OPERATION, 'offers', { country, asOf, lastDay }),
    pagesOf<ApplicationReading>(APPLICATIONS_OPERATION, 'applications', { country }),
  ]);
  const ledger = new InputLedger();
  const first = certificates.nodes[0];
  note(ledger, 'certificates that lapse', certificates, first?.provenance);
  note(ledger, 'offers on sale', offers);
  note(ledger, 'open applications', applications);
  const unknown = offers.nodes.filter((offer) => offer.certificates === null || offer.variant === null).length;
  if (unknown > 0) ledger.missing('certificates of offers', `Those of ${unknown} offers are not known.`);
  ledger.missing('stock', 'No stock of cars is on file.');
  const concerned = concernedBy(certificates.nodes, offers.nodes, applications.nodes);
  const partnerIds = new Set(concerned.flatMap((one) => one.partnerIds));
  return {
    ...ledger.close(asOf),
    lastDay,
    certificates: [...concerned.filter(isFelt), ...concerned.filter((one) => !isFelt(one))].map((one) =>
      view(one, asOf),
    ),
    offersConcerned: new Set(concerned.flatMap((one) => one.offers.map(({ offerId }) => offerId))).size,
    applicationsConcerned: new Set(
      concerned.flatMap((one) => one.applications.map(({ applicationId }) => applicationId)),
    ).size,
    partners: [...partnerIds].sort().map((partnerId) => ({ partnerId })),
  };
}

function isFelt({ offers }: Concerned): boolean {
  return offers.length > 0;
}

function note(
  ledger: InputLedger,
  what: string,
  { nodes, complete }: PagesReading<unknown>,
  provenance?: CertificateReading['provenance'],
): void {
  ledger.used(what, nodes.length, provenance);
  if (!complete) ledger.missing(`further ${what}`, 'They are out of reach, or too many.');
}

function view(concerned: Concerned, asOf: string): ExpiringCertificate {
  const { certificate, offers, renewedOffers, applications, partnerIds } = concerned;
  const { certificateId, validTo } = certificate;
  return {
    certificate: { certificateId },
    validTo,
    daysLeft: Math.round((Date.parse(validTo) - Date.parse(asOf)) / DAY_MILLISECONDS),
    offers: offers.map(({ offerId }) => ({ offerId })),
    renewedOffers,
    applications: applications.map(({ applicationId }) => ({ applicationId })),
    partners: partnerIds.map((partnerId) => ({ partnerId })),
  };
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

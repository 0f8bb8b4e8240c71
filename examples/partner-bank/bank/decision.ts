import {
  type ApplicationDecision,
  ApplicationDocument,
  type ApplicationQuery,
  DecideApplicationDocument,
} from '../../../client/generated.js';
import { type TripodClient, TripodRequestError } from '../../../client/tripod-client.js';

type Application = NonNullable<ApplicationQuery['application']>;

/** A step that the bank takes. */
interface Step {
  readonly decision: ApplicationDecision;
  readonly reasonCodes: string[];
}

/** The bank's credit policy, where yours goes: from the reference it knows its customer, from the application the sum. */
export function nextStep({ status, principal }: Pick<Application, 'status' | 'principal'>, limit: number): Step | null {
  if (status === 'SUBMITTED') return { decision: 'IN_REVIEW', reasonCodes: [] };
  if (status !== 'IN_REVIEW') return null;
  // A comparison, no arithmetic: amounts are exact texts and must stay so.
  return Number(principal.amount) <= limit
    ? { decision: 'APPROVED', reasonCodes: [] }
    : { decision: 'DECLINED', reasonCodes: ['AMOUNT_TOO_HIGH'] };
}

/**
 * Takes an application as far as the bank can, from where it stands now. Version and key make repeats harmless: a webhook that
 * comes twice, a change feed that tells the same, a bank that died after the mutation and before it knew.
 */
export async function handleApplication(client: TripodClient, applicationId: string, limit: number): Promise<void> {
  for (;;) {
    const { application } = await client.request(ApplicationDocument, { applicationId });
    const step = application === null ? null : nextStep(application, limit);
    if (application === null || step === null) return;
    const { version } = application;
    try {
      await client.request(DecideApplicationDocument, {
        input: { applicationId, version, ...step, idempotencyKey: `decide-${applicationId}-${version}` },
      });
    } catch (error) {
      // Somebody was faster, such as a customer who withdrew: look again.
      if (!(error instanceof TripodRequestError && error.code === 'CONFLICT')) throw error;
      const { application: now } = await client.request(ApplicationDocument, { applicationId });
      if (now?.version === version && now.status === application.status) throw error;
    }
  }
}

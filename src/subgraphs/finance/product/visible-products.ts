import type { Caller } from '../../../kernel/caller.js';
import { validOn } from '../../../kernel/validity/validity.js';

/**
 * MongoDB filter for the products that a caller may see on the local date `asOf`: those on offer; a partner sees its
 * own drafts beside them, whatever their dates. The one place that decides it, for lists, ids and references alike.
 */
export function visibleTo(caller: Caller, asOf: string): Record<string, unknown> {
  const onOffer = { status: 'ACTIVE', ...validOn(asOf) };
  return caller.partnerId === null ? onOffer : { $or: [onOffer, { status: 'DRAFT', partnerId: caller.partnerId }] };
}

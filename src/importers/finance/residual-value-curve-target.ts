import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { PublishResidualValueCurveInput } from '../../subgraphs/finance/residual-value/publish-residual-value-curve.inputs.js';
import {
  checkResidualValueCurve,
  publishResidualValueCurve,
  residualValueCurveRecord,
} from '../../subgraphs/finance/residual-value/publish-residual-value-curve.service.js';
import {
  type ResidualValueCurveRecord,
  residualValueCurveModel,
} from '../../subgraphs/finance/residual-value/residual-value-curve.model.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable } from '../pipeline/draft-schema.js';
import type { ImportContext, ImportTarget } from '../pipeline/import-target.js';
import { isSameRow } from '../pipeline/upsert-rows.js';
import { DECIMAL, type DecimalDraft, OWN_WORD, PARTNER_DRAFT_PROPERTIES, type PartnerDraft } from './partner-draft.js';
import { acceptPartnerDrafts, type OwnedDraft, outcomeOf, partnerContext } from './partner-records.js';

/** A curve as `publishResidualValueCurve` takes it. */
interface ResidualValueCurveDraft extends PartnerDraft {
  readonly country: string;
  readonly variantId: string;
  readonly points: readonly { readonly months: number; readonly kmPerYear: number; readonly share: DecimalDraft }[];
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    country: COUNTRY_CODE,
    variantId: OWN_WORD,
    points: {
      type: 'array',
      minItems: 1,
      maxItems: 400,
      items: {
        type: 'object',
        properties: {
          months: { type: 'integer', minimum: 0, maximum: 360 },
          kmPerYear: { type: 'integer', minimum: 0, maximum: 500_000 },
          share: DECIMAL,
        },
        required: ['months', 'kmPerYear', 'share'],
        additionalProperties: false,
      },
    },
    validFrom: nullable(LOCAL_DATE),
    validTo: nullable(LOCAL_DATE),
    ...PARTNER_DRAFT_PROPERTIES,
  },
  required: ['country', 'variantId', 'points'],
  additionalProperties: false,
};

/** Residual values by partners: collection `residual_value_curves`, by the mutation `publishResidualValueCurve`. */
export const RESIDUAL_VALUE_CURVE_TARGET: ImportTarget = {
  name: 'residual-value-curves',
  description: 'What a partner takes cars to be worth: a new version where it differs from the newest one',
  draftSchema: DRAFT_SCHEMA,
  ofPartners: true,
  write: (context, records) =>
    acceptPartnerDrafts<ResidualValueCurveDraft>(context, DRAFT_SCHEMA, records, async (owned) => {
      const outcomes = [];
      for (const one of owned) outcomes.push(await outcomeOf(() => publish(context, one)));
      return outcomes;
    }),
};

async function publish(
  context: ImportContext,
  { draft, partnerId }: OwnedDraft<ResidualValueCurveDraft>,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { database } = context;
  const partner = partnerContext(context, partnerId);
  const input = inputOf(draft);
  checkResidualValueCurve(input, partner.today);
  const { country, variantId } = input;
  const newest = await database
    .model(residualValueCurveModel, database.clusters.clusterOf(country))
    .findOne({ country, variantId, partnerId })
    .sort({ version: -1 })
    .lean<ResidualValueCurveRecord | null>();
  if (newest !== null) {
    // A file that names no first day means "from now on", and says nothing new on another day.
    const again = { ...input, validFrom: input.validFrom ?? newest.validFrom };
    const same = residualValueCurveRecord(again, partnerId, newest.version, partner.today);
    if (isSameRow(content(newest), content(same))) return 'unchanged';
  }
  if (!context.dryRun) await publishResidualValueCurve(partner, input);
  return newest === null ? 'created' : 'updated';
}

/** What a partner says of a variant, whoever said it and when. */
function content({ points, validFrom, validTo }: ResidualValueCurveRecord): unknown {
  return { points, validFrom, validTo };
}

function inputOf({
  country,
  variantId,
  points,
  validFrom,
  validTo,
}: ResidualValueCurveDraft): PublishResidualValueCurveInput {
  return {
    country,
    variantId,
    points: points.map((point) => ({ ...point, share: new Decimal(point.share) })),
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
    idempotencyKey: randomUUID(),
  };
}

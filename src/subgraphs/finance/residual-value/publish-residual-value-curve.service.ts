import { Types } from 'mongoose';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { nextSequence } from '../../../database/sequence.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { requirePartner } from '../caller-rights.js';
import { appendEvent } from '../event/append-event.js';
import type { PublishResidualValueCurveInput } from './publish-residual-value-curve.inputs.js';
import { residualValueCurveView } from './residual-value.service.js';
import type { ResidualValueCurve } from './residual-value.type.js';
import { type ResidualValueCurveRecord, residualValueCurveModel } from './residual-value-curve.model.js';
import { gridProblems } from './residual-value-grid.js';

/**
 * Publishes a new version of what the caller takes a variant to be worth in a country; it is never changed again.
 * BAD_USER_INPUT names every point that is wrong or missing.
 */
export async function publishResidualValueCurve(
  context: DataContext,
  input: PublishResidualValueCurveInput,
): Promise<ResidualValueCurve> {
  const { database, caller, today } = context;
  const partnerId = requirePartner(caller);
  checkResidualValueCurve(input, today);
  const { country, idempotencyKey, ...body } = input;
  const variantId = naturalKey('VehicleVariant', input.variantId);
  const cluster = database.clusters.clusterOf(country);
  const plain = JSON.parse(JSON.stringify({ country, ...body }));
  const request = { caller, key: idempotencyKey, operation: 'publishResidualValueCurve', body: plain };
  const curveId = await orUnavailable(country, () =>
    once(database, cluster, request, async (session) => {
      const series = `${country}:${partnerId}:${variantId}`;
      const model = database.model(residualValueCurveModel, cluster);
      // Writers of one series wait for each other here; versions before the counter came with the seeds.
      await nextSequence(database, cluster, session, `residual_value_curves:${series}`);
      const last = await model
        .findOne({ country, variantId, partnerId }, { version: 1 }, { session })
        .sort({ version: -1 })
        .lean<{ version: number } | null>();
      const version = (last?.version ?? 0) + 1;
      const record = residualValueCurveRecord({ ...input, variantId }, partnerId, version, today);
      await model.create([record], { session });
      await appendAudit(database, cluster, session, context, {
        action: 'publishResidualValueCurve',
        subject: `ResidualValueCurve:${record._id}`,
        body: plain,
      });
      await appendEvent(database, cluster, session, {
        partnerId,
        country,
        type: 'residualValueCurve.published',
        subjectType: 'ResidualValueCurve',
        subjectId: record._id,
        version,
        status: null,
        at: new Date(),
      });
      return record._id;
    }),
  );
  const stored = await database
    .model(residualValueCurveModel, cluster)
    .findById(curveId)
    .lean<ResidualValueCurveRecord>()
    .orFail();
  return residualValueCurveView(stored);
}

/** Refuses a curve that contradicts itself, with every point at fault. */
export function checkResidualValueCurve(
  { points, validFrom, validTo }: PublishResidualValueCurveInput,
  today: string,
): void {
  if (validTo && validTo <= (validFrom ?? today)) throw badUserInput('validTo', 'must come after validFrom');
  const problems = gridProblems(points).map(({ at, constraint }) => ({ field: `points[${at}]`, constraint }));
  const [first] = problems;
  if (first !== undefined) throw badUserInput(first.field, first.constraint, { problems });
}

/** The row of a version that has been checked. */
export function residualValueCurveRecord(
  { country, variantId, points, validFrom, validTo }: PublishResidualValueCurveInput,
  partnerId: string,
  version: number,
  today: string,
): ResidualValueCurveRecord {
  const _id = `${country}:${partnerId}:${variantId}:${version}`;
  return {
    _id,
    curveId: _id,
    partnerId,
    country,
    variantId,
    version,
    points: points.map(({ months, kmPerYear, share }) => ({
      months,
      kmPerYear,
      share: Types.Decimal128.fromString(share.toFixed()),
    })),
    validFrom: validFrom ?? today,
    validTo: validTo ?? null,
    provenance: {
      source: { system: `partner ${partnerId}`, recordId: _id, licence: 'LicenseRef-partner', fetchedAt: today },
      confidence: 'HIGH',
      conflicts: [],
    },
  };
}

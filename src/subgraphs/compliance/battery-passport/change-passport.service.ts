import { appendAudit } from '../../../database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { requireScope } from '../../../kernel/caller.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { batteryPassportModel } from './battery-passport.model.js';
import { findPassport } from './battery-passport.service.js';
import type { BatteryPassport } from './battery-passport.type.js';
import { footprintFault } from './carbon-footprint.js';
import type { DeclareCarbonFootprintInput, LinkBatteryPassportInput } from './change-passport.inputs.js';

/**
 * Writes the carbon footprint of a passport. Needs the scope `internal`. BAD_USER_INPUT for stages that do not sum to the total within
 * 0.5 %; NOT_FOUND for a passport that is not kept here.
 */
export function declareCarbonFootprint(
  context: DataContext,
  {
    idempotencyKey,
    passportId,
    studyUrl,
    performanceClass,
    total,
    stages,
    manufacturingPlants,
  }: DeclareCarbonFootprintInput,
  fields: FieldNames,
): Promise<BatteryPassport> {
  requireScope(context.caller, 'internal');
  const fault = footprintFault(total, stages);
  if (fault !== null) throw badUserInput(`input.${fault.field}`, fault.message);
  const footprint = {
    total,
    stages: stages.map(({ stage, value }) => ({ stage, value })),
    performanceClass: performanceClass ?? null,
    manufacturingPlants,
    declaration: [],
    rulebook: [],
    study: studyUrl ? [{ header: null, content: studyUrl, contentType: 'URL' }] : [],
  };
  const change = { 'sustainability.carbonFootprint': footprint };
  return changePassport(context, { action: 'declareCarbonFootprint', passportId, change, idempotencyKey }, fields);
}

/**
 * Says which variant a battery is built into, or that nobody knows. Needs the scope `internal`. Whether there is such a variant is known
 * to another subgraph, and is not checked here. NOT_FOUND for a passport that is not kept here.
 */
export function linkBatteryPassport(
  context: DataContext,
  { idempotencyKey, passportId, variantId }: LinkBatteryPassportInput,
  fields: FieldNames,
): Promise<BatteryPassport> {
  requireScope(context.caller, 'internal');
  const change = { variantId: variantId ? naturalKey('VehicleVariant', variantId) : null };
  return changePassport(context, { action: 'linkBatteryPassport', passportId, change, idempotencyKey }, fields);
}

interface PassportChange {
  readonly action: string;
  readonly passportId: string;
  readonly change: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

/** Changes a passport in one transaction with its audit record, and reads it as the caller may see it. */
async function changePassport(
  context: DataContext,
  { action, passportId: id, change, idempotencyKey: key }: PassportChange,
  fields: FieldNames,
): Promise<BatteryPassport> {
  const { database, caller } = context;
  const passportId = naturalKey('BatteryPassport', id);
  const body = { passportId, ...change };
  await orUnavailable(null, () =>
    once(database, DEFAULT_CLUSTER, { caller, key, operation: action, body }, async (session) => {
      const { matchedCount } = await database
        .model(batteryPassportModel)
        .updateOne({ _id: passportId }, { $set: change }, { session });
      if (matchedCount === 0) throw new TripodError('NOT_FOUND', 'There is no such battery passport.');
      await appendAudit(database, DEFAULT_CLUSTER, session, context, {
        action,
        subject: `BatteryPassport:${passportId}`,
        body,
      });
      return passportId;
    }),
  );
  const passport = await findPassport(context, passportId, fields);
  if (passport === null) throw new TripodError('NOT_FOUND', 'There is no such battery passport.');
  return passport;
}

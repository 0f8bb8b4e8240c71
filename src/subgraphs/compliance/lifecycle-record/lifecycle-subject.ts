import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { LifecycleSubjectInput } from './lifecycle-record.inputs.js';
import { LifecycleSubjectKind } from './lifecycle-vocabularies.js';

/**
 * The subject with its natural key, whatever form its id was given in. BAD_USER_INPUT for a vehicle that is not named by the
 * hash of its VIN: a VIN is personal data, and is not kept.
 */
export function checkedSubject({ kind, id }: LifecycleSubjectInput, field: string): LifecycleSubjectInput {
  switch (kind) {
    case LifecycleSubjectKind.BATTERY:
      return { kind, id: naturalKey('BatteryPassport', id) };
    case LifecycleSubjectKind.VEHICLE_VARIANT:
      return { kind, id: naturalKey('VehicleVariant', id) };
    case LifecycleSubjectKind.VEHICLE:
      if (!/^[0-9a-f]{64}$/.test(id)) {
        throw badUserInput(`${field}.id`, 'must be the SHA-256 of the VIN in 64 hexadecimal digits, in lower case');
      }
      return { kind, id };
    case LifecycleSubjectKind.PLANT:
      return { kind, id };
  }
}

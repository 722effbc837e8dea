import {
  type Caller,
  canManageLocks,
  MANAGE_LOCKS,
  OVERRIDE_LOCKS,
  type Permission,
} from './caller';
import { type InputProblem } from './lock-key';
import { type BadInput, type PermissionMissing } from './lock-result';

/** The refusal of a caller without this permission. */
export function lacking(permission: Permission): PermissionMissing {
  return { kind: 'permissionMissing', permission };
}

/** The refusal of a caller who lacks one of the permissions to override, the first one missing. */
export function lackingToOverride(caller: Caller): PermissionMissing {
  return lacking(canManageLocks(caller) ? OVERRIDE_LOCKS : MANAGE_LOCKS);
}

/** The refusal of an input that cannot be used. */
export function badInput(problem: InputProblem): BadInput {
  return { kind: 'badInput', problem };
}

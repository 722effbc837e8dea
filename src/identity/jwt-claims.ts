import { type Caller } from '../domain/caller';
import { fieldOf, valuesAt } from './field-path';
import { permissionNames } from './permission-names';
import { isWellFormed, toWellFormed } from './well-formed';

/** The claims that say who a token belongs to; names of claims, or dotted paths into them. */
export interface ClaimNames {
  readonly id: string;
  readonly name: string;
  /** A list of texts or objects with a `name`, or one text with spaces between the permissions. */
  readonly permissions: string;
}

/** The caller that verified claims describe, undefined when they carry no id. */
export function readClaims(claims: object, names: ClaimNames): Caller | undefined {
  const [id] = claimValues(claims, names.id);
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return undefined;
  if (!isWellFormed(String(id))) return undefined;
  const [name] = claimValues(claims, names.name);
  const permissions = permissionNames(claimValues(claims, names.permissions));
  return {
    id: String(id),
    username: typeof name === 'string' && name !== '' ? toWellFormed(name) : String(id),
    permissions: permissions.flatMap((text) => text.split(' ')).filter(Boolean),
  };
}

/** A claim may be named by an address, dots and all, so the whole name comes first. */
function claimValues(claims: object, name: string): unknown[] {
  const whole = fieldOf(claims, name);
  return whole === undefined ? valuesAt(claims, name.split('.')) : valuesAt(whole, []);
}

import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { fieldOf, valuesAt } from '../field-path';
import { claimIdText } from '../id-text';
import { permissionNames } from '../permission-names';

/** The claims that say who a token belongs to; names of claims, or dotted paths into them. */
export interface ClaimNames {
  readonly id: string;
  readonly name: string;
  /** A list of texts or objects with a `name`, or one text with spaces between the permissions. */
  readonly permissions: string;
}

/** Who a token says it belongs to. */
export interface ClaimedCaller extends Caller {
  /** The id as it stands in the token. */
  readonly claimedId: string | number;
}

/** The caller that verified claims describe, undefined when they carry no id. */
export function readClaims(claims: object, names: ClaimNames): ClaimedCaller | undefined {
  const [claimedId] = claimValues(claims, names.id);
  const id = claimIdText(claimedId);
  if (id === undefined) return undefined;
  const [name] = claimValues(claims, names.name);
  const permissions = permissionNames(claimValues(claims, names.permissions));
  return {
    id,
    claimedId: claimedId as string | number,
    username: displayName(name, id),
    permissions: permissions.flatMap((text) => text.split(' ')).filter(Boolean),
  };
}

/** A claim may be named by an address, dots and all, so the whole name comes first. */
function claimValues(claims: object, name: string): unknown[] {
  const whole = fieldOf(claims, name);
  return whole === undefined ? valuesAt(claims, name.split('.')) : valuesAt(whole, []);
}

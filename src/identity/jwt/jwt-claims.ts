import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { fieldOf, valuesAt } from '../field-path';
import { claimIdText } from '../id-text';
import { permissionNames } from '../permission-names';

/** The claims that identify the user of a token: names of claims or dotted paths. */
export interface ClaimNames {
  readonly id: string;
  readonly name: string;
  /** A list of strings or objects with a `name`, or one string of space-separated permissions. */
  readonly permissions: string;
}

/** The user that a token claims. */
export interface ClaimedCaller extends Caller {
  /** The id exactly as in the token. */
  readonly claimedId: string | number;
}

/** The caller that verified claims describe; undefined if they contain no valid id. */
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

/** A claim can be named by a URL, which contains dots, so the whole name is tried first. */
function claimValues(claims: object, name: string): unknown[] {
  const whole = fieldOf(claims, name);
  return whole === undefined ? valuesAt(claims, name.split('.')) : valuesAt(whole, []);
}

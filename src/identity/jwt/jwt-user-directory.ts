import { type Caller, type LookUpTerms } from '../../domain/caller';
import { type ClaimNames, readClaims } from './jwt-claims';
import { type VerifyJwt } from './jwt-verifier';
import { type SingleUserDirectory } from '../user-directory';
import { type UsersById } from '../mongo/users-by-id';

/** Which fields of a caller are taken from the collection of users instead of the token. */
export interface UserMustExist {
  readonly users: Pick<UsersById, 'find'>;
  readonly takesName: boolean;
  readonly takesPermissions: boolean;
}

export interface JwtUserDirectoryOptions {
  readonly verify: VerifyJwt;
  readonly claims: ClaimNames;
  /** Undefined: the token alone is decisive until it expires. */
  readonly mustExist?: UserMustExist | undefined;
}

/**
 * Resolves signed tokens by their own claims. With `mustExist`, a deleted user is unknown from the
 * next request on; without it, the claims are valid until the token expires.
 */
export class JwtUserDirectory implements SingleUserDirectory {
  constructor(private readonly options: JwtUserDirectoryOptions) {}

  async findByToken(token: string, terms?: LookUpTerms): Promise<Caller | undefined> {
    const { verify, claims: names, mustExist } = this.options;
    const claims = await verify(token);
    const claimed = claims && readClaims(claims, names);
    if (!claimed) return undefined;
    const { claimedId, ...caller } = claimed;
    if (!mustExist) return caller;
    const user = await mustExist.users.find(claimedId, terms);
    return (
      user && {
        id: user.id,
        username: mustExist.takesName ? user.username : caller.username,
        permissions: mustExist.takesPermissions ? user.permissions : caller.permissions,
      }
    );
  }
}

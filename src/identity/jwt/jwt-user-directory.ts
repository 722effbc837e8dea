import { type Caller, type LookUpTerms } from '../../domain/caller';
import { type ClaimNames, readClaims } from './jwt-claims';
import { type VerifyJwt } from './jwt-verifier';
import { type SingleUserDirectory } from '../user-directory';
import { type UsersById } from '../mongo/users-by-id';

/** What of a caller comes from the collection of the users rather than from the token. */
export interface UserMustExist {
  readonly users: Pick<UsersById, 'find'>;
  readonly takesName: boolean;
  readonly takesPermissions: boolean;
}

export interface JwtUserDirectoryOptions {
  readonly verify: VerifyJwt;
  readonly claims: ClaimNames;
  /** Undefined: the token alone counts until it expires. */
  readonly mustExist?: UserMustExist | undefined;
}

/**
 * Refresh tokens that are signed and say themselves whose they are. With `mustExist` a user who was
 * removed is nobody from the next request on; without, what the token says holds until it expires.
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

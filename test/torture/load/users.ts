import { seedUsersAt, tokenOf } from '../../support/test-users';

/** A user of the load and the refresh token that the harness knows. */
export interface LoadUser {
  readonly name: string;
  readonly refreshToken: string;
  readonly permissions: readonly string[];
}

/** A user of the harness, by its name. */
export function userOf(name: string, permissions: readonly string[]): LoadUser {
  return { name, refreshToken: tokenOf(name), permissions };
}

/** sam may override; the others only manage their own. */
export const LOAD_USERS: readonly LoadUser[] = [
  userOf('alice', ['manage-locks']),
  userOf('bob', ['manage-locks']),
  userOf('sam', ['manage-locks', 'override-locks']),
  ...Array.from({ length: 5 }, (_, index) => userOf(`load-${index + 1}`, ['manage-locks'])),
];

/** Writes the users into the collection the gateway reads them from; acknowledged by the majority. */
export async function insertUsers(uri: string, users: readonly LoadUser[]): Promise<void> {
  await seedUsersAt(uri, Object.fromEntries(users.map((user) => [user.name, user.permissions])));
}

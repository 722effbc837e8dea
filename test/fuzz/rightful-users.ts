import { hashToken } from '../../src/identity/token-hash';
import { tokenOf } from '../support/test-users';
import { HOSTILE_USER, HOSTILE_USER_WITHOUT_PERMISSION } from './hostile-users';

/** The users whose answers must be right, in time and theirs, whatever others send. */
export const RIGHTFUL_NAMES = ['rita', 'rob', 'ron', 'ruth'] as const;
export type RightfulName = (typeof RIGHTFUL_NAMES)[number];

/** Ids that another stored type can be taken for: a number's text and an ObjectId's. */
export const NUMERIC_ID = '5';
export const HEX_ID = '66f2a4c1b7d8e90012345678';

const IDS: Readonly<Record<RightfulName, string>> = {
  rita: NUMERIC_ID,
  rob: HEX_ID,
  ron: 'user-ron',
  ruth: 'user-ruth',
};

/** The route in which each rightful user holds the record of their own name for the whole run. */
export const SHARED_ROUTE = 'shared';
/** A record that is held for the whole run by somebody other than the hostile callers. */
export const HELD_RECORD = { route: SHARED_ROUTE, id: RIGHTFUL_NAMES[0] } as const;

/** The documents of all users that are well formed, each with a session that outlasts the run. */
export function wellFormedUsers(): {
  _id: string;
  username: string;
  permissions: string[];
  sessions: { tokenHash: string; expiresAt: Date }[];
}[] {
  const expiresAt = new Date(Date.now() + 24 * 60 * 60_000);
  const user = (_id: string, username: string, permissions: string[]) => ({
    ...{ _id, username, permissions },
    sessions: [{ tokenHash: hashToken(tokenOf(username)), expiresAt }],
  });
  return [
    ...RIGHTFUL_NAMES.map((name) => user(IDS[name], name, ['manage-locks'])),
    user('user-mallory', HOSTILE_USER, ['manage-locks']),
    user('user-eve', HOSTILE_USER_WITHOUT_PERMISSION, []),
  ];
}

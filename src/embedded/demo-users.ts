import { hashToken } from '../identity/token-hash';

const sessionMs = 365 * 24 * 60 * 60 * 1000;

/** A person to try the gateway with; `token` is the value of the refreshToken cookie. */
export interface DemoUser {
  username: string;
  token: string;
  permissions: readonly string[];
}

/** The people of the embedded database: two editors, one who may override, one who may nothing. */
export const demoUsers: readonly DemoUser[] = [
  { username: 'alice', token: 'demo-alice', permissions: ['manage-locks'] },
  { username: 'bob', token: 'demo-bob', permissions: ['manage-locks'] },
  { username: 'sam', token: 'demo-sam', permissions: ['manage-locks', 'override-locks'] },
  { username: 'eve', token: 'demo-eve', permissions: [] },
];

/** A document of the `users` collection as the demo users have it. */
export interface DemoUserDocument {
  _id: string;
  username: string;
  permissions: string[];
  sessions: { tokenHash: string; expiresAt: Date }[];
}

/** What is needed of the `users` collection to write demo users into it. */
export interface DemoUserCollection {
  bulkWrite(
    operations: {
      replaceOne: {
        filter: { _id: string };
        replacement: Omit<DemoUserDocument, '_id'>;
        upsert: true;
      };
    }[],
  ): Promise<unknown>;
}

/** Makes the demo users be there as `demoUsers` says, with sessions that last a year from now; safe to repeat. */
export async function ensureDemoUsers(collection: DemoUserCollection): Promise<void> {
  const expiresAt = new Date(Date.now() + sessionMs);
  await collection.bulkWrite(
    demoUsers.map(({ username, token, permissions }) => ({
      replaceOne: {
        filter: { _id: `user-${username}` },
        replacement: {
          username,
          permissions: [...permissions],
          sessions: [{ tokenHash: hashToken(token), expiresAt }],
        },
        upsert: true,
      },
    })),
  );
}

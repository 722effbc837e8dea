import fc from 'fast-check';
import { type mongo } from 'mongoose';
import { USERS_COLLECTION } from '../../src/embedded/demo-users';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { bodyCalls } from './body-grammar';
import { cookieCalls } from './cookie-grammar';
import { documentCalls } from './document-grammar';
import { headerCalls } from './header-grammar';
import { FAMILIES, type Family, type HostileCall } from './hostile-call';
import { SHARED_ROUTE, wellFormedUsers } from './rightful-users';
import { malformedLock, misnamedLock, type StoredLock, storedLockCalls } from './stored-locks';
import { rivals, storedUser, storedUserCalls, type StoredUser } from './stored-users';
import { methodCalls, targetCalls } from './target-grammar';

/** What lies in the database while a round lasts, and what is sent. */
export interface Round {
  readonly family: Family;
  readonly users: readonly StoredUser[];
  readonly locks: readonly StoredLock[];
  readonly calls: readonly HostileCall[];
}

const STORED_USERS = 40;
const STORED_LOCKS = 24;

/** Makes the n-th round of a family; the same seed, family and number make the same round. */
export function makeRound(options: {
  family: Family;
  nth: number;
  seed: number;
  count: number;
}): Round {
  const { family, nth, count } = options;
  const seed = options.seed + nth * FAMILIES.length + FAMILIES.indexOf(family);
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns = 1): Value[] =>
    fc.sample(arbitrary, { seed, numRuns });
  const round = (calls: fc.Arbitrary<HostileCall>, stored: Partial<Round> = {}): Round => ({
    ...{ family, users: [], locks: [], calls: sample(calls, count) },
    ...stored,
  });
  switch (family) {
    case 'cookies':
      return round(cookieCalls);
    case 'headers':
      return round(headerCalls);
    case 'targets':
      return round(targetCalls);
    case 'methods':
      return round(methodCalls);
    case 'bodies':
      return round(bodyCalls);
    case 'documents':
      return round(documentCalls);
    case 'storedUsers': {
      const odd = Array.from({ length: STORED_USERS }, (_, n) => storedUser(n));
      const users = [...sample(fc.tuple(...odd))[0]!, ...rivals(STORED_USERS)];
      return round(storedUserCalls(users.length), { users });
    }
    case 'storedLocks': {
      const odd = Array.from({ length: STORED_LOCKS }, (_, n) =>
        n % 3 === 0 ? fc.constant(n).map(misnamedLock) : malformedLock(n),
      );
      const locks = sample(fc.tuple(...odd))[0]!;
      return round(storedLockCalls(locks.length), { locks });
    }
  }
}

/** Puts the documents of a round into the database; removes those of the round before. */
export async function storeRound(
  database: mongo.Db,
  { users, locks }: Pick<Round, 'users' | 'locks'>,
): Promise<void> {
  // Ids of users are of any type here, which the driver's own types do not allow for.
  const allUsers = database.collection<{ _id: string }>(USERS_COLLECTION);
  const allLocks = database.collection<{ _id: string }>(LOCKS_COLLECTION);
  await allUsers.deleteMany({ _id: { $nin: wellFormedUsers().map(({ _id }) => _id) } });
  await allLocks.deleteMany({ route: SHARED_ROUTE, resourceId: /^~/ });
  if (users.length > 0) await allUsers.insertMany(users as { _id: string }[]);
  if (locks.length > 0) await allLocks.insertMany([...locks]);
}

import { USERS_COLLECTION, type UserDocument } from '../../src/embedded/demo-users';
import { hashToken } from '../../src/identity/token-hash';
import { type TestGateway } from '../support/start-test-gateway';
import { TEST_USERS, tokenOf } from '../support/test-users';
import { type ContractCase } from './contract-case';
import { type Door, DOORS, type HttpSender } from './doors';

/** The stored data that the contract cases read and change. */
export type ContractStore = Pick<TestGateway, 'database' | 'locks'>;

/** The door of the preparing calls, and the door of the call under test. */
export interface Way {
  readonly first: Door;
  readonly then: Door;
}

/** Every pair of doors. */
export const WAYS: readonly Way[] = DOORS.flatMap((first) =>
  DOORS.map((then) => ({ first, then })),
);

/** Gives alice the expired session that the cases use; once per database. */
export async function addExpiredSession({ database }: ContractStore): Promise<void> {
  const expired = { tokenHash: hashToken(tokenOf('expired-session')), expiresAt: new Date(0) };
  await database
    .collection<UserDocument>(USERS_COLLECTION)
    .updateOne({ username: 'alice' }, { $push: { sessions: expired } });
}

/** Removes all locks and restores the permissions that a case took from alice. */
export async function resetStore(store: ContractStore): Promise<void> {
  await Promise.all([
    store.locks.deleteMany({}),
    setPermissions(store, { username: 'alice', permissions: TEST_USERS.alice }),
  ]);
}

/** Makes the calls of one case; `seen` must equal `expected`. */
export async function runCase(options: {
  store: ContractStore;
  sender: HttpSender;
  way: Way;
  contractCase: Omit<ContractCase, 'held'>;
}): Promise<{ seen: unknown; expected: unknown }> {
  const { store, sender, way } = options;
  const { given, when, then } = options.contractCase;
  for (const step of given) {
    if (step.does === 'loses manage-locks') {
      await setPermissions(store, { username: step.as, permissions: [] });
    } else await way.first.call(sender, step);
  }
  return { seen: await way.then.call(sender, when), expected: way.then.expected(then) };
}

/** The locks held now: identifier and holder. */
export async function heldLocks({ locks }: ContractStore): Promise<Record<string, string>> {
  const held = await locks.find({ status: 'held' }).toArray();
  return Object.fromEntries(held.map(({ _id, holder }) => [_id, holder.username]));
}

async function setPermissions(
  { database }: ContractStore,
  { username, permissions }: { username: string; permissions: readonly string[] },
): Promise<void> {
  await database
    .collection<UserDocument>(USERS_COLLECTION)
    .updateOne({ username }, { $set: { permissions: [...permissions] } });
}

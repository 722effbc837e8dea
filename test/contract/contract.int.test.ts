import { type mongo } from 'mongoose';
import { USERS_COLLECTION, type UserDocument } from '../../src/identity/mongo-user-directory';
import { hashToken } from '../../src/identity/token-hash';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { TEST_USERS, tokenOf } from '../support/test-users';
import { type ContractCase } from './contract-case';
import { DOORS } from './doors';
import { LOCK_CASES } from './lock-cases';
import { ACCEPTED_NAME_CASES, NAME_CASES, REFUSED_NAME_CASES } from './name-cases';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  const expired = { tokenHash: hashToken(tokenOf('expired-session')), expiresAt: new Date(0) };
  await users().updateOne({ username: 'alice' }, { $push: { sessions: expired } });
});

afterAll(() => gateway.stop());

afterEach(async () => {
  await gateway.locks.deleteMany({});
  await setPermissions('alice', TEST_USERS.alice);
});

const ways = DOORS.flatMap((first) => DOORS.map((then) => ({ first, then })));

describe.each(ways)('after $first.name, through $then.name', (way) => {
  it.each([...LOCK_CASES, ...REFUSED_NAME_CASES, ...ACCEPTED_NAME_CASES])(
    '$name [$id]',
    async (contractCase) => {
      await run(way, contractCase);
      expect(await heldLocks()).toEqual(contractCase.held);
    },
  );

  it.each(NAME_CASES)('$name [$id]', (contractCase) => run(way, contractCase));
});

async function run(
  way: (typeof ways)[number],
  { given, when, then }: Omit<ContractCase, 'held'>,
): Promise<void> {
  for (const step of given) {
    if (step.does === 'loses manage-locks') await setPermissions(step.as, []);
    else await way.first.call(gateway, step);
  }
  expect(await way.then.call(gateway, when)).toEqual(way.then.expected(then));
}

async function heldLocks(): Promise<Record<string, string>> {
  const held = await gateway.locks.find({ status: 'held' }).toArray();
  return Object.fromEntries(held.map(({ _id, holder }) => [_id, holder.username]));
}

function users(): mongo.Collection<UserDocument> {
  return gateway.database.collection<UserDocument>(USERS_COLLECTION);
}

async function setPermissions(username: string, permissions: readonly string[]): Promise<void> {
  await users().updateOne({ username }, { $set: { permissions: [...permissions] } });
}

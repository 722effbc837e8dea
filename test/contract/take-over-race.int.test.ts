import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

const ROUNDS = 200;
const LIMIT_MS = 180_000;
const FIELDS = 'lock { fencingToken holder { username } }';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Answer {
  __typename: string;
  lock?: { fencingToken: number; holder: { username: string } } | null;
}

async function mutate(user: string, call: string, result?: string): Promise<Answer> {
  const fields = result ? `... on ${result} { ${FIELDS} }` : '';
  const query = `mutation { answer: ${call} { __typename ${fields} } }`;
  const { text } = await gateway.postGraphQL(user, { query });
  return (JSON.parse(text) as { data: { answer: Answer } }).data.answer;
}

const acquire = (user: string): Promise<Answer> =>
  mutate(user, 'acquireLock(route: "volume", id: "1")', 'LockAcquired');
const renew = (user: string, token: number): Promise<Answer> =>
  mutate(user, `renewLock(route: "volume", id: "1", fencingToken: ${token})`, 'LockRenewed');
const takeOver = (user: string): Promise<Answer> =>
  mutate(user, 'takeOverLock(route: "volume", id: "1")', 'LockTakenOver');
const remove = (user: string): Promise<Answer> =>
  mutate(user, 'removeLock(route: "volume", id: "1")');

test(
  'a take-over among acquires and renewals always wins, and no other caller gets a false success',
  async () => {
    let largest = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const held = await acquire('alice');
      const token = held.lock!.fencingToken;
      expect(token).toBeGreaterThan(largest);
      const [bobs, alices, sams, bobsSecond, alicesSecond] = await Promise.all([
        acquire('bob'),
        renew('alice', token),
        takeOver('sam'),
        acquire('bob'),
        renew('alice', token),
      ]);
      expect(sams).toMatchObject({
        __typename: 'LockTakenOver',
        lock: { holder: { username: 'sam' } },
      });
      largest = sams.lock!.fencingToken;
      expect(largest).toBeGreaterThan(token);
      expect([bobs.__typename, bobsSecond.__typename]).toEqual(['LockConflict', 'LockConflict']);
      for (const renewal of [alices, alicesSecond]) {
        expect(['LockRenewed', 'LockLost']).toContain(renewal.__typename);
        // A renewal before the take-over renewed alice's own grant.
        if (renewal.__typename === 'LockRenewed') expect(renewal.lock!.fencingToken).toBe(token);
      }
      // The old token is invalid at once, and for good.
      expect((await renew('alice', token)).__typename).toBe('LockLost');
      expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(1);
      expect((await remove('sam')).__typename).toBe('LockRemoved');
    }
  },
  LIMIT_MS,
);

import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

/** Raced over at once, so that changes of different records share batches as well. */
const RECORDS = ['1', '2', '3', '4'];
const ROUNDS = 50;
const LIMIT_MS = 600_000;
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

/** The calls for one record. */
function callsFor(id: string) {
  const record = `route: "volume", id: "${id}"`;
  return {
    acquire: (user: string) => mutate(user, `acquireLock(${record})`, 'LockAcquired'),
    renew: (user: string, token: number) =>
      mutate(user, `renewLock(${record}, fencingToken: ${token})`, 'LockRenewed'),
    takeOver: (user: string) => mutate(user, `takeOverLock(${record})`, 'LockTakenOver'),
    remove: (user: string) => mutate(user, `removeLock(${record})`),
  };
}

async function race(id: string): Promise<void> {
  const { acquire, renew, takeOver, remove } = callsFor(id);
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
    expect(await gateway.locks.countDocuments({ resourceId: id, status: 'held' })).toBe(1);
    expect((await remove('sam')).__typename).toBe('LockRemoved');
  }
}

test(
  'a take-over among acquires and renewals always wins, and no other caller gets a false success',
  () => Promise.all(RECORDS.map(race)),
  LIMIT_MS,
);

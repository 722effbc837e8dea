import { NeedsReplicaSet, Overloaded, Unavailable } from '../../../src/domain/errors';
import { startMemoryDoors, type MemoryDoors } from '../../support/memory-doors';

let doors: MemoryDoors;

beforeEach(async () => {
  doors = await startMemoryDoors();
});
afterEach(() => doors.stop());

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { path: unknown; message: string; extensions: unknown }[];
}

async function post(query: string): Promise<Answer> {
  const answer = await fetch(`${doors.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as Answer;
}

/** Every change of this record fails. */
function failFor(resourceId: string, error: Error): void {
  const change = doors.store.change.bind(doors.store);
  doors.store.change = (key, transition) =>
    key.resourceId === resourceId ? Promise.reject(error) : change(key, transition);
}

const REMOVE_TWO =
  'mutation { removeLocks(items: [{ route: "r", id: "1" }, { route: "r", id: "2" }]) { __typename } }';

it.each([
  ['was not tried', new Overloaded('full'), 'SERVICE_UNAVAILABLE', 0],
  ['has no known outcome', new Unavailable('away'), 'INTERNAL_SERVER_ERROR', 1],
])('one change that %s is an error at its place alone', async (_name, error, code, faults) => {
  failFor('1', error);
  const answered = doors.nextAnswered();
  const { data, errors } = await post(REMOVE_TWO);
  expect(data).toEqual({ removeLocks: [null, { __typename: 'LockNotFound' }] });
  expect(errors).toMatchObject([
    { path: ['removeLocks', 0], extensions: { code, retryable: true } },
  ]);
  expect(doors.faults).toHaveLength(faults);
  expect(await answered).toMatchObject({ operation: 'removeLocks', outcome: 'removedMany' });
});

it('a standalone is named where all or none is asked for, and is no fault; AVAILABLE works there', async () => {
  doors.store.changeAll = () => Promise.reject(new NeedsReplicaSet('code 20 of mongod'));
  const acquire = (mode: string): Promise<Answer> =>
    post(`mutation { acquireLocks(items: [{ route: "r", id: 1 }], mode: ${mode}) { complete } }`);
  const { data, errors } = await acquire('ALL');
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/needs MongoDB as a replica set.*mode: AVAILABLE/) as string,
      extensions: { code: 'REPLICA_SET_REQUIRED' },
    },
  ]);
  expect(JSON.stringify(errors)).not.toContain('mongod');
  expect(doors.faults).toEqual([]);
  expect((await acquire('AVAILABLE')).data).toEqual({ acquireLocks: { complete: true } });
});

it('removes by session each record once for each session that is named', async () => {
  const acquire = `mutation { acquireLock(route: "r", id: "1", sessionId: "tab-2") { __typename } }`;
  await post(acquire);
  const removal = (sessionId: string): string =>
    `{ route: "r", id: "1", sessionId: "${sessionId}" }`;
  const items = ['tab-1', '', 'tab-2'].map(removal).join();
  const { data, errors } = await post(`mutation { removeLocks(items: [${items}]) { __typename } }`);
  expect(data).toEqual({
    removeLocks: [{ __typename: 'LockNotFound' }, null, { __typename: 'LockRemoved' }],
  });
  expect(errors).toMatchObject([
    {
      path: ['removeLocks', 1],
      extensions: { code: 'BAD_USER_INPUT', argument: 'sessionId' },
    },
  ]);
});

import * as operations from '../generated/documents';
import { startTestGateway } from '../support/start-test-gateway';

/** Only the date is faked: the gateway's clock is wrong, and its timers run as usual. */
const REAL: FakeableAPI[] = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const),
  ...(['setTimeout', 'clearTimeout'] as const),
];
type FakeableAPI = NonNullable<FakeTimersConfig['doNotFake']>[number];
type FakeTimersConfig = Extract<Parameters<typeof jest.useFakeTimers>[0], { doNotFake?: unknown }>;

const KEY = { route: 'volume', id: '1' };

afterEach(() => {
  jest.useRealTimers();
});

test.each([
  ['ten minutes fast', 600_000],
  ['ten minutes slow', -600_000],
])(
  'a gateway whose clock is %s grants, refuses, lists and expires locks like one with a correct clock',
  async (_, byMs) => {
    jest.useFakeTimers({ now: Date.now() + byMs, doNotFake: REAL });
    const gateway = await startTestGateway();
    const acquire = async (username: string) => {
      const asked = { ...KEY, ttlSeconds: 60 };
      return (await gateway.graphql(username, operations.AcquireLockDocument, asked)).data!
        .acquireLock;
    };
    const list = async () =>
      (await gateway.graphql('bob', operations.ListLocksDocument, {})).data!.locks.nodes;

    const { lock } = await acquire('alice');
    expect(Math.abs(Date.parse(lock.acquiredAt) + byMs - Date.now())).toBeLessThan(60_000);
    expect((await acquire('bob')).__typename).toBe('LockConflict');
    const [listed] = await list();
    expect(listed!.expiresInMs).toBeLessThanOrEqual(60_000);
    expect(listed!.expiresInMs).toBeGreaterThan(30_000);

    await gateway.locks.updateOne({}, [{ $set: { expiresAt: { $subtract: ['$$NOW', 1000] } } }]);
    expect(await list()).toEqual([]);
    const { fencingToken } = (await acquire('bob')).lock;
    expect(fencingToken).toBeGreaterThan(lock.fencingToken);
    await gateway.stop();
  },
);

import { type LockClient } from '../../src/client/lock-client';
import { LockFault, type LockFaultKind } from '../../src/client/lock-fault';
import { type Lock, type RemoveOutcome, type TakeOverOutcome } from '../../src/client/lock-types';
import { changeLocks, type ChangeOutcome } from '../../src/operator/change-locks';
import { lockWith } from '../react/support/locks';

const BOB = { id: 'user-bob', username: 'bob' };
const SAM = { id: 'user-sam', username: 'sam' };

const locks = (count: number): Lock[] =>
  Array.from({ length: count }, (_, n) => lockWith({ resourceId: String(n) }));

function removed(id: string, next: Lock | null = null): RemoveOutcome {
  const record = { id: `record:volume/${id}`, route: 'volume', resourceId: id, lock: next };
  return { __typename: 'LockRemoved', fencingToken: 7, previousHolder: BOB, record };
}

type Gateway = Pick<LockClient, 'forceRemoveLock' | 'takeOverLock'>;
type Answer = (id: string) => RemoveOutcome | LockFault;

/** A gateway that answers like this, and what it was asked. */
function gatewayOf(answer: Answer): Gateway & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    forceRemoveLock: ({ id }) => {
      asked.push(id);
      const outcome = answer(id);
      return outcome instanceof LockFault ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    takeOverLock: ({ id }, options) => {
      asked.push(`${id} ${options?.reason}`);
      const lock = { ...lockWith({ resourceId: id, holder: SAM }), waiters: [] };
      const outcome: TakeOverOutcome = { __typename: 'LockTakenOver', previousHolder: BOB, lock };
      return Promise.resolve(outcome);
    },
  };
}

const kindsOf = (outcomes: readonly ChangeOutcome[]): string[] => outcomes.map(({ kind }) => kind);

afterEach(() => jest.useRealTimers());

it('tells of each lock what came of it, in the order asked', async () => {
  const next = lockWith({ resourceId: '2', holder: SAM });
  const answers: Record<string, RemoveOutcome | LockFault> = {
    0: removed('0'),
    1: { ...removed('1'), __typename: 'LockNotFound', message: '' } as RemoveOutcome,
    2: removed('2', next),
    3: new LockFault('internal', 'The gateway failed.'),
  };
  const told: ChangeOutcome[] = [];
  const outcomes = await changeLocks(
    gatewayOf((id) => answers[id]!),
    locks(4),
    {
      change: 'forceRemove',
      onOutcome: (outcome) => told.push(outcome),
    },
  );
  expect(kindsOf(outcomes)).toEqual(['done', 'free', 'done', 'failed']);
  expect(outcomes[0]).toMatchObject({ previous: BOB, now: null });
  expect(outcomes[2]).toMatchObject({ previous: BOB, now: SAM });
  expect(new Set(told)).toEqual(new Set(outcomes));
});

it('takes over with the reason', async () => {
  const gateway = gatewayOf(() => removed(''));
  const outcomes = await changeLocks(gateway, locks(1), { change: 'takeOver', reason: 'holiday' });
  expect(outcomes).toMatchObject([{ kind: 'done', previous: BOB, now: SAM }]);
  expect(gateway.asked).toEqual(['0 holiday']);
});

it('leaves alone what is another grant than the one that was meant', async () => {
  const gateway = gatewayOf(removed);
  const current = (id: string): Lock | undefined =>
    id === 'volume/1' ? lockWith({ resourceId: '1', fencingToken: 8, holder: SAM }) : undefined;
  const outcomes = await changeLocks(gateway, locks(3), { change: 'forceRemove', current });
  expect(kindsOf(outcomes)).toEqual(['done', 'passed', 'done']);
  expect(outcomes[1]).toMatchObject({ now: SAM });
  expect(gateway.asked).toEqual(['0', '2']);
});

it('asks for a few at a time', async () => {
  let open = 0;
  let most = 0;
  const gateway: Gateway = {
    ...gatewayOf(removed),
    forceRemoveLock: async ({ id }) => {
      most = Math.max(most, (open += 1));
      await new Promise(setImmediate);
      open -= 1;
      return removed(id);
    },
  };
  const outcomes = await changeLocks(gateway, locks(100), { change: 'forceRemove' });
  expect(new Set(kindsOf(outcomes))).toEqual(new Set(['done']));
  expect(most).toBe(8);
});

it.each<LockFaultKind>(['network', 'timeout', 'unauthenticated', 'forbidden'])(
  'does not try the others after %s',
  async (kind) => {
    const fault = new LockFault(kind, 'No.');
    const gateway = gatewayOf(() => fault);
    const outcomes = await changeLocks(gateway, locks(50), { change: 'forceRemove' });
    expect(gateway.asked).toHaveLength(8);
    expect(kindsOf(outcomes.slice(8))).toEqual(Array(42).fill('notTried'));
    expect(outcomes.at(-1)).toMatchObject({ fault });
  },
);

it('waits as long as the gateway says when it is too many at once', async () => {
  jest.useFakeTimers();
  let refused = false;
  const gateway = gatewayOf((id) => {
    if (refused) return removed(id);
    refused = true;
    return new LockFault('rateLimited', 'Slow down.', { retryAfterMs: 700 });
  });
  const done = changeLocks(gateway, locks(1), { change: 'forceRemove' });
  await jest.advanceTimersByTimeAsync(699);
  expect(gateway.asked).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(kindsOf(await done)).toEqual(['done']);
});

it('ends when it is always too many', async () => {
  jest.useFakeTimers();
  const fault = new LockFault('unavailable', 'Busy.');
  const gateway = gatewayOf(() => fault);
  const done = changeLocks(gateway, locks(1), { change: 'forceRemove' });
  await jest.runAllTimersAsync();
  expect(await done).toMatchObject([{ kind: 'failed', fault }]);
  expect(gateway.asked).toHaveLength(6);
});

it('does not begin with another once it is given up', async () => {
  const leave = new AbortController();
  const gateway = gatewayOf((id) => {
    leave.abort();
    return removed(id);
  });
  const outcomes = await changeLocks(gateway, locks(20), {
    ...{ change: 'forceRemove', signal: leave.signal },
  });
  expect(kindsOf(outcomes)).toContain('done');
  expect(outcomes.at(-1)).toMatchObject({ kind: 'notTried', fault: null });
});

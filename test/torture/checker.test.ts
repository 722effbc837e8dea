import { check } from './checker';
import { HistoryBuilder, LEASE_MS, lockOf } from './checker/history-builder';

const history = (): HistoryBuilder => new HistoryBuilder();

function rulesBrokenBy(built: HistoryBuilder, readsDecide = false): string[] {
  const { violations } = check(built.calls, { defaultLeaseMs: LEASE_MS, readsDecide });
  return [...new Set(violations.map(({ rule }) => rule))].sort();
}

describe('the checker refuses', () => {
  it.each<[string, HistoryBuilder]>([
    [
      'a grant to bob while alice holds the lock',
      history().granted('alice', 1, [0, 1]).granted('bob', 2, [2, 3]),
    ],
    [
      'a renewal by alice after a grant to bob',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('alice', 'remove', [1, 2])
        .granted('bob', 2, [2, 3])
        .renewed('alice', 1, [4, 5]),
    ],
    [
      'REST grants to two callers at once',
      history().restGranted('alice', [0, 1]).restGranted('bob', [2, 3]),
    ],
    [
      'a REST grant while another user holds the lock',
      history().granted('alice', 1, [0, 1]).restGranted('bob', [2, 3]).renewed('alice', 1, [4, 5]),
    ],
  ])('(a) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('a');
  });

  it.each<[string, HistoryBuilder]>([
    [
      'a grant that disappears without a reason',
      history()
        .granted('alice', 1, [0, 1])
        .answered('alice', 'remove', [2, 3], { kind: 'notFound' }),
    ],
    [
      'a REST grant that disappears without a reason',
      history()
        .restGranted('alice', [0, 1])
        .answered('alice', 'renew', [2, 3], { kind: 'lost', lock: null }, { token: 1 }),
    ],
    [
      'a second grant to the same holder while the end of the first is unexplained',
      history().granted('alice', 1, [0, 1]).granted('alice', 2, [2, 3]),
    ],
    [
      'a held lock that is reported free for a moment',
      history()
        .granted('alice', 1, [0, 1])
        .answered('bob', 'remove', [2, 3], { kind: 'notFound' })
        .renewed('alice', 1, [4, 5]),
    ],
    [
      'two grants gone and one unknown removal to explain them',
      history()
        .unknown('alice', 'remove', [0, 0.1])
        .granted('alice', 1, [1, 2])
        .granted('alice', 2, [3, 4])
        .granted('alice', 3, [5, 6]),
    ],
    [
      'a grant gone, explained only by the unknown removal of another grant',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('alice', 'remove', [1, 2], { token: 7 })
        .answered('bob', 'remove', [3, 4], { kind: 'notFound' }),
    ],
    ['a lock that was never granted', history().refused('bob', [0, 1], lockOf('alice', 1))],
    [
      'a removal that came too late to explain the end',
      history()
        .granted('alice', 1, [0, 1])
        .answered('bob', 'remove', [2, 3], { kind: 'notFound' })
        .removed('alice', 1, [4, 5]),
    ],
  ])('(b) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('b');
  });

  it.each<[string, HistoryBuilder]>([
    [
      'a conflict that names a removed grant',
      history()
        .granted('alice', 1, [0, 1])
        .removed('alice', 1, [2, 3])
        .refused('bob', [4, 5], lockOf('alice', 1)),
    ],
    [
      'a conflict that names a grant removed over REST',
      history()
        .granted('alice', 1, [0, 1])
        .restRemoved('alice', [2, 3])
        .refused('bob', [4, 5], lockOf('alice', 1)),
    ],
    [
      'a holder without a token that was removed before',
      history()
        .restGranted('alice', [0, 1])
        .restRemoved('alice', [2, 3])
        .answered('bob', 'acquire', [4, 5], { kind: 'conflict', lock: { holder: 'alice' } }),
    ],
    [
      'one grant removed twice',
      history().granted('alice', 1, [0, 1]).removed('alice', 1, [2, 3]).removed('alice', 1, [4, 5]),
    ],
  ])('(c) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('c');
  });

  it.each<[string, HistoryBuilder]>([
    [
      'a later grant with a smaller token',
      history().granted('alice', 5, [0, 1]).removed('alice', 5, [2, 3]).granted('bob', 4, [4, 5]),
    ],
    [
      'one token for two grants',
      history().granted('alice', 5, [0, 1]).removed('alice', 5, [2, 3]).granted('bob', 5, [4, 5]),
    ],
    [
      'one token granted twice to one user',
      history()
        .granted('alice', 5, [0, 1])
        .restRemoved('alice', [2, 3])
        .granted('alice', 5, [4, 5]),
    ],
    [
      'a renewal that changes when it was acquired',
      history()
        .answered('alice', 'acquire', [0, 1], {
          kind: 'granted',
          lock: { ...lockOf('alice', 1), acquiredAtMs: 1 },
        })
        .answered('alice', 'acquire', [2, 3], {
          kind: 'granted',
          lock: { ...lockOf('alice', 1, 2), acquiredAtMs: 2 },
        }),
    ],
  ])('(d) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('d');
  });

  it.each<[string, HistoryBuilder]>([
    [
      'a held lock missing from the final list',
      history().granted('alice', 1, [0, 1]).finalList([2, 3]),
    ],
    [
      'a removed lock in the final list',
      history()
        .granted('alice', 1, [0, 1])
        .removed('alice', 1, [2, 3])
        .finalList([4, 5], lockOf('alice', 1)),
    ],
    [
      'another holder in the final list',
      history().granted('alice', 1, [0, 1]).finalList([2, 3], lockOf('bob', 2)),
    ],
    [
      'a lock in the final list that was never requested',
      history().answered(
        'alice',
        'finalLocks',
        [0, 1],
        { kind: 'list', locks: [{ ...lockOf('alice', 1), id: 'series/9' }] },
        { lock: '*' },
      ),
    ],
  ])('(e) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('e');
  });

  it.each<[string, HistoryBuilder]>([
    [
      'a lease counted from a clock ten minutes ahead',
      history().answered('alice', 'acquire', [0, 1], {
        kind: 'granted',
        lock: lockOf('alice', 1, 600),
      }),
    ],
    [
      'a refusal in the name of a lease that ended',
      history().granted('alice', 1, [0, 1]).refused('bob', [40, 41], lockOf('alice', 1)),
    ],
  ])('(lease) %s', (_title, built) => {
    expect(rulesBrokenBy(built)).toContain('lease');
  });

  it('(slow) an answer after more than 5 s and what a busy machine may add', () => {
    expect(rulesBrokenBy(history().granted('alice', 1, [0, 7.9]))).toEqual([]);
    expect(rulesBrokenBy(history().granted('alice', 1, [0, 8.1]))).toEqual(['slow']);
  });

  it('a plain read of a replaced grant if reads are decisive, and only counts it otherwise', () => {
    const built = history()
      .granted('alice', 1, [0, 1])
      .removed('alice', 1, [2, 3])
      .granted('bob', 2, [4, 5])
      .answered('eve', 'lock', [6, 7], { kind: 'read', lock: lockOf('alice', 1) });
    expect(rulesBrokenBy(built, true)).toContain('c');
    expect(check(built.calls, { defaultLeaseMs: LEASE_MS })).toEqual({
      violations: [],
      staleReads: 1,
    });
  });
});

describe('the checker accepts', () => {
  it.each<[string, HistoryBuilder]>([
    [
      'a life with renewals, a conflict, a removal and a new holder',
      history()
        .granted('alice', 1, [0, 1])
        .renewed('alice', 1, [2, 3])
        .refused('bob', [2, 3], lockOf('alice', 1))
        .removed('alice', 1, [4, 5])
        .granted('bob', 2, [6, 7])
        .finalList([8, 9], lockOf('bob', 2, 6)),
    ],
    [
      'an unknown removal that takes effect much later',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('alice', 'remove', [1, 2])
        .renewed('alice', 1, [10, 11])
        .granted('bob', 2, [20, 21]),
    ],
    [
      'an unknown acquire that took effect',
      history()
        .unknown('alice', 'acquire', [0, 1])
        .refused('bob', [4, 5], lockOf('alice', 1))
        .finalList([6, 7], lockOf('alice', 1)),
    ],
    [
      'an unknown take-over',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('sam', 'takeOver', [2, 3])
        .refused('alice', [4, 5], lockOf('sam', 2, 2)),
    ],
    [
      'a take-over and a forced removal',
      history()
        .granted('alice', 1, [0, 1])
        .answered('sam', 'takeOver', [2, 3], { kind: 'granted', lock: lockOf('sam', 2, 2) })
        .answered('alice', 'renew', [4, 5], { kind: 'lost', lock: lockOf('sam', 2, 2) })
        .answered('sam', 'forceRemove', [6, 7], { kind: 'removed', lock: lockOf('sam', 2, 2) })
        .restGranted('bob', [8, 9]),
    ],
    [
      'expiry and the next holder',
      history().granted('alice', 1, [0, 1]).granted('bob', 2, [31, 32]),
    ],
    [
      'expiry a little early by our clock',
      history().granted('alice', 1, [0, 1]).granted('bob', 2, [28.5, 29.5]),
    ],
    [
      'expiry and revival under a new token',
      history()
        .granted('alice', 1, [0, 1])
        .answered(
          'alice',
          'renew',
          [31, 32],
          { kind: 'granted', lock: lockOf('alice', 2, 31) },
          { token: 1 },
        )
        .refused('bob', [33, 34], lockOf('alice', 2, 31)),
    ],
    [
      'a removal by the last holder after expiry',
      history()
        .granted('alice', 1, [0, 1])
        .answered('bob', 'remove', [31, 32], { kind: 'notFound' })
        .removed('alice', 1, [33, 34]),
    ],
    [
      'one grant answered to many calls of its holder at once',
      history().granted('alice', 1, [0, 2]).granted('alice', 1, [1, 3]),
    ],
    [
      'overlapping calls whose order only the tokens tell',
      history().granted('bob', 2, [0, 4]).removed('alice', 1, [0, 4]).granted('alice', 1, [0, 4]),
    ],
    [
      'REST hand-over by removal, with calls that overlap',
      history()
        .restGranted('alice', [0, 1])
        .restRemoved('alice', [2, 5])
        .restGranted('bob', [3, 4]),
    ],
    [
      'the late removal of an old token',
      history()
        .granted('alice', 1, [0, 1])
        .removed('alice', 1, [2, 3])
        .granted('alice', 2, [4, 5])
        .answered('alice', 'remove', [6, 7], { kind: 'notFound' }, { token: 1 })
        .renewed('alice', 2, [8, 9]),
    ],
    [
      'two grants gone and two unknown calls to explain them',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('alice', 'remove', [1, 2], { token: 1 })
        .unknown('sam', 'forceRemove', [1, 2])
        .granted('alice', 2, [3, 4])
        .granted('bob', 3, [5, 6]),
    ],
    [
      'a lease shortened by an unknown renewal',
      history()
        .granted('alice', 1, [0, 1])
        .unknown('alice', 'acquire', [2, 3], { ttlMs: 10_000 })
        .granted('bob', 2, [14, 15]),
    ],
  ])('%s', (_title, built) => {
    expect(rulesBrokenBy(built)).toEqual([]);
  });
});

describe('with a line, the checker', () => {
  const queued = (user: string, span: readonly [number, number], holder: string) =>
    history().answered(user, 'request', span, { kind: 'queued', lock: lockOf(holder, 1) });

  it('accepts a lock that passes to who waits, and is that user’s from then on', () => {
    const built = queued('bob', [2, 3], 'alice')
      .granted('alice', 1, [0, 1])
      .answered('alice', 'remove', [4, 5], {
        ...{ kind: 'removed', lock: lockOf('alice', 1), next: lockOf('bob', 2, 4) },
      })
      .refused('sam', [6, 7], lockOf('bob', 2, 4))
      .granted('bob', 2, [8, 9]);
    expect(rulesBrokenBy(built)).toEqual([]);
  });

  it('refuses a lock that passes to nobody who waits', () => {
    const built = queued('bob', [2, 3], 'alice')
      .granted('alice', 1, [0, 1])
      .answered('alice', 'remove', [4, 5], {
        ...{ kind: 'removed', lock: lockOf('alice', 1), next: lockOf('sam', 2, 4) },
      });
    expect(rulesBrokenBy(built)).not.toEqual([]);
  });

  it('refuses a lock that passes to who has not waited for minutes', () => {
    const built = queued('bob', [2, 3], 'alice')
      .granted('alice', 1, [0, 1])
      .removed('alice', 1, [4, 5])
      .granted('alice', 2, [100, 101])
      .refused('sam', [102, 103], lockOf('bob', 3, 100));
    expect(rulesBrokenBy(built)).not.toEqual([]);
  });

  it('refuses a grant to an outsider while the lock is reserved', () => {
    const built = queued('bob', [2, 3], 'alice')
      .granted('alice', 1, [0, 1])
      .answered('alice', 'remove', [4, 5], {
        ...{ kind: 'removed', lock: lockOf('alice', 1), next: lockOf('bob', 2, 4) },
      })
      .granted('eve', 3, [6, 7])
      .granted('bob', 2, [8, 9]);
    expect(rulesBrokenBy(built)).toContain('a');
  });

  it('accepts a reservation that its user lets go', () => {
    const built = queued('bob', [2, 3], 'alice')
      .granted('alice', 1, [0, 1])
      .answered('alice', 'remove', [4, 5], {
        ...{ kind: 'removed', lock: lockOf('alice', 1), next: lockOf('bob', 2, 4) },
      })
      .answered('bob', 'withdraw', [6, 7], { kind: 'withdrawn', wasWaiting: true })
      .granted('sam', 3, [8, 9]);
    expect(rulesBrokenBy(built)).toEqual([]);
  });
});

describe('of two sessions, the checker', () => {
  const inTab = (sessionId: string, token: number, span: readonly [number, number]) =>
    ({ user: 'alice', token, span, more: { sessionId, adopt: true } }) as const;
  const acquiredIn = ({ token, span, more }: ReturnType<typeof inTab>) =>
    history()
      .granted('alice', 1, [0, 1])
      .answered(
        'alice',
        'acquire',
        span,
        { kind: 'granted', lock: lockOf('alice', token, span[0]), created: false },
        more,
      );

  it('accepts that the lock moves under a new token', () => {
    const built = acquiredIn(inTab('tab-2', 2, [2, 3]));
    built.answered(
      'alice',
      'renew',
      [4, 5],
      { kind: 'lost', lock: lockOf('alice', 2, 2) },
      { token: 1 },
    );
    expect(rulesBrokenBy(built)).toEqual([]);
  });

  it('refuses that the other goes on under the old one', () => {
    const built = acquiredIn(inTab('tab-2', 2, [2, 3])).renewed('alice', 1, [4, 5]);
    expect(rulesBrokenBy(built)).toContain('d');
  });
});

describe('of several locks together, the checker', () => {
  const LOCKS = ['volume/1', 'volume/2'];
  const NOTE = 'batch-1';
  const row = (id: string, token: number) => ({ ...lockOf('alice', token), id, note: NOTE });
  const both = [row('volume/1', 1), row('volume/2', 1)];
  const more = { lock: '*', locks: LOCKS, note: NOTE };
  const acquired = (rows: typeof both, conflicts: typeof both = []) =>
    history().answered(
      ...(['alice', 'acquireAll', [0, 1]] as const),
      { kind: 'batch', acquired: rows, conflicts },
      more,
    );
  const seen = (built: HistoryBuilder, rows: typeof both) =>
    built.answered('bob', 'locks', [4, 5], { kind: 'list', locks: rows }, { lock: '*' });

  it('accepts all of them, and none', () => {
    expect(rulesBrokenBy(seen(acquired(both), both))).toEqual([]);
    const conflict = { ...lockOf('bob', 7), id: 'volume/2', note: 'mine' };
    expect(
      rulesBrokenBy(
        acquired([], [conflict]).unknown('bob', 'acquire', [0, 0.5], { lock: 'volume/2' }),
      ),
    ).toEqual([]);
  });

  it('refuses an answer with a part of them', () => {
    expect(rulesBrokenBy(acquired([both[0]!], [both[1]!]))).toContain('f');
    expect(rulesBrokenBy(acquired([both[0]!]))).toContain('f');
    expect(rulesBrokenBy(acquired([]))).toContain('f');
  });

  it('refuses a list with a part of them, whatever became of the call', () => {
    expect(rulesBrokenBy(seen(acquired(both), [both[0]!]))).toContain('f');
    const unknown = history().unknown('alice', 'acquireAll', [0, 1], more);
    expect(rulesBrokenBy(seen(unknown, [both[1]!]))).toEqual(['f']);
  });

  it('accepts a part that a removal, or the end of the lease, explains', () => {
    const removed = acquired(both).unknown('alice', 'removeAll', [2, 3], {
      ...more,
      locks: ['volume/1'],
    });
    expect(rulesBrokenBy(seen(removed, [both[1]!]))).toEqual([]);
    const late = acquired(both).answered(
      ...(['bob', 'locks', [31, 32]] as const),
      { kind: 'list', locks: [{ ...both[0]!, expiresAtMs: Infinity }] },
      { lock: '*' },
    );
    expect(rulesBrokenBy(late)).not.toContain('f');
  });

  it('judges each of them as if it had been asked for alone', () => {
    const built = acquired(both).granted('bob', 2, [2, 3]);
    expect(rulesBrokenBy(built)).toContain('a');
  });
});

/** @jest-environment ./test/react/support/page-environment.ts */
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { type ReactNode } from 'react';
import { LockFault } from '../../../src/client/lock-fault';
import { LockBanner, type LockBannerProps } from '../../../src/react/banner/lock-banner';
import { type LockActions, type LockState } from '../../../src/react/use-lock';
import { lockWith } from '../support/locks';

const user = { waits: { id: 'user-eve', username: 'eve' } };
const mine = lockWith({ heldByMe: true, holder: { id: 'user-alice', username: 'alice' } });
const HELD = {
  state: 'held',
  lock: mine,
  fencingToken: 7,
  signal: new AbortController().signal,
  isInterrupted: false,
  waiters: [],
} as const;
const fault = new LockFault('network', 'no answer');
const signedOut = new LockFault('unauthenticated', 'You are not signed in.');

/** The state, and what the banner says and offers in it; `!` is what interrupts. */
const STATES: readonly (readonly [string, LockState, string, string[]])[] = [
  ['acquiring', { state: 'acquiring' }, 'Locking this record…', []],
  ['held', HELD, 'You are editing this record.', []],
  [
    'held again',
    { ...HELD, isInterrupted: true },
    '!This record may have changed. Load it again.',
    [],
  ],
  ['reserved', { state: 'reserved', lock: mine, claimUntil: null }, 'It is your turn.', []],
  [
    'waiting, next',
    { state: 'waiting', lock: lockWith(), position: 1 },
    'bob is editing this record. You are number 1 in line.',
    ['Stop waiting'],
  ],
  [
    'waiting, third',
    { state: 'waiting', lock: lockWith({ canTakeOver: true }), position: 3 },
    'bob is editing this record. You are number 3 in line.',
    ['Stop waiting', 'Take over…'],
  ],
  [
    'held by another',
    { state: 'heldByOther', lock: lockWith(), isFree: false },
    'bob is editing this record.',
    ['Wait in line'],
  ],
  [
    'reserved for another',
    { state: 'heldByOther', lock: lockWith({ reserved: true }), isFree: false },
    'This record is reserved for bob.',
    ['Wait in line'],
  ],
  [
    'waiting behind a reservation',
    { state: 'waiting', lock: lockWith({ reserved: true }), position: 1 },
    'This record is reserved for bob. You are number 1 in line.',
    ['Stop waiting'],
  ],
  [
    'held by another who can be overridden',
    { state: 'heldByOther', lock: lockWith({ canTakeOver: true }), isFree: false },
    'bob is editing this record.',
    ['Wait in line', 'Take over…'],
  ],
  [
    'free by now',
    { state: 'heldByOther', lock: lockWith({ canTakeOver: true }), isFree: true },
    'This record is free now.',
    ['Edit'],
  ],
  [
    'held in another tab',
    { state: 'heldInOtherTab', lock: mine, isFree: false },
    'You are editing this record in another tab.',
    ['Edit here'],
  ],
  [
    'taken over',
    { state: 'lost', reason: 'takenOver', reasonGiven: null, lock: lockWith() },
    '!bob has this record now. Your changes cannot be saved.',
    ['Wait in line'],
  ],
  [
    'taken over with a reason',
    { state: 'lost', reason: 'takenOver', reasonGiven: 'printed at noon', lock: lockWith() },
    '!bob has this record now. Your changes cannot be saved. Reason: printed at noon',
    ['Wait in line'],
  ],
  [
    'expired',
    { state: 'lost', reason: 'expired', reasonGiven: null, lock: null },
    '!Your lock expired. Your changes cannot be saved.',
    ['Try again'],
  ],
  [
    'released',
    { state: 'released', reason: 'released', fault: null },
    'You are not editing this record.',
    ['Edit'],
  ],
  [
    'idle',
    { state: 'released', reason: 'idle', fault: null },
    'You were away, so this record was released.',
    ['Edit'],
  ],
  [
    'forbidden',
    {
      state: 'released',
      reason: 'fault',
      fault: new LockFault('forbidden', 'It needs manage-locks.'),
    },
    '!This record cannot be locked: It needs manage-locks.',
    ['Try again'],
  ],
  [
    'closed',
    { state: 'released', reason: 'closed', fault: null },
    'You are not editing this record.',
    [],
  ],
  [
    'offline from the beginning',
    { state: 'offline', fault, lastLock: null },
    'No connection. This record cannot be locked yet.',
    ['Try again'],
  ],
  [
    'offline while it was held',
    { state: 'offline', fault, lastLock: mine },
    '!No connection. Your changes cannot be saved yet.',
    ['Try again'],
  ],
  [
    'not signed in',
    { state: 'offline', fault: signedOut, lastLock: null },
    'You are signed out. Sign in again to edit this record.',
    ['Try again'],
  ],
  [
    'a session that is over while it was held',
    { state: 'offline', fault: signedOut, lastLock: mine },
    '!You are signed out. Sign in again to edit this record.',
    ['Try again'],
  ],
];

let calls: string[];

function actions(changes: Partial<LockActions> = {}): LockActions {
  const did = (name: string) => (): void => void calls.push(name);
  const doneLater =
    (name: string) =>
    (how?: unknown): Promise<void> => {
      calls.push(how === undefined ? name : `${name} ${JSON.stringify(how)}`);
      return Promise.resolve();
    };
  return {
    wait: did('wait'),
    stopWaiting: did('stopWaiting'),
    takeOver: doneLater('takeOver'),
    adopt: did('adopt'),
    retry: did('retry'),
    renote: doneLater('renote'),
    touch: did('touch'),
    acknowledge: (token) => void calls.push(`acknowledge ${token}`),
    release: doneLater('release'),
    ...changes,
  };
}

function banner(
  state: LockState,
  { acting, ...props }: Partial<LockBannerProps> & { acting?: Partial<LockActions> } = {},
): ReactNode {
  return <LockBanner lock={{ ...state, ...actions(acting) }} locale="en-GB" {...props} />;
}

const region = (): HTMLElement => screen.getByRole('region', { name: 'Edit lock' });
const buttons = (): string[] => screen.queryAllByRole('button').map((button) => button.textContent);
const part = (name: string): string | null | undefined =>
  region().querySelector(`[data-part="${name}"]`)?.textContent;

beforeEach(() => {
  calls = [];
});

describe('LockBanner', () => {
  it.each(STATES)('says and offers what there is to say: %s', (_name, state, text, offers) => {
    render(banner(state));
    const isUrgent = text.startsWith('!');
    expect(screen.getByRole(isUrgent ? 'alert' : 'status').textContent).toBe(text.replace('!', ''));
    expect(screen.getByRole(isUrgent ? 'status' : 'alert').textContent).toBe('');
    expect(buttons()).toEqual(offers);
    expect(region().dataset['state']).toBe(state.state);
  });

  it('is not there when nothing is held', () => {
    const { container } = render(banner({ state: 'disabled' }));
    expect(screen.queryByRole('region')).toBeNull();
    expect(container.textContent).toBe('');
  });

  it.each(STATES)('has no fault that axe finds: %s', async (_name, state) => {
    const { container } = render(banner(state));
    // jsdom draws nothing, so contrast cannot be told.
    const rules = { 'color-contrast': { enabled: false } };
    const { violations } = await axe.run(container, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });

  it('says it in the regions that screen readers know already', () => {
    const { rerender } = render(banner(STATES[0]![1]));
    const [status, alert] = [screen.getByRole('status'), screen.getByRole('alert')];
    for (const [, state] of STATES) rerender(banner(state));
    expect(screen.getByRole('status')).toBe(status);
    expect(screen.getByRole('alert')).toBe(alert);
  });

  it('tells since when and until when by the clock of the gateway, whatever that of the page says', () => {
    jest.useFakeTimers({ now: new Date('2031-01-01T00:00:00Z') });
    try {
      const lock = lockWith();
      render(banner({ state: 'heldByOther', lock, isFree: false }));
      const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short' });
      const at = (time: string): string => format.format(new Date(time));
      const [since, until] = [at(lock.acquiredAt), at(lock.expiresAt ?? '')];
      expect(part('times')).toBe(
        `Since ${since} (10 minutes ago). Until ${until} (in 30 minutes), unless extended.`,
      );
      act(() => void jest.advanceTimersByTime(5 * 60_000));
      expect(part('times')).toBe(
        `Since ${since} (15 minutes ago). Until ${until} (in 25 minutes), unless extended.`,
      );
    } finally {
      cleanup();
      jest.useRealTimers();
    }
  });

  it('leaves no timer behind', () => {
    jest.useFakeTimers();
    try {
      const { unmount } = render(banner({ state: 'heldByOther', lock: lockWith(), isFree: false }));
      expect(jest.getTimerCount()).toBe(1);
      unmount();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('tells of a lock that never expires since when it is held', () => {
    const lock = lockWith({ expiresAt: null, expiresInMs: null });
    render(banner({ state: 'heldByOther', lock, isFree: false }));
    const since = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short' });
    expect(part('times')).toBe(`Since ${since.format(new Date(lock.acquiredAt))}.`);
  });

  it('shows the note of the holder as text', () => {
    const lock = lockWith({ note: 'price update, <b>back</b> at 15:00' });
    render(banner({ state: 'heldByOther', lock, isFree: false }));
    expect(part('note')).toBe('Note: price update, <b>back</b> at 15:00');
  });

  it('shows the holder who waits', () => {
    const since = '2026-03-01T10:09:00.000Z';
    const waiters = [
      { user: user.waits, since, message: 'two minutes?', position: 1 },
      { user: { id: 'user-bob', username: 'bob' }, since, message: null, position: 2 },
    ];
    render(banner({ ...HELD, waiters }));
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'eve waits: two minutes?',
      'bob waits.',
    ]);
  });

  it.each([
    ['waiting, next', 'Stop waiting', 'stopWaiting'],
    ['held by another', 'Wait in line', 'wait'],
    ['taken over', 'Wait in line', 'wait'],
    ['held in another tab', 'Edit here', 'adopt'],
    ['free by now', 'Edit', 'retry'],
    ['expired', 'Try again', 'retry'],
    ['idle', 'Edit', 'retry'],
  ])('does what its button says: %s, "%s"', async (name, label, call) => {
    render(banner(STATES.find(([stateName]) => stateName === name)![1]));
    await userEvent.click(screen.getByRole('button', { name: label }));
    expect(calls).toEqual([call]);
  });

  it('offers to load what may have changed where the page can, and takes it for loaded when it is', async () => {
    let loaded = (): void => undefined;
    const onReload = (): Promise<void> => {
      calls.push('load');
      return new Promise((resolve) => (loaded = resolve));
    };
    const { rerender } = render(banner({ ...HELD, isInterrupted: true }, { onReload }));
    await userEvent.click(screen.getByRole('button', { name: 'Load again' }));
    expect(calls).toEqual(['load']);
    loaded();
    await act(() => Promise.resolve());
    expect(calls).toEqual(['load', 'acknowledge 7']);
    rerender(banner(HELD, { onReload }));
    expect(buttons()).toEqual([]);
  });

  it('never sends the form that it stands in', async () => {
    const sent = jest.fn();
    render(
      <form onSubmit={sent}>
        {banner({ state: 'heldByOther', lock: lockWith({ canTakeOver: true }), isFree: false })}
      </form>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Wait in line' }));
    await userEvent.click(screen.getByRole('button', { name: 'Take over…' }));
    await userEvent.keyboard('mine now{Enter}');
    expect(calls).toEqual(['wait', 'takeOver {"reason":"mine now"}']);
    expect(sent).not.toHaveBeenCalled();
  });

  it('says its texts as they are given', () => {
    const texts = { label: 'Busy', heldByOther: (name: string) => `Not now: ${name}` };
    render(banner({ state: 'heldByOther', lock: lockWith(), isFree: false }, { texts }));
    expect(screen.getByRole('region', { name: 'Busy' })).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('Not now: bob');
    expect(buttons()).toEqual(['Wait in line']);
  });
});

describe('taking over', () => {
  const overridable = (acting?: Partial<LockActions>): ReactNode =>
    banner(
      { state: 'heldByOther', lock: lockWith({ canTakeOver: true }), isFree: false },
      acting === undefined ? {} : { acting },
    );
  const ask = (): Promise<void> =>
    userEvent.click(screen.getByRole('button', { name: 'Take over…' }));

  it('asks for a reason first', async () => {
    render(overridable());
    await ask();
    expect(calls).toEqual([]);
    const reason = screen.getByLabelText('Your reason, for bob (optional)');
    await userEvent.type(reason, ' the printer waits ');
    await userEvent.click(screen.getByRole('button', { name: 'Take over' }));
    expect(calls).toEqual(['takeOver {"reason":"the printer waits"}']);
  });

  it('can be done without a reason, or left', async () => {
    render(overridable());
    await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Take over' }));
    expect(calls).toEqual(['takeOver {}']);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(buttons()).toEqual(['Wait in line', 'Take over…']);
    await ask();
    await userEvent.keyboard('{Escape}');
    expect(buttons()).toEqual(['Wait in line', 'Take over…']);
  });

  it('says why it failed', async () => {
    const takeOver = (): Promise<void> =>
      Promise.reject(new LockFault('forbidden', 'Needs override-locks.'));
    render(overridable({ takeOver }));
    await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Take over' }));
    const [, problem] = screen.getAllByRole('alert');
    expect(problem!.textContent).toBe('This record cannot be locked: Needs override-locks.');
  });

  it('has no fault that axe finds', async () => {
    const { container } = render(overridable());
    await ask();
    const rules = { 'color-contrast': { enabled: false } };
    expect((await axe.run(container, { rules })).violations).toEqual([]);
  });
});

describe('the focus', () => {
  const byOther = banner({ state: 'heldByOther', lock: lockWith(), isFree: false });
  const waiting = banner({ state: 'waiting', lock: lockWith(), position: 1 });
  const settled = (): Promise<void> => act(() => Promise.resolve());

  it('goes on to the next button when the one that had it is gone', async () => {
    const { rerender } = render(byOther);
    await userEvent.click(screen.getByRole('button', { name: 'Wait in line' }));
    rerender(waiting);
    await settled();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop waiting' }));
  });

  it('stays in the banner when no button is left', async () => {
    const { rerender } = render(waiting);
    await userEvent.click(screen.getByRole('button', { name: 'Stop waiting' }));
    rerender(banner(HELD));
    await settled();
    expect(document.activeElement).toBe(region());
  });

  it('is in the reason when somebody takes over, and back at the button when they do not', async () => {
    render(banner({ state: 'waiting', lock: lockWith({ canTakeOver: true }), position: 1 }));
    await userEvent.click(screen.getByRole('button', { name: 'Take over…' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop waiting' }));
  });

  it('is left alone where else it is', async () => {
    const form = (state: ReactNode): ReactNode => (
      <>
        <input aria-label="title" />
        {state}
      </>
    );
    const { rerender } = render(form(byOther));
    await userEvent.click(screen.getByRole('button', { name: 'Wait in line' }));
    await userEvent.click(screen.getByRole('textbox', { name: 'title' }));
    rerender(form(waiting));
    await settled();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'title' }));
    await userEvent.click(document.body);
    rerender(form(byOther));
    await settled();
    expect(document.activeElement).toBe(document.body);
  });
});

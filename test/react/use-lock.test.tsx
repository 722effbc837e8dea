/** @jest-environment ./test/react/support/page-environment.ts */
import { act, render, renderHook, screen } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { LockProvider } from '../../src/react/lock-provider';
import { useLock, type UseLockOptions } from '../../src/react/use-lock';
import { lockWith } from './support/locks';
import { ManualClient } from './support/manual-client';

const HELD = {
  state: 'held',
  lock: lockWith({ heldByMe: true }),
  fencingToken: 7,
  signal: new AbortController().signal,
  isInterrupted: false,
  waiters: [],
} as const;

let manual: ManualClient;
let client: ManualClient['client'];

beforeEach(() => {
  manual = new ManualClient();
  client = manual.client;
});

function Editor({ id, ...options }: { readonly id: string | null } & UseLockOptions): ReactNode {
  const lock = useLock('volume', id, options);
  return <p>{lock.state}</p>;
}

const shown = (): string | null => screen.getByText(/.+/).textContent;
/** Lets the turn end, in which a hold that nobody wants any more is released. */
const endOfTurn = (): Promise<void> => act(() => Promise.resolve());

describe('useLock', () => {
  it('acquires after the first render, and shows what becomes of it', () => {
    render(<Editor id="1234" client={client} />);
    expect(shown()).toBe('acquiring');
    expect(manual.holds).toHaveLength(1);
    act(() => manual.holds[0]!.become(HELD));
    expect(shown()).toBe('held');
  });

  it('acquires once in StrictMode, and releases nothing', async () => {
    render(
      <StrictMode>
        <Editor id="1234" client={client} />
      </StrictMode>,
    );
    await endOfTurn();
    expect(manual.holds).toHaveLength(1);
    expect(manual.holds[0]!.calls).toEqual([]);
    expect(manual.holds[0]!.listeners).toBe(1);
  });

  it('releases when the component is gone, also while it still acquires', async () => {
    const { unmount } = render(<Editor id="1234" client={client} />);
    unmount();
    await endOfTurn();
    expect(manual.holds[0]!.calls).toEqual(['release']);
    expect(manual.holds[0]!.listeners).toBe(0);
  });

  it('holds the new record before it releases the old one when the id changes, and never shows the old as the new', async () => {
    const states: string[] = [];
    const { rerender } = renderHook(
      ({ id }) => {
        const lock = useLock('volume', id, { client });
        states.push(`${id} ${lock.state}`);
      },
      { initialProps: { id: '1' } },
    );
    act(() => manual.holds[0]!.become(HELD));
    rerender({ id: '2' });
    expect(manual.holds.map(({ id }) => id)).toEqual(['1', '2']);
    expect(manual.holds[0]!.calls).toEqual([]);
    await endOfTurn();
    expect(manual.holds[0]!.calls).toEqual(['release']);
    expect(manual.holds[1]!.calls).toEqual([]);
    expect(states).not.toContain('2 held');
    expect(states.at(-1)).toBe('2 acquiring');
  });

  it('does not hear of the old record any more', async () => {
    const { rerender } = render(<Editor id="1" client={client} />);
    rerender(<Editor id="2" client={client} />);
    await endOfTurn();
    act(() => manual.holds[0]!.become(HELD));
    expect(shown()).toBe('acquiring');
  });

  it.each([
    ['without an id', { id: null }],
    ['while it is disabled', { id: '1234', disabled: true }],
  ])('holds nothing %s', (_case, props) => {
    render(<Editor {...props} client={client} />);
    expect(shown()).toBe('disabled');
    expect(manual.holds).toEqual([]);
  });

  it('acquires when it gets an id, and releases when it loses it', async () => {
    const { rerender } = render(<Editor id={null} client={client} />);
    rerender(<Editor id="1234" client={client} />);
    expect(shown()).toBe('acquiring');
    rerender(<Editor id="1234" disabled client={client} />);
    await endOfTurn();
    expect(shown()).toBe('disabled');
    expect(manual.holds.map(({ calls }) => calls)).toEqual([['release']]);
  });

  it('passes the options of the hold on, and nothing of its own', () => {
    render(<Editor id="1" client={client} ttlSeconds={60} note="price update" wait idleMs={9} />);
    expect(manual.holds[0]!.options).toEqual({
      ttlSeconds: 60,
      note: 'price update',
      wait: true,
      adopt: undefined,
      idleMs: 9,
      onIdle: expect.any(Function) as () => void,
    });
  });

  it('calls the newest `onIdle`', () => {
    const called: string[] = [];
    const editor = (name: string): ReactNode => (
      <Editor id="1" client={client} onIdle={() => void called.push(name)} />
    );
    const { rerender } = render(editor('first'));
    rerender(editor('second'));
    void manual.holds[0]!.options.onIdle?.();
    expect(called).toEqual(['second']);
    expect(manual.holds).toHaveLength(1);
  });

  it('passes on what the user does, by functions that stay the same', async () => {
    const { result, rerender } = renderHook(() => useLock('volume', '1', { client }));
    const before = result.current;
    const hold = manual.holds[0]!;
    before.wait();
    before.stopWaiting();
    await before.takeOver();
    before.adopt();
    before.retry();
    await before.renote('back at three');
    before.touch();
    before.acknowledge(7);
    await before.release();
    expect(hold.calls).toEqual([
      ...['wait', 'stopWaiting', 'takeOver', 'adopt', 'retry', 'renote', 'touch', 'acknowledge'],
      'release',
    ]);
    rerender();
    expect(result.current).toBe(before);
    act(() => hold.become(HELD));
    expect(result.current.retry).toBe(before.retry);
  });

  it('takes the client of the provider, and says what is missing without one', () => {
    render(
      <LockProvider client={client}>
        <Editor id="1" />
      </LockProvider>,
    );
    expect(manual.holds).toHaveLength(1);
    expect(() => renderToString(<Editor id="1" />)).toThrow('There is no lock client');
  });

  it('is acquiring on a server, where nothing is held', () => {
    const html = renderToString(<Editor id="1234" client={client} />);
    expect(html).toBe('<p>acquiring</p>');
    expect(renderToString(<Editor id={null} client={client} />)).toBe('<p>disabled</p>');
    expect(manual.holds).toEqual([]);
  });

  it('takes up in the browser what a server rendered', () => {
    const page = document.body.appendChild(document.createElement('div'));
    page.innerHTML = renderToString(<Editor id="1234" client={client} />);
    render(<Editor id="1234" client={client} />, { container: page, hydrate: true });
    expect(page.innerHTML).toBe('<p>acquiring</p>');
    act(() => manual.holds[0]!.become(HELD));
    expect(page.innerHTML).toBe('<p>held</p>');
  });
});

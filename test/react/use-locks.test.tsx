/** @jest-environment ./test/react/support/page-environment.ts */
import { act, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { useLockWatch } from '../../src/react/use-lock-watch';
import { useLocks } from '../../src/react/use-locks';
import { lockWith } from './support/locks';
import { ManualClient, type ManualWatch } from './support/manual-client';

let manual: ManualClient;
let client: ManualClient['client'];

beforeEach(() => {
  manual = new ManualClient();
  client = manual.client;
});

const endOfTurn = (): Promise<void> => act(() => Promise.resolve());

interface Rows {
  readonly route?: string;
  readonly ids: readonly string[];
}

function showRows(rows: Rows): { locked: () => string[]; show: (next: Rows) => void } {
  const { result, rerender } = renderHook(
    ({ route = 'volume', ids }: Rows) => useLocks(route, ids, { client }),
    { initialProps: rows },
  );
  return {
    locked: () => [result.current.status, ...result.current.locks.keys()],
    show: rerender,
  };
}

describe('useLocks', () => {
  it('says which rows are locked, by their ids', () => {
    const { locked } = showRows({ ids: ['1', '2'] });
    expect(locked()).toEqual(['connecting']);
    expect(manual.watches.map(({ filter }) => filter)).toEqual([
      { route: 'volume', ids: ['1', '2'] },
    ]);
    act(() => manual.watches[0]!.show('live', [lockWith({ resourceId: '2' })]));
    expect(locked()).toEqual(['live', '2']);
  });

  it('watches the same rows once, in however many arrays they come', async () => {
    const { show } = showRows({ ids: ['1', '2'] });
    show({ ids: ['1', '2'] });
    await endOfTurn();
    expect(manual.watches).toHaveLength(1);
    expect(manual.watches[0]!.isClosed).toBe(false);
  });

  it('keeps what is known of the rows until there is news of the new ones', async () => {
    const { locked, show } = showRows({ ids: ['1', '2'] });
    act(() => manual.watches[0]!.show('live', [lockWith({ resourceId: '2' })]));
    show({ ids: ['2', '3'] });
    await endOfTurn();
    expect(locked()).toEqual(['connecting', '2']);
    expect(manual.watches.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    act(() => manual.watches[1]!.show('live', [lockWith({ resourceId: '3' })]));
    expect(locked()).toEqual(['live', '3']);
  });

  it('keeps nothing of another route', () => {
    const { locked, show } = showRows({ ids: ['1'] });
    act(() => manual.watches[0]!.show('live', [lockWith({ resourceId: '1' })]));
    show({ route: 'series', ids: ['1'] });
    expect(locked()).toEqual(['connecting']);
  });

  it('watches any number of rows, 200 at a time, and knows no more than the part that knows least', () => {
    const ids = Array.from({ length: 401 }, (_, index) => String(index));
    const { locked } = showRows({ ids });
    expect(manual.watches.map(({ filter }) => filter.ids?.length)).toEqual([200, 200, 1]);
    const [first, second, third] = manual.watches;
    act(() => first!.show('live', [lockWith({ resourceId: '0' })]));
    act(() => second!.show('live', []));
    expect(locked()).toEqual(['connecting']);
    act(() => third!.show('live', [lockWith({ resourceId: '400' })]));
    expect(locked()).toEqual(['live', '0', '400']);
    act(() => second!.show('offline', []));
    expect(locked()).toEqual(['offline', '0', '400']);
  });

  it('watches once in StrictMode, too, and not at all when it is gone', () => {
    const { result, unmount } = renderHook(() => useLocks('volume', ['1'], { client }), {
      wrapper: StrictMode,
    });
    const open = (): ManualWatch[] => manual.watches.filter(({ isClosed }) => !isClosed);
    expect(open()).toHaveLength(1);
    act(() => open()[0]!.show('live', [lockWith({ resourceId: '1' })]));
    expect([...result.current.locks.keys()]).toEqual(['1']);
    unmount();
    expect(open()).toEqual([]);
  });

  it('knows of no rows that there are none', () => {
    const { locked } = showRows({ ids: [] });
    expect(locked()).toEqual(['live']);
    expect(manual.watches).toEqual([]);
  });
});

describe('useLockWatch', () => {
  it('shows all that the filter lets through, and watches anew when the filter changes', async () => {
    const { result, rerender, unmount } = renderHook(
      ({ mine }: { mine?: boolean }) => useLockWatch({ mine }, { client }),
      { initialProps: {}, wrapper: StrictMode },
    );
    expect(result.current.status).toBe('connecting');
    const lock = lockWith();
    act(() => manual.watches.at(-1)!.show('live', [lock]));
    expect(result.current.get('volume', '1234')).toBe(lock);
    rerender({ mine: true });
    await endOfTurn();
    const open = (): ManualWatch[] => manual.watches.filter(({ isClosed }) => !isClosed);
    expect(open().map(({ filter }) => filter)).toEqual([{ mine: true }]);
    expect(result.current.status).toBe('connecting');
    unmount();
    expect(open()).toEqual([]);
  });
});

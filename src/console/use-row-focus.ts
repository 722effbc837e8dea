import { type Virtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type PicturedLock } from '../client/public';

type Rows = Virtualizer<HTMLDivElement, Element>;

/** The row that the tabulator reaches; the arrow keys go to the others. */
export interface RowFocus {
  readonly index: number;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent, rows: Rows) => void;
}

/** Keeps the focus in the table: it follows its lock where that moves, and stays in place when the lock goes. */
export function useRowFocus(
  rows: readonly PicturedLock[],
  scroller: RefObject<HTMLElement | null>,
): RowFocus {
  const [active, setActive] = useState({ id: '', index: 0 });
  const column = useRef('record');
  const isInside = useRef(false);
  const isMoving = useRef(false);
  const index = indexOf(rows, active);

  useEffect(() => {
    const note = ({ target }: Event): void => {
      isInside.current =
        scroller.current?.querySelector('tbody')?.contains(target as Node) ?? false;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [scroller]);

  useLayoutEffect(() => {
    const isLost = isInside.current && document.activeElement === document.body;
    if (!isMoving.current && !isLost) return;
    const row = scroller.current?.querySelector(`[data-index="${index}"]`);
    const wanted = row?.querySelector<HTMLElement>(`[data-column="${column.current}"]`);
    (wanted ?? row?.querySelector<HTMLElement>('[data-column]'))?.focus({ preventScroll: true });
    isMoving.current = false;
  });

  const move = (to: number, table: Rows): void => {
    const next = Math.min(Math.max(to, 0), rows.length - 1);
    isMoving.current = true;
    setActive({ id: rows[next]!.id, index: next });
    table.scrollToIndex(next);
  };
  return {
    index,
    onFocus: ({ target }) => {
      const at = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index']);
      column.current = (target as HTMLElement).dataset['column'] ?? column.current;
      const lock = rows[at];
      if (lock && lock.id !== active.id) setActive({ id: lock.id, index: at });
    },
    onKeyDown: (event, table) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const to = targetOf(event.key, { index, count: rows.length, page: pageOf(table) });
      if (to === undefined) return;
      event.preventDefault();
      move(to, table);
    },
  };
}

function indexOf(
  rows: readonly PicturedLock[],
  active: { readonly id: string; readonly index: number },
): number {
  if (rows[active.index]?.id === active.id) return active.index;
  const found = rows.findIndex(({ id }) => id === active.id);
  return found === -1 ? Math.max(Math.min(active.index, rows.length - 1), 0) : found;
}

function pageOf(table: Rows): number {
  const height = table.getVirtualItems()[0]?.size ?? 1;
  return Math.max(Math.floor((table.scrollRect?.height ?? 0) / height) - 2, 1);
}

/** Where a key leads to from a row. */
export function targetOf(
  key: string,
  { index, count, page }: { readonly index: number; readonly count: number; readonly page: number },
): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + page;
    case 'PageUp':
      return index - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

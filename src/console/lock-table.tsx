import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { type PicturedLock } from '../client/public';
import { type LockOrder } from '../operator/public';
import { LockRow } from './lock-row';
import { type ListPlace } from './place';
import { between, isSelected, select, type Selection } from './selection';
import { TableHead } from './table-head';
import { useRowFocus } from './use-row-focus';
import { useRowHeight } from './use-row-height';

const OVERSCAN = 8;

/** A table of any number of rows, of which those in view are rendered. */
export function LockTable(props: {
  readonly rows: readonly PicturedLock[];
  readonly order: LockOrder;
  readonly place: ListPlace;
  /** Null for those who can do nothing with it. */
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection) => void;
  /** What did not work, by the id of the lock. */
  readonly failures: ReadonlyMap<string, string>;
}): ReactNode {
  const { rows, order, place, selection, onSelect, failures } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const focus = useRowFocus(rows, scroller);
  const active = focus.index;
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      // The row that has the focus stays, wherever the table is scrolled to.
      if (active < range.count && !indexes.includes(active)) indexes.push(active);
      return indexes.sort((one, other) => one - other);
    },
    [active],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    rangeExtractor,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const last = useRef(0);
  const latest = useRef({ rows, selection, onSelect });
  useEffect(() => {
    latest.current = { rows, selection, onSelect };
  });
  const toggle = useCallback((lock: PicturedLock, isWanted: boolean, isRange: boolean): void => {
    const now = latest.current;
    if (!now.selection) return;
    const index = now.rows.findIndex(({ id }) => id === lock.id);
    const meant = isRange ? between(now.rows, last.current, index) : [lock];
    last.current = index;
    now.onSelect(select(now.selection, meant, isWanted));
  }, []);

  return (
    <div className="table-scroll" ref={scroller}>
      <table
        className="locks"
        role="table"
        aria-label="Locks"
        aria-rowcount={rows.length + 1}
        data-selectable={selection !== null}
      >
        <TableHead
          order={order}
          place={place}
          all={selection && allOf(rows, selection)}
          onAll={(isWanted) => selection && onSelect(select(selection, rows, isWanted))}
        />
        <tbody
          role="rowgroup"
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={(event) => focus.onKeyDown(event, virtualizer)}
          onFocus={focus.onFocus}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const lock = rows[index];
            return (
              lock && (
                <LockRow
                  key={lock.id}
                  lock={lock}
                  index={index}
                  start={start}
                  isActive={index === active}
                  isSelected={selection && isSelected(selection, lock)}
                  failure={failures.get(lock.id)}
                  onToggle={toggle}
                />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function allOf(rows: readonly PicturedLock[], selection: Selection): 'all' | 'some' | 'none' {
  if (selection.size === 0) return 'none';
  const count = rows.filter((lock) => isSelected(selection, lock)).length;
  return count === 0 ? 'none' : count === rows.length ? 'all' : 'some';
}

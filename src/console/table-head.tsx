import { type ReactNode, useEffect, useRef } from 'react';
import { type LockOrder, type LockOrderKey } from '../operator/public';
import { type ListPlace } from './place';
import { go } from './use-place';

const COLUMNS: readonly (readonly [name: string, by: LockOrderKey | null])[] = [
  ['Record', 'record'],
  ['Holder', 'holder'],
  ['Note', null],
  ['Since', 'since'],
  ['Time left', 'timeLeft'],
  ['Waiting', 'waiters'],
];

/** The names of the columns, which order the rows. */
export function TableHead(props: {
  readonly order: LockOrder;
  readonly place: ListPlace;
  /** How many of the rows are selected; null when none can be. */
  readonly all: 'all' | 'some' | 'none' | null;
  readonly onAll: (isWanted: boolean) => void;
}): ReactNode {
  const { order, place, all, onAll } = props;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = all === 'some';
  }, [all]);
  const sort = (by: LockOrderKey): void => {
    const isDescending = order.by === by && !order.isDescending;
    go({ ...place, order: { by, isDescending } });
  };
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {all !== null && (
          <td role="cell" className="select">
            <input
              ref={box}
              type="checkbox"
              aria-label="Select all rows"
              checked={all === 'all'}
              onChange={({ target }) => onAll(target.checked)}
            />
          </td>
        )}
        {COLUMNS.map(([name, by]) => (
          <th
            key={name}
            role="columnheader"
            scope="col"
            data-name={name}
            aria-sort={by !== null && by === order.by ? sortOf(order) : undefined}
          >
            {by === null ? (
              name
            ) : (
              <button type="button" onClick={() => sort(by)}>
                {name}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sortOf({ isDescending }: LockOrder): 'ascending' | 'descending' {
  return isDescending ? 'descending' : 'ascending';
}

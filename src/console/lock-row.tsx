import { memo, type MouseEvent, type ReactNode } from 'react';
import { type PicturedLock } from '../client/public';
import { PlaceLink } from './place-link';
import { Age, TimeLeft } from './times';
import { UserLink } from './user-link';

interface LockRowProps {
  readonly lock: PicturedLock;
  /** Of all rows, from 0. */
  readonly index: number;
  /** Where it begins, in pixels. */
  readonly start: number;
  /** True for the one row that the tabulator reaches. */
  readonly isActive: boolean;
  /** Null when it cannot be. */
  readonly isSelected: boolean | null;
  readonly failure: string | undefined;
  readonly onToggle: (lock: PicturedLock, isWanted: boolean, isRange: boolean) => void;
}

/** One lock; rendered again only when it changes. */
export const LockRow = memo(function LockRow(props: LockRowProps): ReactNode {
  const { lock, index, start, isActive, isSelected, failure, onToggle } = props;
  const { route, resourceId, holder, note, acquiredAt, expiresAt, sessionId } = lock;
  const tabIndex = isActive ? 0 : -1;
  const name = `${route}/${resourceId}`;
  const toggle = (event: MouseEvent): void => onToggle(lock, !isSelected, event.shiftKey);
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-selected={isSelected === true}
      data-mine={lock.heldByMe}
      style={{ transform: `translateY(${start}px)` }}
    >
      {isSelected !== null && (
        <td role="cell" className="select">
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            data-column="select"
            tabIndex={tabIndex}
            checked={isSelected}
            onClick={toggle}
            readOnly
          />
        </td>
      )}
      <th role="rowheader" scope="row" className="record">
        <PlaceLink
          to={{ view: 'lock', route, id: resourceId }}
          tabIndex={tabIndex}
          data-column="record"
          title={name}
        >
          <span className="route">{route}/</span>
          {resourceId}
        </PlaceLink>
        {lock.reserved && <span className="badge">reserved</span>}
        {failure && (
          <span className="failure" title={failure}>
            {failure}
          </span>
        )}
      </th>
      <td role="cell" className="holder">
        <UserLink user={holder} tabIndex={tabIndex} />
        {sessionId && (
          <span className="session" title={`Session ${sessionId}`}>
            session {sessionId}
          </span>
        )}
      </td>
      <td role="cell" className="note" title={note ?? undefined}>
        {note}
      </td>
      <td role="cell" className="since">
        <Age at={acquiredAt} />
      </td>
      <td role="cell" className="left">
        <TimeLeft until={expiresAt} />
      </td>
      <td role="cell" className="line">
        <Line lock={lock} />
      </td>
    </tr>
  );
});

function Line({ lock }: { readonly lock: PicturedLock }): ReactNode {
  const { waiterCount, waiters = [] } = lock;
  if (waiterCount === 0) return null;
  const names = waiters.map(({ user }) => user.username).join(', ');
  return (
    <span className="waiting" title={names}>
      <strong>{waiterCount}</strong> {names}
    </span>
  );
}

import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type PicturedLock, type WatchStatus } from '../client/public';
import { arrangeLocks, type LockList } from '../operator/public';
import { ChangeDialog, type PlannedChange } from './change-dialog';
import { ChangeOutcomes } from './change-outcomes';
import { isFailure, locksText, outcomeText } from './change-texts';
import { Stale } from './connection';
import { FilterBar } from './filter-bar';
import { LockActions } from './lock-actions';
import { LockTable } from './lock-table';
import { filterOf, isFiltered, type ListPlace } from './place';
import { isSelected, NOTHING_SELECTED, select } from './selection';
import { onTick } from './ticker';
import { NowContext } from './times';
import { useChanges } from './use-changes';
import { useView } from './use-view';
import { useRights } from './viewer';

/** Every lock, live. */
export function ListView(props: {
  readonly place: ListPlace;
  readonly list: LockList;
  readonly onStatus: (status: WatchStatus) => void;
}): ReactNode {
  const { place, list, onStatus } = props;
  const { status, locks } = useSyncExternalStore(list.subscribe, list.getSnapshot);
  const rows = useRows(list, place, locks);
  const { canOverride } = useRights();
  const changes = useChanges(list);
  const [plan, setPlan] = useState<PlannedChange | null>(null);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const heading = useView('Locks', onStatus, status);
  const chosen = useMemo(
    () => rows.filter((lock) => isSelected(selection, lock)),
    [rows, selection],
  );
  const { run } = changes;
  const failures = useMemo(
    () =>
      new Map(
        run?.outcomes
          .filter(isFailure)
          .map((outcome) => [outcome.lock.id, outcomeText(outcome, run.change)]),
      ),
    [run],
  );
  const start = ({ change, locks: meant }: PlannedChange, reason: string): void => {
    changes.start(change, meant, reason);
    setSelection(select(selection, meant, false));
  };
  const isWhole = status !== 'connecting' && !(status === 'offline' && locks.size === 0);
  const isKnown = isWhole || locks.size > 0;
  return (
    <NowContext value={list.now}>
      <main className="view list-view" aria-busy={!isWhole}>
        <div className="list-head">
          <h1 ref={heading} tabIndex={-1}>
            {isKnown ? countText(rows.length, locks.size, isFiltered(place)) : 'Locks'}
            {isKnown && !isWhole && ' so far…'}
          </h1>
          <FilterBar place={place} locks={locks} />
        </div>
        <Stale status={status} />
        <ChangeOutcomes changes={changes} />
        {rows.length > 0 ? (
          <LockTable
            rows={rows}
            order={place.order}
            place={place}
            selection={canOverride ? selection : null}
            onSelect={setSelection}
            failures={failures}
          />
        ) : (
          <p className="state">{emptyText(isKnown, isFiltered(place))}</p>
        )}
        {chosen.length > 0 && (
          <section className="selected" aria-label="Selected locks">
            <p>{locksText(chosen.length)} selected</p>
            <LockActions locks={chosen} isCounted onPlan={setPlan} />
            <button type="button" className="plain" onClick={() => setSelection(NOTHING_SELECTED)}>
              Clear
            </button>
          </section>
        )}
        {plan && (
          <ChangeDialog
            plan={plan}
            onConfirm={(reason) => start(plan, reason)}
            onClose={() => setPlan(null)}
          />
        )}
      </main>
    </NowContext>
  );
}

/** While locks are left out by age, they are looked through as often. */
const AGE_TICKS = 10;

/** The rows to show, in order. */
function useRows(
  list: LockList,
  place: ListPlace,
  locks: ReadonlyMap<string, PicturedLock>,
): readonly PicturedLock[] {
  const before = useRef<readonly PicturedLock[]>([]);
  const [turn, setTurn] = useState(0);
  const isByAge = place.olderThan !== null;
  useEffect(() => {
    if (!isByAge) return;
    let ticks = 0;
    return onTick(() => {
      ticks += 1;
      if (ticks % AGE_TICKS === 0) setTurn(ticks);
    });
  }, [isByAge]);
  const rows = useMemo(
    () =>
      arrangeLocks(
        locks,
        { filter: filterOf(place), order: place.order, nowMs: list.now() },
        before.current,
      ),
    // `turn` is the time that has passed.
    [list, locks, place, turn],
  );
  useEffect(() => {
    before.current = rows;
  }, [rows]);
  return rows;
}

function countText(shown: number, all: number, isPart: boolean): string {
  return isPart ? `${shown.toLocaleString()} of ${locksText(all)}` : locksText(all);
}

function emptyText(isKnown: boolean, isPart: boolean): string {
  if (!isKnown) return 'Loading the locks…';
  return isPart
    ? 'No lock matches these filters.'
    : 'Nothing is locked. Locks appear here as people open records.';
}

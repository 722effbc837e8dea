import { type ReactNode, useEffect, useRef } from 'react';
import { isFailure, outcomeText, recordText, runText } from './change-texts';
import { PlaceLink } from './place-link';
import { type Changes } from './use-changes';

/** So many are named one by one. */
const MOST_NAMED = 50;

/** What came of the last change, where it was started. */
export function ChangeOutcomes({ changes }: { readonly changes: Changes }): ReactNode {
  const { run, start, stop, dismiss } = changes;
  const failures = run?.outcomes.filter(isFailure) ?? [];
  const region = useRef<HTMLDivElement>(null);
  const isOver = run?.isOver;
  // The button that began it may be gone with what it was for.
  useEffect(() => {
    if (isOver === false) region.current?.focus();
  }, [isOver]);
  const isPartial = isOver && failures.length > 0;
  const again = (): void => {
    if (run)
      start(
        run.change,
        failures.map(({ lock }) => lock),
        run.reason,
      );
  };
  const close = (): void => {
    dismiss();
    document.querySelector('h1')?.focus();
  };
  // The region is always there, so that screen readers tell of what comes into it.
  return (
    <div
      ref={region}
      tabIndex={-1}
      className="outcomes"
      data-kind={run ? (isPartial ? 'partial' : 'done') : 'none'}
    >
      <p role="status">{run && runText(run)}</p>
      {run && !run.isOver && (
        <>
          <progress max={run.total} value={run.outcomes.length} aria-label="Progress" />
          <button type="button" onClick={stop}>
            Stop
          </button>
        </>
      )}
      {run?.isOver && (
        <p className="outcome-actions">
          {failures.some(({ kind }) => kind !== 'passed') && (
            <button type="button" onClick={again}>
              Try those again
            </button>
          )}
          <button type="button" onClick={close}>
            Dismiss
          </button>
        </p>
      )}
      {run && failures.length > 0 && (
        <ul>
          {failures.slice(0, MOST_NAMED).map((outcome) => (
            <li key={outcome.lock.id}>
              <PlaceLink
                to={{ view: 'lock', route: outcome.lock.route, id: outcome.lock.resourceId }}
              >
                {recordText(outcome.lock)}
              </PlaceLink>{' '}
              {outcomeText(outcome, run.change)}
            </li>
          ))}
          {failures.length > MOST_NAMED && (
            <li>and {(failures.length - MOST_NAMED).toLocaleString()} more</li>
          )}
        </ul>
      )}
    </div>
  );
}

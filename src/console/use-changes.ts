import { useCallback, useEffect, useRef, useState } from 'react';
import { type Lock } from '../client/public';
import {
  type ChangeOutcome,
  changeLocks,
  type LockChange,
  type LockList,
} from '../operator/public';
import { useLockClient } from '../react/public';
import { useRights } from './viewer';

/** A change of one or more locks, from its start to what came of it. */
export interface ChangeRun {
  readonly change: LockChange;
  readonly total: number;
  readonly reason: string;
  /** In the order in which they were known. */
  readonly outcomes: readonly ChangeOutcome[];
  readonly isOver: boolean;
}

/** What can be done about changes, and the last one. */
export interface Changes {
  readonly run: ChangeRun | null;
  readonly start: (change: LockChange, locks: readonly Lock[], reason: string) => void;
  /** What has not begun is not tried. */
  readonly stop: () => void;
  /** The run is no longer shown. */
  readonly dismiss: () => void;
}

/** Changes locks that a list shows, and keeps what came of it. Leaving the view stops what has not begun. */
export function useChanges(list: Pick<LockList, 'current'>): Changes {
  const client = useLockClient();
  const { askAgain } = useRights();
  const [run, setRun] = useState<ChangeRun | null>(null);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const start = useCallback(
    (change: LockChange, locks: readonly Lock[], reason: string): void => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      const outcomes: ChangeOutcome[] = [];
      let frame = 0;
      const show = (isOver: boolean): void => {
        frame = 0;
        setRun({ change, total: locks.length, reason, outcomes: [...outcomes], isOver });
      };
      show(false);
      const onOutcome = (outcome: ChangeOutcome): void => {
        outcomes.push(outcome);
        frame ||= requestAnimationFrame(() => show(false));
      };
      const { current } = list;
      const why = reason === '' ? undefined : reason;
      void changeLocks(client, locks, { change, reason: why, current, onOutcome, signal }).then(
        () => {
          cancelAnimationFrame(frame);
          show(true);
          if (outcomes.some(isRefused)) askAgain();
        },
      );
    },
    [client, list, askAgain],
  );
  const stop = useCallback(() => controller.current?.abort(), []);
  const dismiss = useCallback(() => setRun(null), []);
  return { run, start, stop, dismiss };
}

function isRefused(outcome: ChangeOutcome): boolean {
  return outcome.kind === 'failed' && ['forbidden', 'unauthenticated'].includes(outcome.fault.kind);
}

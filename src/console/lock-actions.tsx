import { type ReactNode } from 'react';
import { type Lock } from '../client/public';
import { type PlannedChange } from './change-dialog';
import { CHANGE_NAMES, locksText } from './change-texts';
import { useRights } from './viewer';

/** The buttons for what the viewer may do to these locks. What they may not do has no button. */
export function LockActions(props: {
  readonly locks: readonly Lock[];
  /** True says on the buttons how many locks each of them is for. */
  readonly isCounted?: boolean;
  readonly onPlan: (plan: PlannedChange) => void;
}): ReactNode {
  const { locks, isCounted = false, onPlan } = props;
  const { canOverride } = useRights();
  const offers: PlannedChange[] = [
    { change: 'takeOver', locks: locks.filter(({ canTakeOver }) => canTakeOver) },
    { change: 'forceRemove', locks: canOverride ? locks : [] },
  ];
  return (
    <>
      {offers
        .filter((offer) => offer.locks.length > 0)
        .map((offer) => (
          <button key={offer.change} type="button" onClick={() => onPlan(offer)}>
            {CHANGE_NAMES[offer.change]}
            {isCounted && offer.locks.length < locks.length && ` ${locksText(offer.locks.length)}`}…
          </button>
        ))}
    </>
  );
}

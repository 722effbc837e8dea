import { type ReactNode, useState } from 'react';
import { type Lock } from '../client/public';
import { type LockChange } from '../operator/public';
import { ChangeDialog, type PlannedChange } from './change-dialog';
import { CHANGE_NAMES, locksText } from './change-texts';
import { useRights } from './viewer';

/**
 * The buttons for what the viewer may do to these locks, and the question before it is done. What they may not
 * do has no button.
 */
export function LockActions(props: {
  readonly locks: readonly Lock[];
  /** True says on the buttons how many locks each of them is for. */
  readonly isCounted?: boolean;
  readonly onConfirm: (change: LockChange, locks: readonly Lock[], reason: string) => void;
}): ReactNode {
  const { locks, isCounted = false, onConfirm } = props;
  const { canOverride } = useRights();
  const [plan, setPlan] = useState<PlannedChange | null>(null);
  const offers: PlannedChange[] = [
    { change: 'takeOver', locks: locks.filter(({ canTakeOver }) => canTakeOver) },
    { change: 'forceRemove', locks: canOverride ? locks : [] },
  ];
  return (
    <>
      {offers
        .filter((offer) => offer.locks.length > 0)
        .map((offer) => (
          <button key={offer.change} type="button" onClick={() => setPlan(offer)}>
            {CHANGE_NAMES[offer.change]}
            {isCounted && offer.locks.length < locks.length && ` ${locksText(offer.locks.length)}`}…
          </button>
        ))}
      {plan && (
        <ChangeDialog
          plan={plan}
          onConfirm={(reason) => onConfirm(plan.change, plan.locks, reason)}
          onClose={() => setPlan(null)}
        />
      )}
    </>
  );
}

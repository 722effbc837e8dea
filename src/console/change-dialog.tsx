import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Lock } from '../client/public';
import { type LockChange } from '../operator/public';
import { byHolder, CHANGE_NAMES, locksText, recordText, someOf } from './change-texts';

/** What a gateway takes of a reason. */
const MOST_CHARACTERS = 280;
const MOST_HOLDERS = 6;
const MOST_RECORDS = 3;

/** What is about to be done. */
export interface PlannedChange {
  readonly change: LockChange;
  /** As they were when it was asked for; one that is another's by then is left alone. */
  readonly locks: readonly Lock[];
}

/** Says what will happen to whom, and asks for a reason. */
export function ChangeDialog(props: {
  readonly plan: PlannedChange;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { plan, onConfirm, onClose } = props;
  const { change, locks } = plan;
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');
  const id = useId();
  useEffect(() => {
    if (!dialog.current!.open) dialog.current!.showModal();
  }, []);
  const close = (): void => {
    // The button that asked may be gone, with the lock that it was for.
    if (document.activeElement === document.body) document.querySelector('h1')?.focus();
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    dialog.current?.close();
    onConfirm(reason.trim());
  };
  const name = `${CHANGE_NAMES[change]} ${locksText(locks.length)}`;
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-what`}
      onClose={close}
    >
      <form onSubmit={submit}>
        <h2 id={`${id}-title`}>{name}?</h2>
        <div id={`${id}-what`} className="what">
          <ul>
            {byHolder(locks)
              .slice(0, MOST_HOLDERS)
              .map(([holder, theirs]) => (
                <li key={theirs[0]!.holder.id}>
                  <strong>{holder}</strong> {someOf(theirs.map(recordText), MOST_RECORDS)}
                </li>
              ))}
            <OtherHolders locks={locks} />
          </ul>
          <p>{whatHappens(plan)}</p>
        </div>
        <label htmlFor={`${id}-reason`}>Reason, for the holder and the history (optional)</label>
        <textarea
          id={`${id}-reason`}
          rows={2}
          maxLength={MOST_CHARACTERS}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className={change === 'forceRemove' ? 'danger' : 'primary'}>
            {name}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function OtherHolders({ locks }: { readonly locks: readonly Lock[] }): ReactNode {
  const others = byHolder(locks).slice(MOST_HOLDERS);
  if (others.length === 0) return null;
  const count = others.reduce((sum, [, theirs]) => sum + theirs.length, 0);
  const people = others.length === 1 ? '1 other person' : `${others.length} other people`;
  return (
    <li>
      and {locksText(count)} of {people}
    </li>
  );
}

function whatHappens({ change, locks }: PlannedChange): string {
  const isOne = locks.length === 1;
  const who = isOne ? `${locks[0]!.holder.username} is` : 'They are';
  const told = `${who} told at once, and can no longer save.`;
  if (change === 'takeOver') {
    return `${told} You hold ${isOne ? 'the record' : 'the records'} from then on, until the lease ends. Whoever waits keeps their place.`;
  }
  const waiting = locks.filter(({ waiterCount }) => waiterCount > 0).length;
  if (waiting === 0) return `${told} ${isOne ? 'The record is' : 'The records are'} free then.`;
  const rest = isOne ? 'The record' : `${locksText(waiting).replace('lock', 'record')}`;
  const goes = waiting === 1 ? 'goes' : 'go';
  return `${told} ${rest} ${goes} to whoever is first in line.`;
}

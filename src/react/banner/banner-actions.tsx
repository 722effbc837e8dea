import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { isLockFault } from '../is-lock-fault';
import { type LockState, type UseLockResult } from '../use-lock';
import { obstacleOf } from './banner-message';
import { type LockBannerTexts } from './banner-texts';

const MAX_REASON = 280;

interface BannerActionsProps {
  readonly lock: UseLockResult;
  readonly texts: LockBannerTexts;
}

/** The buttons of a state. They are never of type `submit`: the banner may stand in a form. */
export function BannerActions({ lock, texts }: BannerActionsProps): ReactNode {
  const [isTakingOver, setTakingOver] = useState(false);
  const obstacle = obstacleOf(lock);
  if (isTakingOver && obstacle?.canTakeOver === true) {
    const cancel = (): void => setTakingOver(false);
    return <TakeOver lock={lock} texts={texts} holder={obstacle.holder.username} cancel={cancel} />;
  }
  const retry = retryLabel(lock, texts);
  return (
    <div data-part="actions">
      {lock.state === 'heldByOther' && !lock.isFree && (
        <Action label={texts.wait} run={() => lock.wait()} />
      )}
      {lock.state === 'waiting' && <Action label={texts.stopWaiting} run={lock.stopWaiting} />}
      {lock.state === 'heldInOtherTab' && !lock.isFree && (
        <Action label={texts.adopt} run={lock.adopt} />
      )}
      {obstacle?.canTakeOver === true && (
        <Action label={texts.takeOver} run={() => setTakingOver(true)} />
      )}
      {retry !== null && <Action label={retry} run={lock.retry} />}
    </div>
  );
}

function retryLabel(lock: LockState, texts: LockBannerTexts): string | null {
  if (lock.state === 'lost' || lock.state === 'offline') return texts.retry;
  if (lock.state === 'heldByOther' || lock.state === 'heldInOtherTab') {
    return lock.isFree ? texts.edit : null;
  }
  if (lock.state !== 'released' || lock.reason === 'closed') return null;
  return lock.fault === null ? texts.edit : texts.retry;
}

function Action({ label, run }: { readonly label: string; readonly run: () => void }): ReactNode {
  return (
    <button type="button" onClick={() => run()}>
      {label}
    </button>
  );
}

interface TakeOverProps extends BannerActionsProps {
  readonly holder: string;
  readonly cancel: () => void;
}

/** Somebody's work is at stake: it asks for a reason first, which the holder and the history get. */
function TakeOver({ lock, texts, holder, cancel }: TakeOverProps): ReactNode {
  const id = useId();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const takeOver = (): void => {
    setProblem('');
    const how = reason.trim() === '' ? undefined : { reason: reason.trim() };
    lock.takeOver(how).catch((error: unknown) => {
      setProblem(isLockFault(error) ? texts.fault(error) : String(error));
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') cancel();
    if (event.key !== 'Enter') return;
    // Not the form around the banner.
    event.preventDefault();
    takeOver();
  };
  return (
    <div data-part="take-over" role="group" aria-label={texts.confirmTakeOver}>
      <label htmlFor={id}>{texts.reason(holder)}</label>
      <input
        id={id}
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Action label={texts.confirmTakeOver} run={takeOver} />
      <Action label={texts.cancel} run={cancel} />
      <p role="alert">{problem}</p>
    </div>
  );
}

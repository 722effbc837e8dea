import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type LockFault } from '../../client/lock-fault';
import { type LockActions } from '../use-lock';
import { type LockBannerTexts } from './banner-texts';

interface TakeOverProps {
  readonly lock: LockActions;
  readonly texts: LockBannerTexts;
  readonly holder: string;
  readonly cancel: () => void;
}

/**
 * Somebody's work is at stake: it asks for a reason first, which the history gets. It is no form, since the
 * banner may stand in one.
 */
export function TakeOver({ lock, texts, holder, cancel }: TakeOverProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const takeOver = (): void => {
    lock
      .takeOver({ reason: input.current?.value.trim() || undefined })
      .catch((fault: LockFault) => setProblem(texts.fault(fault)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') cancel();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    takeOver();
  };
  return (
    <div data-part="take-over" role="group" aria-label={texts.confirmTakeOver}>
      <label htmlFor={id}>{texts.reason(holder)}</label>
      <input ref={input} id={id} maxLength={280} onKeyDown={onKeyDown} />
      <button type="button" onClick={takeOver}>
        {texts.confirmTakeOver}
      </button>
      <button type="button" onClick={cancel}>
        {texts.cancel}
      </button>
      <p role="alert">{problem}</p>
    </div>
  );
}

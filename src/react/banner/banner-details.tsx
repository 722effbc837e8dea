import { type ReactNode, useEffect, useReducer } from 'react';
import { type Lock } from '../../client/lock-types';
import { type UseLockResult } from '../use-lock';
import { type LockBannerTexts } from './banner-texts';
import { timeTeller } from './lock-times';

interface BannerDetailsProps {
  readonly lock: UseLockResult;
  /** The lock that stands in the way. */
  readonly obstacle: Lock | null | undefined;
  readonly texts: LockBannerTexts;
  readonly locale: string | undefined;
}

/** The times, the note, and who waits: what nobody has to be interrupted for. */
export function BannerDetails({ lock, obstacle, texts, locale }: BannerDetailsProps): ReactNode {
  const shown = obstacle ?? (lock.state === 'held' ? lock.lock : null);
  useTicks(shown !== null);
  if (shown === null) return null;
  const tell = timeTeller(shown, locale);
  const { acquiredAt, expiresAt, holdEndsAt, note } = shown;
  return (
    <>
      {obstacle && (
        <p data-part="times">
          {texts.since(tell(acquiredAt))}
          {expiresAt && ` ${texts.until(tell(expiresAt))}`}
        </p>
      )}
      {!obstacle && holdEndsAt && <p data-part="times">{texts.holdEnds(tell(holdEndsAt))}</p>}
      {obstacle && note && <p data-part="note">{texts.note(note)}</p>}
      {lock.state === 'held' && lock.waiters.length > 0 && (
        <ul data-part="waiters">
          {lock.waiters.map(({ user, message }) => (
            <li key={user.id}>{texts.waiter(user.username, message)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const TICK_MS = 30_000;

/** Renders again every half a minute. */
function useTicks(isNeeded: boolean): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!isNeeded) return undefined;
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
}

import { type ReactNode, useEffect, useReducer } from 'react';
import { type Lock } from '../../client/lock-types';
import { type UseLockResult } from '../use-lock';
import { obstacleOf } from './banner-message';
import { type LockBannerTexts, type TimeText } from './banner-texts';
import { clockTime, relativeTime, timesOf } from './lock-times';

const TICK_MS = 30_000;

interface PartProps {
  readonly texts: LockBannerTexts;
  readonly locale: string | undefined;
}

/** The times, the note, and who waits: what nobody has to be interrupted for. */
export function BannerDetails({
  lock,
  ...shared
}: PartProps & { readonly lock: UseLockResult }): ReactNode {
  if (lock.state === 'held') {
    return (
      <>
        {lock.lock.holdEndsAt !== null && <HoldEnd lock={lock.lock} {...shared} />}
        {lock.waiters.length > 0 && (
          <ul data-part="waiters">
            {lock.waiters.map(({ user, message }) => (
              <li key={user.id}>{shared.texts.waiter(user.username, message)}</li>
            ))}
          </ul>
        )}
      </>
    );
  }
  const obstacle = obstacleOf(lock);
  if (obstacle === null) return null;
  return (
    <>
      <Times lock={obstacle} {...shared} />
      {obstacle.note !== null && <p data-part="note">{shared.texts.note(obstacle.note)}</p>}
    </>
  );
}

function Times({ lock, texts, locale }: PartProps & { readonly lock: Lock }): ReactNode {
  useTicks();
  const { acquiredAt, expiresAt, now } = timesOf(lock);
  return (
    <p data-part="times">
      {texts.since(timeText(acquiredAt, now, locale))}
      {expiresAt !== null && ` ${texts.until(timeText(expiresAt, now, locale))}`}
    </p>
  );
}

function HoldEnd({ lock, texts, locale }: PartProps & { readonly lock: Lock }): ReactNode {
  useTicks();
  const { now } = timesOf(lock);
  const end = new Date(lock.holdEndsAt ?? 0);
  return <p data-part="times">{texts.holdEnds(timeText(end, now, locale))}</p>;
}

/** Renders again every half a minute. */
function useTicks(): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
}

function timeText(at: Date, now: Date | null, locale: string | undefined): TimeText {
  return {
    clock: clockTime(at, now, locale),
    relative: now === null ? null : relativeTime(at, now, locale),
  };
}

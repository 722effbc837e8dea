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
  if (obstacle) return <Obstacle lock={obstacle} texts={texts} locale={locale} />;
  if (lock.state !== 'held' || lock.waiters.length === 0) return null;
  return (
    <ul data-part="waiters">
      {lock.waiters.map(({ user, message }) => (
        <li key={user.id}>{texts.waiter(user.username, message)}</li>
      ))}
    </ul>
  );
}

const TICK_MS = 30_000;

function Obstacle({
  lock,
  texts,
  locale,
}: Omit<BannerDetailsProps, 'lock' | 'obstacle'> & { readonly lock: Lock }): ReactNode {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const tell = timeTeller(lock, locale);
  return (
    <>
      <p data-part="times">
        {texts.since(tell(lock.acquiredAt))}
        {lock.expiresAt && ` ${texts.until(tell(lock.expiresAt))}`}
      </p>
      {lock.note && <p data-part="note">{texts.note(lock.note)}</p>}
    </>
  );
}

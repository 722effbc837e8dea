import { type ReactNode, useState } from 'react';
import { type UseLockResult } from '../use-lock';
import { BannerDetails } from './banner-details';
import { englishTexts, type LockBannerTexts } from './banner-texts';
import { type Offer, viewOf } from './banner-view';
import { FocusKeeper } from './focus-keeper';
import { TakeOver } from './take-over';

/** What `LockBanner` takes. */
export interface LockBannerProps {
  /** What `useLock` returned. */
  readonly lock: UseLockResult;
  /** In the place of the English texts, each by itself. */
  readonly texts?: Partial<LockBannerTexts> | undefined;
  /** Of the times, e.g. `de-AT`; otherwise that of the browser. */
  readonly locale?: string | undefined;
  /**
   * Loads the record anew, when somebody else may have had it in between. The banner offers it, and takes the
   * record for loaded once it has resolved.
   */
  readonly onReload?: (() => unknown) | undefined;
  readonly className?: string | undefined;
}

/**
 * Says who has a record, since when and until when, and offers what can be done about it. It has no styles:
 * `data-state` of the section is the state of the lock, `data-part` names what is inside of it.
 */
export function LockBanner(props: LockBannerProps): ReactNode {
  const { lock, texts: given, locale, onReload, className } = props;
  const texts = { ...englishTexts, ...given };
  const { text, isUrgent, obstacle, offer } = viewOf(lock, texts, onReload);
  /** The state in which somebody asked to take over: with another state that is over. */
  const [askedIn, setAskedIn] = useState('');
  const holder = obstacle?.canTakeOver ? obstacle.holder.username : null;
  const offers: Offer[] = offer ? [offer] : [];
  if (holder !== null) offers.push([texts.takeOver, () => setAskedIn(lock.state)]);
  return (
    <FocusKeeper
      aria-label={texts.label}
      className={className}
      data-state={lock.state}
      hidden={text === ''}
    >
      {/* Both are always there: screen readers tell what changes in a region that they know. */}
      <p role="status" data-part="status">
        {!isUrgent && text}
      </p>
      <p role="alert" data-part="alert">
        {isUrgent && text}
      </p>
      <BannerDetails lock={lock} obstacle={obstacle} texts={texts} locale={locale} />
      {holder !== null && askedIn === lock.state ? (
        <TakeOver lock={lock} texts={texts} holder={holder} cancel={() => setAskedIn('')} />
      ) : (
        <div data-part="actions">
          {offers.map(([label, run]) => (
            <button key={label} type="button" onClick={() => void run()}>
              {label}
            </button>
          ))}
        </div>
      )}
    </FocusKeeper>
  );
}

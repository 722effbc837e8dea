import { type ReactNode, useMemo, useRef } from 'react';
import { type UseLockResult } from '../use-lock';
import { BannerActions } from './banner-actions';
import { BannerDetails } from './banner-details';
import { messageOf } from './banner-message';
import { englishTexts, type LockBannerTexts } from './banner-texts';
import { useKeptFocus } from './kept-focus';

/** What `LockBanner` takes. */
export interface LockBannerProps {
  /** What `useLock` returned. */
  readonly lock: UseLockResult;
  /** In the place of the English texts, each by itself. */
  readonly texts?: Partial<LockBannerTexts> | undefined;
  /** Of the times, e.g. `de-AT`; otherwise that of the browser. */
  readonly locale?: string | undefined;
  readonly className?: string | undefined;
}

/**
 * Says who has a record, since when and until when, and offers what can be done about it. It has no styles:
 * `data-state` of the section is the state of the lock, `data-part` names what is inside of it.
 */
export function LockBanner({ lock, texts: given, locale, className }: LockBannerProps): ReactNode {
  const texts = useMemo(() => ({ ...englishTexts, ...given }), [given]);
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section);
  const message = messageOf(lock, texts);
  return (
    <section
      ref={section}
      aria-label={texts.label}
      className={className}
      data-state={lock.state}
      hidden={message === null}
      tabIndex={-1}
    >
      {/* Both are always there: screen readers tell what changes in a region that they know. */}
      <p role="status" data-part="status">
        {message?.isUrgent === false && message.text}
      </p>
      <p role="alert" data-part="alert">
        {message?.isUrgent === true && message.text}
      </p>
      <BannerDetails lock={lock} texts={texts} locale={locale} />
      <BannerActions key={lock.state} lock={lock} texts={texts} />
    </section>
  );
}

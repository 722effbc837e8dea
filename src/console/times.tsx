import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { onTick } from './ticker';
import { ageText, clockText, timeLeftText } from './time-text';

/** The clock that the page tells times by: that of the gateway. */
export const NowContext = createContext<() => number>(Date.now);

/** Renders again only when the text is another one. */
function useTimeText(textOf: (nowMs: number) => string): string {
  const now = useContext(NowContext);
  return useSyncExternalStore(onTick, () => textOf(now()));
}

/** How long ago something was. */
export function Age({ at }: { readonly at: string }): ReactNode {
  const text = useTimeText((now) => ageText(at, now));
  return (
    <time dateTime={at} title={clockText(at)}>
      {text}
    </time>
  );
}

/** What is left of a lease. */
export function TimeLeft({ until }: { readonly until: string | null }): ReactNode {
  const text = useTimeText((now) => timeLeftText(until, now));
  if (until === null) return text;
  return (
    <time dateTime={until} title={clockText(until)}>
      {text}
    </time>
  );
}

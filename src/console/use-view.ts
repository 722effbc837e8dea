import { type RefObject, useEffect, useRef } from 'react';
import { type WatchStatus } from '../client/public';

let isFirst = true;

/** What each view does: it names the page, tells how its picture is kept, and takes the focus when it is gone to. */
export function useView(
  title: string,
  onStatus: (status: WatchStatus) => void,
  status: WatchStatus,
): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – lock-gateway`;
  }, [title]);
  useEffect(() => onStatus(status), [onStatus, status]);
  useEffect(() => {
    // Where the page is opened, the browser begins at its top by itself.
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return heading;
}

import { useSyncExternalStore } from 'react';

/** Below this the cells of a row stand below each other; the same as in `table.css`. */
const NARROW = '(width < 48rem)';
const ROW_REM = 3.25;
const NARROW_ROW_REM = 7.5;

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The height of every row in pixels, whatever size of text the reader has chosen; the same as in `table.css`. */
export function useRowHeight(): number {
  const isNarrow = useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return (isNarrow ? NARROW_ROW_REM : ROW_REM) * rem;
}

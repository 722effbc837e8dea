import { useMemo, useSyncExternalStore } from 'react';
import { hrefOf, type Place, placeOf } from './place';

const MOVED = 'console:moved';

function subscribe(listener: () => void): () => void {
  const types = ['popstate', MOVED];
  for (const type of types) addEventListener(type, listener);
  return () => types.forEach((type) => removeEventListener(type, listener));
}

/** Where the page is, by its address. */
export function usePlace(): Place {
  const query = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => placeOf(query), [query]);
}

/** Goes somewhere; `isSmall` steps, such as a letter typed, are none for the back button. */
export function go(place: Place, isSmall = false): void {
  const href = hrefOf(place);
  if (isSmall) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  dispatchEvent(new Event(MOVED));
}

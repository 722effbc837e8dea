import { useSyncExternalStore } from 'react';

/** The id in the address after `#`, so that a reload and a second tab open the same record; null without one. */
export function useLocationHash(): string | null {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return hash.length > 1 ? decodeURIComponent(hash.slice(1)) : null;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

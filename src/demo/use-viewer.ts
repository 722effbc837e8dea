import { useEffect, useState } from 'react';
import { type LockClient, type Viewer } from '../client/public';

/** Who is signed in; null when nobody is, undefined until that is known. */
export function useViewer(client: LockClient): Viewer | null | undefined {
  const [viewer, setViewer] = useState<Viewer | null>();
  useEffect(() => {
    const leave = new AbortController();
    client.me({ signal: leave.signal }).then(setViewer, () => {
      if (!leave.signal.aborted) setViewer(null);
    });
    return () => leave.abort();
  }, [client]);
  return viewer;
}

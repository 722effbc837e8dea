import { useEffect, useState } from 'react';
import { type LockClient, LockFault, type Viewer } from '../client/public';

/** Who is signed in, or why that is not known; undefined until there is an answer. */
export function useViewer(client: LockClient): Viewer | LockFault | undefined {
  const [viewer, setViewer] = useState<Viewer | LockFault>();
  useEffect(() => {
    const leave = new AbortController();
    client.me({ signal: leave.signal }).then(setViewer, (fault: unknown) => {
      if (fault instanceof LockFault && !leave.signal.aborted) setViewer(fault);
    });
    return () => leave.abort();
  }, [client]);
  return viewer;
}

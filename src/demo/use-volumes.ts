import { useEffect, useState } from 'react';
import { type Volume } from './volume';
import { listVolumes } from './volume-service';

/** The saved records, read again when `changes` changes; null until they are there. */
export function useVolumes(changes: number): readonly Volume[] | null {
  const [volumes, setVolumes] = useState<readonly Volume[] | null>(null);
  useEffect(() => {
    // What was read last stays when the service does not answer.
    listVolumes().then(setVolumes, () => undefined);
  }, [changes]);
  return volumes;
}

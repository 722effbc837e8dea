import { useCallback, useEffect, useRef, useState } from 'react';
import { type UseLockResult } from '../react/public';
import { type Volume, type VolumeFields } from './volume';
import { readVolume } from './volume-service';

/** The form of a record. */
export interface Draft {
  /** Null until it is read. */
  readonly fields: VolumeFields | null;
  /** True when the record was read under the grant that stands: what is typed is based on what is saved. */
  readonly isCurrent: boolean;
  /** What was typed, but not saved, before somebody else saved. */
  readonly leftOver: VolumeFields | null;
  readonly change: (change: Partial<VolumeFields>) => void;
  readonly saved: (volume: Volume) => void;
  /** Reads the record again; rejects when it cannot be read. */
  readonly reload: () => Promise<void>;
  readonly dropLeftOver: () => void;
}

interface Form {
  /** As it was read. */
  readonly base: Volume;
  readonly fields: VolumeFields;
}

/**
 * The record is read anew under each grant, after the lock is there: what was read before may have been
 * changed by whoever had it. What was typed stays if nobody saved meanwhile, and is set aside if somebody did.
 */
export function useDraft(id: string, lock: UseLockResult): Draft {
  const [form, setForm] = useState<Form | null>(null);
  const [leftOver, setLeftOver] = useState<VolumeFields | null>(null);
  const [readUnder, setReadUnder] = useState<number | null>(null);
  const latest = useRef(form);
  useEffect(() => {
    latest.current = form;
  });

  const token = lock.state === 'held' ? lock.fencingToken : null;
  const since = lock.state === 'lost' || lock.state === 'heldByOther' ? holderOf(lock) : null;
  const { acknowledge } = lock;
  const read = useCallback(
    async (isOver: () => boolean = () => false): Promise<void> => {
      const volume = await readVolume(id);
      if (isOver()) return;
      if (token !== null) acknowledge(token);
      const before = latest.current;
      const isTyped = before !== null && !areEqual(before.fields, before.base);
      if (isTyped && before.base.version === volume.version) {
        setReadUnder(token);
        return;
      }
      if (isTyped && token !== null) setLeftOver(before.fields);
      // Whoever lost the record keeps what they typed in view.
      if (isTyped && token === null) return;
      setForm({ base: volume, fields: fieldsOf(volume) });
      setReadUnder(token);
    },
    [id, token, acknowledge],
  );
  useEffect(() => {
    let isOver = false;
    // The banner offers to read it again where that failed.
    read(() => isOver).catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [read, since]);

  return {
    fields: form?.fields ?? null,
    isCurrent: token !== null && readUnder === token,
    leftOver,
    change: (change) => setForm((now) => now && { ...now, fields: { ...now.fields, ...change } }),
    saved: (volume) => setForm({ base: volume, fields: fieldsOf(volume) }),
    reload: read,
    dropLeftOver: () => setLeftOver(null),
  };
}

function holderOf({
  lock,
}: {
  readonly lock: { readonly fencingToken: number } | null;
}): number | null {
  return lock?.fencingToken ?? null;
}

function fieldsOf({ title, author, year, summary }: VolumeFields): VolumeFields {
  return { title, author, year, summary };
}

function areEqual(one: VolumeFields, other: VolumeFields): boolean {
  return JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other));
}

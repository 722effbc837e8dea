import { mongo } from 'mongoose';
import {
  HISTORY_TYPES,
  type HistoryEntry,
  type HistoryType,
  isEnd,
} from '../../domain/lock-history';
import { type LockRecord, NOBODY } from '../../domain/lock-record';
import { type ToldChange } from '../../domain/lock-stream';
import { type ChangeEvent } from '../feed/change-events';
import { type ReadEvent } from '../feed/read-event';
import { type LockDocument } from '../locks/lock-document';
import { readChanges } from '../locks/read-changes';
import { keyOfLockId } from './key-of-lock-id';

/** A part of every document, which no entry needs. */
const NO_REVISION = new mongo.ObjectId();

const TOLD: ReadonlySet<string> = new Set(HISTORY_TYPES);

/** The entries of these changes: all but renewals and what concerns the line. */
export function entriesOf(changes: readonly ToldChange[]): HistoryEntry[] {
  return changes.filter(isTold).map(({ type, at, actor, lock, previousHolder, reason }) => ({
    ...{ key: lock.key, type, at, actor, previousHolder, reason },
    ...{ holder: lock.holder, fencingToken: lock.fencingToken, note: lock.note },
  }));
}

function isTold(change: ToldChange): change is ToldChange & { type: HistoryType } {
  return TOLD.has(change.type);
}

/** What the mark of an expiry tells by itself; undefined for every other event. */
export function readMark({
  operationType,
  updateDescription,
  documentKey,
}: ChangeEvent): Pick<ReadEvent, 'changes'> | undefined {
  const { status, endedAt, endedLock } = updateDescription?.updatedFields ?? {};
  const key = keyOfLockId(documentKey?._id);
  if (operationType !== 'update' || status !== 'expired' || !endedLock || !key) return undefined;
  const { id: _id, route, resourceId } = key;
  const version = 1;
  const changes = [{ type: 'EXPIRED', at: endedAt, lock: endedLock }];
  const marked = { _id, route, resourceId, version, changes, revision: NO_REVISION };
  const told = readChanges(marked as unknown as LockDocument);
  return told && { changes: told };
}

/** True for an event that says only what there is now, not what happened. */
export function needsBefore(event: ChangeEvent): boolean {
  const { operationType, fullDocument } = event;
  if (operationType === 'update') return readMark(event) === undefined;
  return fullDocument ? typeof fullDocument.version !== 'number' : operationType === 'delete';
}

/** The lock that is held by this entry, the newest of its record; undefined when it is free by then. */
export function heldBy(newest: HistoryEntry | undefined): LockRecord | undefined {
  if (!newest || isEnd(newest)) return undefined;
  const { key, holder, at, fencingToken, note } = newest;
  return {
    lock: {
      ...{ key, holder, fencingToken, note, acquiredAt: at, renewedAt: at },
      ...{ expiresAt: null, leaseMs: null, sessionId: null, holdEndsAt: null },
      isReserved: newest.type === 'RESERVED',
    },
    ...{ status: 'held', endedAt: null, waiters: NOBODY },
  };
}

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
import { type ChangeDocument } from '../locks/change-document';
import { type LockDocument } from '../locks/lock-document';
import { readChanges } from '../locks/read-changes';
import { findProblem } from '../locks/read-document';
import { keyOfLockId } from '../../domain/key-of-lock-id';

type Told = Partial<
  Pick<
    LockDocument,
    'route' | 'resourceId' | 'status' | 'version' | 'holder' | 'fencingToken' | 'note' | 'changes'
  >
>;

/**
 * A document that has these parts, and makes up what no entry needs. Written out, since spreading costs
 * more than all the rest of reading an event.
 */
function completed(_id: unknown, told: Told): LockDocument {
  const document = {
    _id,
    route: told.route,
    resourceId: told.resourceId,
    status: told.status,
    holder: told.holder,
    acquiredAt: NEVER,
    renewedAt: NEVER,
    expiresAt: null,
    leaseMs: null,
    fencingToken: told.fencingToken,
    note: told.note ?? null,
    endedAt: null,
    version: told.version,
    changes: told.changes,
    revision: NO_REVISION,
  };
  return document as LockDocument;
}

const NEVER = new Date(0);
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

/** What an event tells by itself; undefined when the lock before it has to be known as well. */
export function readTold(event: ChangeEvent): readonly ToldChange[] | undefined {
  return event.operationType === 'update' ? readMark(event) : readCut(event);
}

/** The mark of an expiry. */
function readMark({
  updateDescription,
  documentKey,
}: ChangeEvent): readonly ToldChange[] | undefined {
  const { status, endedAt, endedLock } = updateDescription?.updatedFields ?? {};
  const key = keyOfLockId(documentKey?._id);
  if (status !== 'expired' || !endedLock || !key) return undefined;
  const { id, route, resourceId } = key;
  const changes = [{ type: 'EXPIRED', at: endedAt, lock: endedLock } as ChangeDocument];
  return readChanges(completed(id, { route, resourceId, version: 1, changes }));
}

/** A document of which the pipeline has left only what the write did. */
function readCut({ fullDocument, documentKey }: ChangeEvent): readonly ToldChange[] | undefined {
  if (!fullDocument || !isCut(fullDocument)) return undefined;
  const document = completed(documentKey?._id, fullDocument);
  return findProblem(document) === undefined ? readChanges(document) : undefined;
}

/** True for a document of which the pipeline has left only a part. */
export function isCut(document: ChangeEvent['fullDocument']): boolean {
  return document !== undefined && 'isCut' in document;
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

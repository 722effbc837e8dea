import { mongo } from 'mongoose';
import { DefiniteFault } from '../../domain/errors';
import { type LockKey, lockKeyOf } from '../../domain/lock-key';
import { type LockDocument, MAX_DOCUMENT_BYTES, RETENTION_MS } from './lock-document';
import { WAITER_INDEX } from './lock-model';
import { readLocks } from './read-locks';

/** The maximum number of locks that one step marks, so that no step takes long. */
const STEP_SIZE = 1_000;
/** How many locks that pass on are changed at once, so that they do not hold up callers. */
const PASSED_ON_AT_ONCE = 32;

/** Names the marker's own reads in the profile of the database. */
export const MARKER_COMMENT = 'expiry marker';

/** What a marker works with. */
export interface ExpiryMarkerParts {
  readonly database: mongo.Db;
  readonly locks: mongo.Collection<LockDocument>;
  /** Ends a lock whose time is over as a transition, which passes it on to the first in line. */
  readonly expire: (key: LockKey) => Promise<boolean>;
}

/**
 * Marks locks whose lease has run out, and returns how many. Nobody who asks for such a lock waits
 * for it: it is free at once, or the first's in its line, marked or not. The mark removes it from
 * the indexes that lists read, sets when the TTL index deletes it, tells those who watch, and lets
 * in who waits. Each lock is marked once, by whichever gateway is first; one that cannot be marked
 * does not affect the others.
 */
export async function markExpired(parts: ExpiryMarkerParts): Promise<number> {
  const { locks } = parts;
  const { now } = await readLocks(parts.database, [], { comment: MARKER_COMMENT });
  // An array that contains a date would match too, and `$add` fails on it.
  const hasRunOut = { status: 'held', expiresAt: { $lte: now, $not: { $type: 'array' } } } as const;
  // One pass, so that a lock that cannot be marked is tried once per call.
  const due = locks.find<DueLock>(hasRunOut, {
    ...{ projection: DUE, batchSize: STEP_SIZE, comment: MARKER_COMMENT },
  });
  let marked = 0;
  let step: DueLock[] = [];
  const markStep = async (): Promise<void> => {
    const taken = step;
    step = [];
    const inLine = taken.filter(({ isOfLine }) => isOfLine);
    marked += await passOnAll(parts, hasRunOut, inLine);
    const alone = taken.filter(({ isOfLine }) => !isOfLine).map(({ _id }) => _id);
    if (alone.length > 0) marked += await markAll(locks, { ...hasRunOut, ...isAlone }, alone);
  };
  for await (const lock of due) {
    step.push(lock);
    if (step.length < STEP_SIZE) continue;
    // The rest may take many seconds, which nobody in line has.
    marked += await passOnAll(parts, hasRunOut, await findDueLines(locks));
    await markStep();
  }
  if (step.length > 0) await markStep();
  return marked;
}

/** A lock that has run out; `isOfLine`: somebody waits for it, or it was reserved. */
interface DueLock {
  readonly _id: string;
  readonly route: string;
  readonly resourceId: string;
  readonly isOfLine: boolean;
}

/** Who came to wait since it was found must not be passed over. */
const isAlone = { 'waiters.0': { $exists: false }, isReserved: { $ne: true } } as const;

const DUE = {
  route: 1,
  resourceId: 1,
  isOfLine: {
    $or: [{ $ne: [{ $ifNull: ['$waiters', null] }, null] }, { $eq: ['$isReserved', true] }],
  },
} as const;

/**
 * The lock, for whoever is told what changed and not the document. In `changes` it would not do: of an
 * array the database may tell single fields. A document that is no lock could become too large by it.
 */
const ENDED_LOCK = {
  $cond: [
    { $lte: [{ $bsonSize: '$$ROOT' }, MAX_DOCUMENT_BYTES] },
    {
      holder: '$holder',
      acquiredAt: '$acquiredAt',
      renewedAt: '$renewedAt',
      expiresAt: '$expiresAt',
      leaseMs: '$leaseMs',
      fencingToken: '$fencingToken',
      note: '$note',
      sessionId: '$sessionId',
      isReserved: '$isReserved',
      holdEndsAt: '$holdEndsAt',
    },
    '$$REMOVE',
  ],
};

/** Locks that have run out by now and that somebody waits for, however many others there are. */
function findDueLines(locks: mongo.Collection<LockDocument>): Promise<DueLock[]> {
  const isDue = {
    $and: [{ $eq: [{ $type: '$expiresAt' }, 'date'] }, { $lte: ['$expiresAt', '$$NOW'] }],
  };
  return locks
    .find<DueLock>(
      { status: 'held', 'waiters.0': { $exists: true }, $expr: isDue },
      { projection: DUE, hint: WAITER_INDEX, limit: STEP_SIZE, comment: MARKER_COMMENT },
    )
    .toArray();
}

/** One write like any other: a change that read the lock before has to read it again. */
function mark(): mongo.BSON.Document[] {
  return [
    {
      $set: {
        status: 'expired',
        endedAt: '$expiresAt',
        sweepAt: { $add: ['$expiresAt', RETENTION_MS] },
        version: { $cond: [{ $isNumber: '$version' }, { $add: ['$version', 1] }, 1] },
        changes: [{ type: 'EXPIRED', at: '$expiresAt' }],
        endedLock: ENDED_LOCK,
        revision: new mongo.ObjectId(),
      },
    },
  ];
}

/** Marks all in one statement, or one by one if the database rejects that statement. */
async function markAll(
  locks: mongo.Collection<LockDocument>,
  isDue: mongo.Filter<LockDocument>,
  ids: readonly string[],
): Promise<number> {
  const filter = { ...isDue, _id: { $in: ids } };
  try {
    return (await locks.updateMany(filter, mark())).modifiedCount;
  } catch (error) {
    if (!isRejection(error)) throw error;
  }
  const statements = ids.map((_id) => ({
    updateOne: { filter: { ...isDue, _id }, update: mark() },
  }));
  try {
    await locks.bulkWrite(statements, { ordered: false });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  }
  // The rejected statement may have marked some before it failed.
  return ids.length - (await locks.countDocuments(filter));
}

/** Passes on each lock by a transition; one whose document is not a valid lock is only marked. */
async function passOnAll(
  { locks, expire }: ExpiryMarkerParts,
  hasRunOut: mongo.Filter<LockDocument>,
  due: readonly DueLock[],
): Promise<number> {
  let ended = 0;
  for (let start = 0; start < due.length; start += PASSED_ON_AT_ONCE) {
    const some = due.slice(start, start + PASSED_ON_AT_ONCE);
    const results = await Promise.allSettled(some.map(toKey).map(expire));
    for (const [index, result] of results.entries()) {
      if (result.status === 'rejected' && result.reason instanceof DefiniteFault) {
        ended += await markAll(locks, hasRunOut, [some[index]!._id]);
      } else if (result.status === 'fulfilled' && result.value) ended += 1;
    }
  }
  return ended;
}

function toKey({ route, resourceId }: DueLock): LockKey {
  return lockKeyOf(String(route), String(resourceId));
}

/** True when the database evaluated the statement and rejected it. */
function isRejection(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && !error.hasErrorLabel('RetryableWriteError');
}

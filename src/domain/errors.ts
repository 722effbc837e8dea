/**
 * Thrown when a call cannot succeed as things are stored: nothing was changed, and a retry fails
 * again until the cause is fixed.
 */
export class DefiniteFault extends Error {
  override readonly name: string = 'DefiniteFault';
}

/** The document stored under the key is not a valid lock; a forced removal replaces it. */
export class UnreadableLock extends DefiniteFault {
  override readonly name = 'UnreadableLock';

  /** `documentId` is the `_id` of the document, `problem` says what is wrong with it. */
  constructor(
    readonly documentId: string,
    readonly problem: string,
  ) {
    super(`the lock document ${JSON.stringify(documentId)} cannot be read: ${problem}`);
  }
}

/** A document under another `_id` already holds the record; it has to be deleted. */
export class DuplicateLock extends DefiniteFault {
  override readonly name = 'DuplicateLock';

  /** `documentId` is the only `_id` that a lock of the record can have. */
  constructor(readonly documentId: string) {
    super(`another document holds the record of the lock document ${JSON.stringify(documentId)}`);
  }
}

/** Thrown before anything was tried: too many calls are waiting, a later retry may succeed. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

/** Throws `Overloaded` if this time, by `performance.now()`, has passed. */
export function assertInTime(deadlineAt: number | undefined): void {
  if (deadlineAt !== undefined && performance.now() >= deadlineAt) {
    throw new Overloaded('the time of the call is up');
  }
}

/**
 * Thrown when the database did not answer: whether a change took effect is unknown. The same call
 * can be retried.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * Thrown before anything was tried: the database is a standalone, which has neither transactions nor
 * change streams.
 */
export class NeedsReplicaSet extends Error {
  override readonly name = 'NeedsReplicaSet';
}

/** Thrown where no history is recorded because it is turned off. */
export class HistoryOff extends Error {
  override readonly name = 'HistoryOff';
}

/** Thrown before anything was tried: the caller has sent too many requests in a short time. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  constructor(readonly retryAfterMs: number) {
    super('too many requests');
  }
}

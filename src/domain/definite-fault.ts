/**
 * Thrown when a call cannot succeed as things are: nothing was changed for it, and trying it again
 * is of no use before somebody has mended the cause.
 */
export class DefiniteFault extends Error {
  override readonly name: string = 'DefiniteFault';
}

/** What is stored under the key cannot be read as a lock; a forced removal mends it. */
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

/** A document under another `_id` claims to be the held lock of the record; it has to be deleted. */
export class DuplicateLock extends DefiniteFault {
  override readonly name = 'DuplicateLock';

  /** `documentId` is the only `_id` that a lock of the record can have. */
  constructor(readonly documentId: string) {
    super(`another document holds the record of the lock document ${JSON.stringify(documentId)}`);
  }
}

import { mongo } from 'mongoose';
import { type LockKey } from '../../domain/lock-key';
import { type LockDocument } from './lock-document';
import { LENIENT } from './lenient';

/** Stored documents that cannot be used and need an operator. */
export interface StoredFault {
  /** The `_id` of each document concerned, as text. */
  readonly documentIds: readonly string[];
  readonly problem: string;
}

/** The maximum number of reported documents; one last report says that there are more. */
const MAX_REPORTS = 1_000;
/** A longer `_id` is cut: it can be any text. */
const MAX_ID_LENGTH = 300;

/** Reports each document that cannot be used once, up to `MAX_REPORTS`. Never throws. */
export class FaultReports {
  private readonly reported = new Set<string>();

  constructor(
    private readonly locks: mongo.Collection<LockDocument>,
    private readonly report: (fault: StoredFault) => void,
  ) {}

  /** Reports a document that is not a valid lock. */
  unreadable(id: unknown, problem: string): void {
    const documentId = toText(id);
    if (this.isNew(documentId)) this.report({ documentIds: [documentId], problem });
  }

  /** Looks up the documents that hold the record of a key under other ids, and reports them. */
  duplicate({ route, resourceId, id }: LockKey): void {
    const name = `duplicate of ${toText(id)}`;
    if (!this.isNew(name)) return;
    this.locks
      .find(
        { route, resourceId, status: 'held', _id: { $ne: id } },
        { ...LENIENT, projection: { _id: 1 }, limit: 5 },
      )
      .toArray()
      .then(
        (others) => {
          // They were deleted meanwhile.
          if (others.length === 0) return void this.reported.delete(name);
          const documentIds = [id, ...others.map(({ _id }) => _id as unknown)].map(toText);
          this.report({ documentIds, problem: 'several documents hold one record' });
        },
        // The next call that meets the duplicate tries again.
        () => void this.reported.delete(name),
      );
  }

  private isNew(name: string): boolean {
    if (this.reported.size > MAX_REPORTS || this.reported.has(name)) return false;
    this.reported.add(name);
    if (this.reported.size <= MAX_REPORTS) return true;
    this.report({ documentIds: [], problem: 'there are more such documents, not reported here' });
    return false;
  }
}

function toText(id: unknown): string {
  const text = typeof id === 'string' ? id : mongo.BSON.EJSON.stringify({ _id: id });
  return text.slice(0, MAX_ID_LENGTH);
}

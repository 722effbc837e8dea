import { mongo } from 'mongoose';
import { type LockKey } from '../../domain/lock-key';
import { type LockDocument } from './lock-document';
import { LENIENT } from './read-locks';

/** Documents that cannot be used as they are, for somebody to mend. */
export interface StoredFault {
  /** The `_id` of each document concerned, as text. */
  readonly documentIds: readonly string[];
  readonly problem: string;
}

/** How many documents are told of; the last line says that there are more. */
const MAX_REPORTS = 1_000;
/** Longer ones are cut: anybody's text may be an `_id`. */
const MAX_ID_LENGTH = 300;

/** Tells of each document that cannot be used once, and of a thousand at most. Never throws. */
export class FaultReports {
  private readonly told = new Set<string>();

  constructor(
    private readonly locks: mongo.Collection<LockDocument>,
    private readonly tell: (fault: StoredFault) => void,
  ) {}

  /** Tells of a document that is no lock. */
  unreadable(id: unknown, problem: string): void {
    const documentId = toText(id);
    if (this.isNew(documentId)) this.tell({ documentIds: [documentId], problem });
  }

  /** Looks for the documents that hold the record of a key under other ids, and tells of all. */
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
          // Somebody has mended it meanwhile.
          if (others.length === 0) return void this.told.delete(name);
          const documentIds = [id, ...others.map(({ _id }) => _id as unknown)].map(toText);
          this.tell({ documentIds, problem: 'several documents hold one record' });
        },
        // The next call that runs into it tells.
        () => void this.told.delete(name),
      );
  }

  private isNew(name: string): boolean {
    if (this.told.size > MAX_REPORTS || this.told.has(name)) return false;
    this.told.add(name);
    if (this.told.size <= MAX_REPORTS) return true;
    this.tell({ documentIds: [], problem: 'there are more such documents, which are not told of' });
    return false;
  }
}

function toText(id: unknown): string {
  const text = typeof id === 'string' ? id : mongo.BSON.EJSON.stringify({ _id: id });
  return text.slice(0, MAX_ID_LENGTH);
}

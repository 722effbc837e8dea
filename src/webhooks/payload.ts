import { createHash } from 'node:crypto';
import { type Holder } from '../domain/lock';
import { type HistoryEntry, idOf } from '../domain/lock-history';

/** What is posted: an entry as GraphQL's `LockHistoryEntry` shows it. */
interface Payload {
  readonly id: string;
  readonly type: HistoryEntry['type'];
  readonly at: string;
  readonly route: string;
  readonly resourceId: string;
  readonly fencingToken: number;
  readonly holder: Holder;
  readonly previousHolder: Holder | null;
  readonly actor: Holder | null;
  readonly note: string | null;
  readonly reason: string | null;
}

/** One entry as it is posted. */
export interface WebhookEvent {
  /** Printable ASCII; the same whoever posts it, and however often. */
  readonly id: string;
  readonly body: string;
}

/** The event of an entry. */
export function toEvent(entry: HistoryEntry): WebhookEvent {
  const { key, type, at, fencingToken, holder, previousHolder, actor, note, reason } = entry;
  const id = idOf(entry);
  const payload: Payload = {
    ...{ id, type, at: at.toISOString() },
    ...{ route: key.route, resourceId: key.resourceId, fencingToken },
    ...{ holder, previousHolder, actor, note, reason },
  };
  // A route can have characters that no header can, and the full stop that separates what is signed.
  return { id: createHash('sha256').update(id).digest('base64url'), body: JSON.stringify(payload) };
}

import { type Holder, type Lock } from '../../domain/lock';
import { LOCK_CHANGE_TYPES, type LockChangeType } from '../../domain/lock-change';
import { type ToldChange } from '../../domain/lock-stream';
import { type ChangeDocument } from './change-document';
import { type LockDocument, shortName, toLock } from './lock-document';
import { findProblem, isAbsent, isDate } from './read-document';

const TYPES: ReadonlySet<unknown> = new Set(LOCK_CHANGE_TYPES);

/**
 * What the last write of a document did, in order, if `findProblem` found nothing in the document.
 * Undefined when it does not say: an earlier release wrote it, or somebody by hand.
 */
export function readChanges(document: LockDocument): readonly ToldChange[] | undefined {
  const { version, changes = [] } = document;
  if (isAbsent(version) || !Array.isArray(changes)) return undefined;
  const told: ToldChange[] = [];
  for (const change of changes) {
    const read = readChange(change, document);
    if (!read) return undefined;
    told.push(read);
  }
  return told;
}

function readChange(
  change: Partial<ChangeDocument> | null,
  document: LockDocument,
): ToldChange | undefined {
  const { type, at, actor, previousHolder, reason } = change ?? {};
  if (!TYPES.has(type) || !isDate(at)) return undefined;
  const lock = readLock(change!.lock, document);
  if (!lock || !isHolderOrAbsent(actor) || !isHolderOrAbsent(previousHolder)) return undefined;
  return {
    type: type!,
    at,
    lock,
    actor: actor ? toHolder(actor) : actorBy(type!, lock),
    previousHolder: previousHolder ? toHolder(previousHolder) : null,
    reason: typeof reason === 'string' ? reason : null,
  };
}

/** The lock of a change is stored only if the document has a later one. */
function readLock(grant: ChangeDocument['lock'], document: LockDocument): Lock | undefined {
  if (grant === undefined || grant === null) return toLock(document);
  if (typeof grant !== 'object') return undefined;
  const { _id, route, resourceId, revision } = document;
  const whole = { _id, route, resourceId, revision, status: 'held', endedAt: null, note: null };
  const written = { ...whole, ...grant } as LockDocument;
  return findProblem(written) === undefined ? toLock(written) : undefined;
}

function actorBy(type: LockChangeType, lock: Lock): Holder | null {
  return type === 'EXPIRED' || type === 'RESERVED' ? null : lock.holder;
}

function isHolderOrAbsent(holder: Holder | undefined): boolean {
  if (holder === undefined || holder === null) return true;
  return typeof holder.id === 'string' && typeof holder.username === 'string';
}

function toHolder({ id, username }: Holder): Holder {
  return { id, username: shortName(username) };
}

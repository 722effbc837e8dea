import { DefiniteFault } from '../../domain/errors';
import { type LockRecord } from '../../domain/lock-record';
import { type LockDocument, toDocument } from './lock-document';
import { findProblem, isStorable, MAX_READABLE_TOKEN } from './read-document';

/**
 * One more than the largest that can be read, so that every readable lock can be followed by a
 * grant. A forced removal then starts again from the time.
 */
const MAX_STORABLE_TOKEN = MAX_READABLE_TOKEN + 1;

/** The document of a record; throws `DefiniteFault` if it could not be read back unchanged. */
export function toStorableDocument(record: LockRecord, version: number): LockDocument {
  const document = toDocument(record, version);
  const problem = findProblem(document, MAX_STORABLE_TOKEN) ?? findNameProblem(document);
  if (problem !== undefined) throw new DefiniteFault(`the lock cannot be stored: its ${problem}`);
  return document;
}

function findNameProblem({ holder }: LockDocument): string | undefined {
  return isStorable(holder.username) ? undefined : 'holder.username is too long to be a name';
}

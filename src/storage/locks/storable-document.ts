import { DefiniteFault } from '../../domain/errors';
import { type LockRecord } from '../../domain/lock-record';
import { type LockDocument, toDocument } from './lock-document';
import { findProblem, isStorable } from './read-document';

/** The document of a record; throws `DefiniteFault` if it could not be read back unchanged. */
export function toStorableDocument(record: LockRecord): LockDocument {
  const document = toDocument(record);
  const problem = findProblem(document) ?? findNameProblem(document);
  if (problem !== undefined) throw new DefiniteFault(`the lock cannot be stored: its ${problem}`);
  return document;
}

function findNameProblem({ holder }: LockDocument): string | undefined {
  return isStorable(holder.username) ? undefined : 'holder.username is too long to be a name';
}

import { type LockableType } from '../../config/federation-config';
import { MAX_REFERENCES } from '../../domain/find-locks';
import { keyOfLockId } from '../../domain/key-of-lock-id';
import { invalid, parseLockKey, type ParsedKey } from '../../domain/lock-key';
import { badUserInput } from '../errors/errors';
import { answerUseCase } from '../schema/answer-use-case';
import { type Lock } from '../schema/lock.type';
import { type RequestContext } from '../schema/request-context';
import { fromLockId, toGraphQLLock } from '../schema/to-graphql-lock';

/** What a router sends of a thing whose fields it wants: its type and key, or anything else. */
export type Reference = Readonly<Record<string, unknown>> | null;

/**
 * The things that references name, in their order, with one read of the database for all of them. One
 * that names nothing here is an error in its place.
 */
export function resolveReferences(
  references: readonly Reference[],
  { context, lockableTypes }: { context: RequestContext; lockableTypes: readonly LockableType[] },
): Promise<unknown[]> {
  const types = new Map<unknown, LockableType>(
    lockableTypes.map((lockable) => [lockable.type, lockable]),
  );
  let keys: readonly ParsedKey[] = [];
  return answerUseCase(context, {
    name: 'entities',
    run: (caller) => {
      // One more than is served is refused, however many follow it.
      keys = references.slice(0, MAX_REFERENCES + 1).map((reference) => keyOf(reference, types));
      return context.locks.findReferenced(caller, keys);
    },
    toAnswer: ({ records }, caller) => {
      const found = new Map(records.map((record) => [record.key.id, record]));
      return keys.map((parsed, index) => {
        if (parsed.kind === 'problem') return badUserInput(parsed.problem);
        const { lock } = found.get(parsed.key.id)!;
        const shown = lock && toGraphQLLock(lock, caller);
        const lockable = types.get(references[index]!['__typename']);
        return lockable ? toThing(references[index]!, lockable, shown) : toReferred(shown);
      });
    },
  });
}

function keyOf(reference: Reference, types: ReadonlyMap<unknown, LockableType>): ParsedKey {
  if (reference?.['__typename'] === 'Lock') {
    const { id } = reference;
    const key = keyOfLockId(typeof id === 'string' ? fromLockId(id) : id);
    return key ? parseLockKey(key.route, key.resourceId) : unknown('has an id that is no lock');
  }
  const lockable = types.get(reference?.['__typename']);
  if (!lockable) return unknown('has a type that cannot be referred to here');
  const id = reference?.[lockable.keyField];
  if (typeof id === 'string') return parseLockKey(lockable.route, id);
  if (Number.isSafeInteger(id)) return parseLockKey(lockable.route, String(id));
  return unknown(`has no ${lockable.keyField}`);
}

function unknown(why: string): ParsedKey {
  return { kind: 'problem', problem: invalid('representations', why) };
}

/** Its key as the reference has it, and nothing else that may be in there. */
function toThing(
  reference: NonNullable<Reference>,
  { type, keyField }: LockableType,
  lock: Lock | null,
): object {
  return { __typename: type, [keyField]: reference[keyField], lock };
}

/** Not a copy, which would read all of the lock; null when nobody holds it any more. */
function toReferred(lock: Lock | null): object | null {
  return lock && Object.assign(lock, { __typename: 'Lock' });
}

import { type LockableType } from '../../config/federation-config';
import { type Caller } from '../../domain/caller';
import { MAX_REFERENCES } from '../../domain/find-locks';
import { keyOfLockId } from '../../domain/key-of-lock-id';
import { type LockableRecord } from '../../domain/lock';
import { invalid, parseLockKey, type ParsedKey } from '../../domain/lock-key';
import { badUserInput } from '../errors/errors';
import { answerUseCase } from '../schema/answer-use-case';
import { type RequestContext } from '../schema/request-context';
import { toGraphQLLock } from '../schema/to-graphql-lock';

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
  const types = new Map(lockableTypes.map((lockable) => [lockable.type, lockable]));
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
      return keys.map((parsed, index) =>
        parsed.kind === 'problem'
          ? badUserInput(parsed.problem)
          : toEntity(references[index]!, found.get(parsed.key.id)!, caller),
      );
    },
  });
}

function keyOf(reference: Reference, types: ReadonlyMap<unknown, LockableType>): ParsedKey {
  if (reference?.['__typename'] === 'Lock') {
    const key = keyOfLockId(reference['id']);
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

/** A lock that nobody holds any more is none; any other thing has its key and its lock. */
function toEntity(
  reference: NonNullable<Reference>,
  { lock }: LockableRecord,
  caller: Caller,
): object | null {
  const shown = lock && toGraphQLLock(lock, caller);
  if (reference['__typename'] !== 'Lock') return { ...reference, lock: shown };
  // Not a copy, which would read the waiters.
  return shown && Object.assign(shown, { __typename: 'Lock' });
}

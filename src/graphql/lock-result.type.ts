import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';
import { LockableRecord } from './lockable-record.type';
import { SafeInt } from './scalars';
import { User } from './user.type';

/** What every answer to a mutation of one lock has. */
@ObjectType()
abstract class RecordAnswer {
  @Field(() => LockableRecord, {
    description: 'The record as it was the moment this was decided, the effect of it included.',
  })
  record!: LockableRecord;
}

@ObjectType({ description: 'The caller has the lock.' })
export class LockAcquired extends RecordAnswer {
  readonly kind!: 'LockAcquired';

  @Field(() => Lock, { description: "The caller's lock." })
  lock!: Lock;

  @Field(() => Boolean, {
    description: 'True for a new grant; false when the caller had the lock and it was renewed.',
  })
  created!: boolean;
}

@ObjectType({ description: 'Somebody else has the lock; nothing was changed.' })
export class LockConflict extends RecordAnswer {
  readonly kind!: 'LockConflict';

  @Field(() => String, {
    description: 'A sentence for people: who has the lock, since when and until when.',
  })
  message!: string;

  @Field(() => Lock, { description: 'The lock that is in the way.' })
  lock!: Lock;
}

@ObjectType({ description: 'The caller keeps the lock, until the new end of its lease.' })
export class LockRenewed extends RecordAnswer {
  readonly kind!: 'LockRenewed';

  @Field(() => Lock, {
    description:
      "The caller's lock. An expired one was revived and has a new fencing token: use that from now on.",
  })
  lock!: Lock;
}

@ObjectType({
  description: 'The grant of that token is over: the record must not be saved under it any more.',
})
export class LockLost extends RecordAnswer {
  readonly kind!: 'LockLost';

  @Field(() => String, { description: 'A sentence for people: what became of the lock.' })
  message!: string;

  @Field(() => Lock, {
    nullable: true,
    description:
      'The lock that holds the record now, which can be a newer grant of the caller; null when ' +
      'the record is free.',
  })
  currentLock!: Lock | null;
}

@ObjectType({ description: 'The lock was removed, and the record is free.' })
export class LockRemoved extends RecordAnswer {
  readonly kind!: 'LockRemoved';

  @Field(() => User, { description: 'Who had the lock.' })
  previousHolder!: User;

  @Field(() => SafeInt, { description: 'The fencing token of the grant that was ended.' })
  fencingToken!: number;
}

@ObjectType({
  description:
    'There is no such lock; nothing was changed. The record is free, or a grant of the caller ' +
    'holds it that has another fencing token than the one given.',
})
export class LockNotFound extends RecordAnswer {
  readonly kind!: 'LockNotFound';

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;
}

@ObjectType({ description: 'The caller has the lock that was held before.' })
export class LockTakenOver extends RecordAnswer {
  readonly kind!: 'LockTakenOver';

  @Field(() => Lock, { description: "The caller's lock, under a new fencing token." })
  lock!: Lock;

  @Field(() => User, { description: 'Who had the lock; the caller, if it was their own.' })
  previousHolder!: User;
}

/** Results are plain objects, told apart by `kind` instead of by their class. */
const resolveType = ({ kind }: { kind: string }): string => kind;

export const AcquireLockResult = createUnionType({
  name: 'AcquireLockResult',
  description: 'What `acquireLock` can come to.',
  types: () => [LockAcquired, LockConflict] as const,
  resolveType,
});

export const RenewLockResult = createUnionType({
  name: 'RenewLockResult',
  description: 'What `renewLock` can come to.',
  types: () => [LockRenewed, LockLost] as const,
  resolveType,
});

export const RemoveLockResult = createUnionType({
  name: 'RemoveLockResult',
  description:
    'What `removeLock` and `forceRemoveLock` can come to; only `removeLock` answers `LockConflict`.',
  types: () => [LockRemoved, LockNotFound, LockConflict] as const,
  resolveType,
});

export const TakeOverLockResult = createUnionType({
  name: 'TakeOverLockResult',
  description: 'What `takeOverLock` can come to.',
  types: () => [LockTakenOver, LockNotFound] as const,
  resolveType,
});

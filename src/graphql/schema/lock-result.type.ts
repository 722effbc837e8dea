import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';
import { LockableRecord } from './lockable-record.type';
import { SafeInt } from './scalars';
import { User } from './user.type';

/** The fields common to all results of a mutation of one lock. */
@ObjectType({ simpleResolvers: true })
abstract class RecordAnswer {
  @Field(() => LockableRecord, {
    description: 'The record at the moment of the decision, with its effect.',
  })
  record!: LockableRecord;
}

@ObjectType({ simpleResolvers: true, description: 'The caller has the lock.' })
export class LockAcquired extends RecordAnswer {
  readonly kind!: 'LockAcquired';

  @Field(() => Lock, { description: "The caller's lock." })
  lock!: Lock;

  @Field(() => Boolean, {
    description:
      'True for a new grant, also one that was reserved for the caller; false when the caller had the ' +
      'lock and it was renewed, or moved here from another session.',
  })
  created!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Another user has the lock, or the caller has it in another session (`lock.heldByMe` is true); ' +
    'nothing was changed.',
})
export class LockConflict extends RecordAnswer {
  readonly kind!: 'LockConflict';

  @Field(() => String, {
    description: 'A sentence for people: who has held the lock since when, and until when.',
  })
  message!: string;

  @Field(() => Lock, { description: 'The conflicting lock.' })
  lock!: Lock;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Another user has the lock, or the caller has it in another session (`lock.heldByMe` is true), ' +
    'and the caller waits in line for it. The place is kept for 60 seconds: ask again before, for ' +
    'example every 20 seconds.',
})
export class LockQueued extends RecordAnswer {
  readonly kind!: 'LockQueued';

  @Field(() => Int, { description: "The caller's place in the line: 1 is next, 50 the last." })
  position!: number;

  @Field(() => Lock, { description: 'The lock that the caller waits for.' })
  lock!: Lock;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The caller still has the lock, and its lease has a new end.',
})
export class LockRenewed extends RecordAnswer {
  readonly kind!: 'LockRenewed';

  @Field(() => Lock, {
    description:
      "The caller's lock. If it had expired, it has a new fencing token: use that from now on.",
  })
  lock!: Lock;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The caller holds the record under exactly that fencing token.',
})
export class LockHeld extends RecordAnswer {
  readonly kind!: 'LockHeld';

  @Field(() => Lock, { description: "The caller's lock." })
  lock!: Lock;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The grant of that fencing token does not hold the record: it has ended, or is a reservation that ' +
    'the caller has not acquired yet. Do not save the record with it.',
})
export class LockLost extends RecordAnswer {
  readonly kind!: 'LockLost';

  @Field(() => String, { description: 'A sentence for people: why the lock is lost.' })
  message!: string;

  @Field(() => Lock, {
    nullable: true,
    description:
      'The lock that holds the record now; null when the record is free. `heldByMe` is true when ' +
      'the caller has it under a newer grant, for example in another tab.',
  })
  currentLock!: Lock | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The lock was removed. The record is free, or if somebody waited, reserved for the first in line ' +
    '(`record.lock`).',
})
export class LockRemoved extends RecordAnswer {
  readonly kind!: 'LockRemoved';

  @Field(() => User, { description: 'Who had the lock.' })
  previousHolder!: User;

  @Field(() => SafeInt, { description: 'The fencing token of the removed grant.' })
  fencingToken!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'There is no such lock; nothing was changed. Either the record is free, or the caller holds it ' +
    'with another fencing token than the given one.',
})
export class LockNotFound extends RecordAnswer {
  readonly kind!: 'LockNotFound';

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The caller took the lock over; whoever waits for it still does.',
})
export class LockTakenOver extends RecordAnswer {
  readonly kind!: 'LockTakenOver';

  @Field(() => Lock, { description: "The caller's lock, under a new fencing token." })
  lock!: Lock;

  @Field(() => User, { description: 'Who had the lock before; possibly the caller.' })
  previousHolder!: User;
}

/** Results are plain objects, distinguished by `kind` instead of their class. */
export const resolveResultType = ({ kind }: { kind: string }): string => kind;

export const AcquireLockResult = createUnionType({
  name: 'AcquireLockResult',
  description: 'The results of `acquireLock`.',
  types: () => [LockAcquired, LockConflict] as const,
  resolveType: resolveResultType,
});

export const RequestLockResult = createUnionType({
  name: 'RequestLockResult',
  description: 'The results of `requestLock`.',
  types: () => [LockAcquired, LockQueued] as const,
  resolveType: resolveResultType,
});

export const RenewLockResult = createUnionType({
  name: 'RenewLockResult',
  description: 'The results of `renewLock`, and of each item of `renewLocks`.',
  types: () => [LockRenewed, LockLost] as const,
  resolveType: resolveResultType,
});

export const CheckLockResult = createUnionType({
  name: 'CheckLockResult',
  description: 'The results of each item of `checkLocks`.',
  types: () => [LockHeld, LockLost] as const,
  resolveType: resolveResultType,
});

export const RemoveLockResult = createUnionType({
  name: 'RemoveLockResult',
  description:
    'The results of `removeLock`, of each item of `removeLocks`, and of `forceRemoveLock`, which never ' +
    'returns `LockConflict`.',
  types: () => [LockRemoved, LockNotFound, LockConflict] as const,
  resolveType: resolveResultType,
});

export const TakeOverLockResult = createUnionType({
  name: 'TakeOverLockResult',
  description: 'The results of `takeOverLock`.',
  types: () => [LockTakenOver, LockNotFound] as const,
  resolveType: resolveResultType,
});

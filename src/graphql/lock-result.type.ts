import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';
import { User } from './user.type';

@ObjectType({ description: 'The caller has the lock.' })
export class LockAcquired {
  readonly kind!: 'LockAcquired';

  @Field(() => Lock)
  lock!: Lock;

  @Field(() => Boolean, { description: 'False when it was held already and is renewed.' })
  created!: boolean;
}

@ObjectType({ description: 'Somebody else has the lock.' })
export class LockConflict {
  readonly kind!: 'LockConflict';

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;

  @Field(() => Lock)
  lock!: Lock;
}

@ObjectType({ description: 'The lock is held on, until the new end of its lease.' })
export class LockRenewed {
  readonly kind!: 'LockRenewed';

  @Field(() => Lock)
  lock!: Lock;
}

@ObjectType({ description: 'That grant is over: the record must not be saved any more.' })
export class LockLost {
  readonly kind!: 'LockLost';

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;

  @Field(() => Lock, { nullable: true, description: 'Who has it now; null when it is free.' })
  currentLock!: Lock | null;
}

@ObjectType({ description: 'The lock is free again.' })
export class LockRemoved {
  readonly kind!: 'LockRemoved';

  @Field(() => Lock, { description: 'The lock as it was.' })
  lock!: Lock;
}

@ObjectType({ description: 'There is no such lock.' })
export class LockNotFound {
  readonly kind!: 'LockNotFound';

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;
}

@ObjectType({ description: 'The caller has the lock that somebody else had.' })
export class LockTakenOver {
  readonly kind!: 'LockTakenOver';

  @Field(() => Lock)
  lock!: Lock;

  @Field(() => User)
  previousHolder!: User;
}

/** Results are plain objects, told apart by `kind` instead of by their class. */
const resolveType = ({ kind }: { kind: string }): string => kind;

export const AcquireLockResult = createUnionType({
  name: 'AcquireLockResult',
  types: () => [LockAcquired, LockConflict] as const,
  resolveType,
});

export const RenewLockResult = createUnionType({
  name: 'RenewLockResult',
  types: () => [LockRenewed, LockLost] as const,
  resolveType,
});

export const RemoveLockResult = createUnionType({
  name: 'RemoveLockResult',
  types: () => [LockRemoved, LockNotFound, LockConflict] as const,
  resolveType,
});

export const TakeOverLockResult = createUnionType({
  name: 'TakeOverLockResult',
  types: () => [LockTakenOver, LockNotFound] as const,
  resolveType,
});

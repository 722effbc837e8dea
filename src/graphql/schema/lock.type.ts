import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LockWaiter } from './lock-waiter.type';
import { DateTime, SafeInt } from './scalars';
import { User } from './user.type';

@ObjectType({
  simpleResolvers: true,
  description: 'Who is editing a record, since when and until when, and who waits for it.',
})
export class Lock {
  @Field(() => ID, {
    description:
      'The full lock identifier, unique over all routes, e.g. `volume/1234`: a safe key for client caches.',
  })
  id!: string;

  @Field(() => String, {
    description: 'The base route without surrounding slashes, e.g. `volume`.',
  })
  route!: string;

  @Field(() => ID, { description: 'The id of the resource within the route, e.g. `1234`.' })
  resourceId!: string;

  @Field(() => User, { description: 'Who has the lock, or for whom it is reserved.' })
  holder!: User;

  @Field(() => DateTime, { description: 'When this grant began; unchanged by renewal.' })
  acquiredAt!: Date;

  @Field(() => DateTime, {
    description: 'When the lock was last renewed; equal to `acquiredAt` until the first renewal.',
  })
  renewedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the lock expires unless renewed; null means never.',
  })
  expiresAt!: Date | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Milliseconds until `expiresAt` by the clock of the database, so that clients need not rely ' +
      'on their own; null when the lock never expires.',
  })
  expiresInMs!: number | null;

  @Field(() => SafeInt, {
    description:
      'Strictly larger for every new grant of this lock; unchanged by renewal. Send it when the ' +
      'record is saved: the service that saves it can reject a token smaller than the largest it ' +
      'has seen.',
  })
  fencingToken!: number;

  @Field(() => String, {
    nullable: true,
    description: 'A note of the holder for others; null when there is none.',
  })
  note!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The session (tab) of the holder that has the lock, shown to the holder alone; null to others, ' +
      'and when the lock was acquired without one.',
  })
  sessionId!: string | null;

  @Field(() => Boolean, {
    description:
      'True while the lock is reserved for its holder, who was the first in line when the lock ' +
      'before it ended: for 30 seconds, until the holder acquires, requests or renews it. Unclaimed, ' +
      'it passes to the next in line.',
  })
  reserved!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When this grant ends at the latest, whatever renews it (`MAX_HOLD`); null means no limit.',
  })
  holdEndsAt!: Date | null;

  @Field(() => [LockWaiter], {
    description:
      'Who waits in line for the lock, in the order of asking: at most 50. In a list, `waiterCount` ' +
      'costs less.',
  })
  waiters!: LockWaiter[];

  @Field(() => Int, { description: 'How many wait in line for the lock: 0 to 50.' })
  waiterCount!: number;

  @Field(() => Boolean, {
    description:
      'True when the caller is the holder, even if another tab acquired the lock, and also while ' +
      'it is reserved for the caller.',
  })
  heldByMe!: boolean;

  @Field(() => Boolean, {
    description:
      'True when another user is the holder and the caller has the permission to take the lock ' +
      'over or force-remove it.',
  })
  canTakeOver!: boolean;
}

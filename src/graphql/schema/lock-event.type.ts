import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { type LockEventType as DomainType } from '../../domain/lock-event';
import { Lock } from './lock.type';
import { LockableRecord } from './lockable-record.type';
import { DateTime } from './scalars';
import { User } from './user.type';

/** The types of events, under the names that the domain gives them. */
export const LockEventType = {
  SNAPSHOT: 'SNAPSHOT',
  SNAPSHOT_END: 'SNAPSHOT_END',
  ACQUIRED: 'ACQUIRED',
  RENEWED: 'RENEWED',
  RELEASED: 'RELEASED',
  EXPIRED: 'EXPIRED',
  TAKEN_OVER: 'TAKEN_OVER',
  FORCE_REMOVED: 'FORCE_REMOVED',
  RESERVED: 'RESERVED',
  WAITERS_CHANGED: 'WAITERS_CHANGED',
} as const satisfies { readonly [Type in DomainType]: Type };

registerEnumType(LockEventType, {
  name: 'LockEventType',
  description: 'What an event tells.',
  valuesConfig: {
    SNAPSHOT: { description: 'A lock stands: the subscription begins, or begins anew.' },
    SNAPSHOT_END: {
      description:
        'All that stand have been told since the first `SNAPSHOT`: every other record is free. ' +
        'Without any `SNAPSHOT` before it, all records are.',
    },
    ACQUIRED: { description: 'The lock was granted to somebody who asked.' },
    RENEWED: {
      description: 'The lock goes on, or the user it was reserved for acquired it.',
    },
    RELEASED: { description: 'Its holder removed the lock.' },
    EXPIRED: { description: 'The time of the lock was over.' },
    TAKEN_OVER: {
      description: 'The lock passed to another user, or to another session of its holder.',
    },
    FORCE_REMOVED: { description: 'Somebody else removed the lock.' },
    RESERVED: { description: 'The lock passed to the first in line.' },
    WAITERS_CHANGED: {
      description: 'Somebody joined or left the line, or changed a message.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something that happened to a lock, or that it stands.',
})
export class LockEvent {
  @Field(() => LockEventType, { description: 'What the event tells.' })
  type!: DomainType;

  @Field(() => LockableRecord, {
    nullable: true,
    description:
      'The record as it is after the event: its `lock` is null when it became free. Null for ' +
      '`SNAPSHOT_END`.',
  })
  record!: LockableRecord | null;

  @Field(() => Lock, {
    nullable: true,
    description: 'The lock after the event, or as it was when it ended. Null for `SNAPSHOT_END`.',
  })
  lock!: Lock | null;

  @Field(() => User, {
    nullable: true,
    description: 'Whose lock it was, when it ended or passed to somebody; otherwise null.',
  })
  previousHolder!: User | null;

  @Field(() => User, {
    nullable: true,
    description:
      'Who did it; null when nobody did, as for `EXPIRED` and `RESERVED`, and for a `SNAPSHOT`.',
  })
  actor!: User | null;

  @Field(() => DateTime, {
    description: 'When it happened; for an expiry, when the time of the lock was over.',
  })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The reason given for a take-over or a forced removal; otherwise null.',
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Pass it as `after` to go on behind this event on a new connection. Null for `SNAPSHOT`.',
  })
  cursor!: string | null;
}

import { Field, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';
import { LockableRecord } from './lockable-record.type';

@ObjectType({ simpleResolvers: true, description: 'The result of `acquireLocks`.' })
export class AcquireLocksPayload {
  @Field(() => Boolean, { description: 'True when the caller has every lock that was asked for.' })
  complete!: boolean;

  @Field(() => [Lock], {
    description:
      "The caller's locks, new or renewed, in the order of the items; with `ALL` every one or none.",
  })
  acquired!: Lock[];

  @Field(() => [Lock], {
    description:
      'The locks that other users have, or the caller in another session (`heldByMe` is true), in ' +
      'the order of the items; empty when `complete` is true.',
  })
  conflicts!: Lock[];

  @Field(() => [LockableRecord], {
    description:
      'The records of `acquired` and `conflicts` at the moment of the decision, with its effect; ' +
      'the others are unchanged.',
  })
  records!: LockableRecord[];
}

import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { type AcquireMode as Mode } from '../../domain/acquire-many';
import { ID_IN_ROUTE, LEASE, NOTE, ONLY_SESSION, ROUTE, SESSION_ID } from './argument-descriptions';
import { SafeInt } from './scalars';

/** GraphQL names the values by the keys. */
export const AcquireMode = { ALL: 'ALL', AVAILABLE: 'AVAILABLE' } as const satisfies {
  [Value in Mode]: Value;
};

registerEnumType(AcquireMode, {
  name: 'AcquireMode',
  description: 'What an acquire of several records does when one of them is held elsewhere.',
  valuesConfig: {
    ALL: {
      description: 'Acquires none of them: nobody ever sees a part. Needs a MongoDB replica set.',
    },
    AVAILABLE: { description: 'Acquires the others.' },
  },
});

@InputType({ description: 'Names one record.' })
export class LockKeyInput {
  @Field(() => String, { description: ROUTE })
  route!: string;

  @Field(() => ID, { description: ID_IN_ROUTE })
  id!: string;
}

@InputType({ description: 'Names one grant to renew.' })
export class RenewLockInput extends LockKeyInput {
  @Field(() => SafeInt, { description: 'The fencing token of the grant.' })
  fencingToken!: number;
}

@InputType({ description: 'Names one grant to check.' })
export class CheckLockInput extends LockKeyInput {
  @Field(() => SafeInt, { description: 'The fencing token that came with the save.' })
  fencingToken!: number;
}

@InputType({ description: "Names one of the caller's locks to remove." })
export class RemoveLockInput extends LockKeyInput {
  @Field(() => SafeInt, {
    nullable: true,
    description: 'Removes only the grant with this fencing token; null removes any of the caller.',
  })
  fencingToken?: number | null;

  @Field(() => ID, { nullable: true, description: ONLY_SESSION })
  sessionId?: string | null;
}

@ArgsType()
export class AcquireLocksArgs {
  @Field(() => [LockKeyInput], {
    description: '1 to 100 records, also of different routes; one named twice counts once.',
  })
  items!: LockKeyInput[];

  @Field(() => AcquireMode, {
    nullable: true,
    defaultValue: AcquireMode.ALL,
    description: 'What to do when one of the records is held elsewhere.',
  })
  mode?: Mode | null;

  @Field(() => Int, { nullable: true, description: LEASE })
  ttlSeconds?: number | null;

  @Field(() => String, { nullable: true, description: NOTE })
  note?: string | null;

  @Field(() => ID, { nullable: true, description: SESSION_ID })
  sessionId?: string | null;
}

@ArgsType()
export class RenewLocksArgs {
  @Field(() => [RenewLockInput], { description: '1 to 100 grants.' })
  items!: RenewLockInput[];
}

@ArgsType()
export class CheckLocksArgs {
  @Field(() => [CheckLockInput], { description: '1 to 100 grants.' })
  items!: CheckLockInput[];
}

@ArgsType()
export class RemoveLocksArgs {
  @Field(() => [RemoveLockInput], { description: '1 to 100 locks.' })
  items!: RemoveLockInput[];
}

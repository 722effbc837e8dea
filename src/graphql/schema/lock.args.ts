import { ArgsType, Field, ID, Int } from 'type-graphql';
import {
  ID_IN_ROUTE,
  LEASE,
  NOTE,
  ONLY_SESSION,
  REASON,
  ROUTE,
  SESSION_ID,
} from './argument-descriptions';
import { SafeInt } from './scalars';

@ArgsType()
export class LockArgs {
  @Field(() => String, { description: ROUTE })
  route!: string;

  @Field(() => ID, { description: ID_IN_ROUTE })
  id!: string;
}

@ArgsType()
export class RecordsArgs {
  @Field(() => String, { description: ROUTE })
  route!: string;

  @Field(() => [ID], {
    description:
      'The ids of 1 to 200 resources within the route; an id given twice is returned twice.',
  })
  ids!: string[];
}

@ArgsType()
export class GrantArgs extends LockArgs {
  @Field(() => Int, { nullable: true, description: LEASE })
  ttlSeconds?: number | null;

  @Field(() => String, { nullable: true, description: NOTE })
  note?: string | null;
}

@ArgsType()
export class AcquireArgs extends GrantArgs {
  @Field(() => ID, { nullable: true, description: SESSION_ID })
  sessionId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "True moves the caller's own lock from another session to `sessionId`, under a new fencing " +
      'token, instead of returning `LockConflict`. Other users keep their locks.',
  })
  adopt?: boolean | null;
}

@ArgsType()
export class RequestArgs extends LockArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'A message to the holder, at most 280 characters. When the caller waits already, null keeps ' +
      'the message and an empty text clears it.',
  })
  message?: string | null;

  @Field(() => ID, { nullable: true, description: SESSION_ID })
  sessionId?: string | null;
}

@ArgsType()
export class TakeOverArgs extends GrantArgs {
  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null;
}

@ArgsType()
export class ForceRemoveArgs extends LockArgs {
  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null;
}

@ArgsType()
export class RenewArgs extends LockArgs {
  @Field(() => SafeInt, { description: 'The fencing token of the grant to renew.' })
  fencingToken!: number;
}

@ArgsType()
export class RemoveArgs extends LockArgs {
  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Removes only the grant with this fencing token, so that a late removal does not affect a ' +
      'newer grant; null removes any grant of the caller.',
  })
  fencingToken?: number | null;

  @Field(() => ID, { nullable: true, description: ONLY_SESSION })
  sessionId?: string | null;
}

@ArgsType()
export class ListArgs {
  @Field(() => String, { nullable: true, description: 'Only locks of this base route.' })
  route?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only locks on these resources, at most 200; needs `route`.',
  })
  ids?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only locks of the user with this id.' })
  holderId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True returns only the caller's own locks.",
  })
  mine?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The length of a page from the start of the list, or from `after`: 1 to 200. 50 when neither ' +
      '`first` nor `last` is given. Cannot be combined with `last`.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only locks after this cursor: the `endCursor` of the previous page.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The length of a page from the end of the list, or from `before`: 1 to 200. The order of the ' +
      'locks is the same. Cannot be combined with `first`.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only locks before this cursor: the `startCursor` of the next page.',
  })
  before?: string | null;
}

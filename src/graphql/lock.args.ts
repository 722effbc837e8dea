import { GraphQLSafeInt } from 'graphql-scalars';
import { ArgsType, Field, ID, Int } from 'type-graphql';

@ArgsType()
export class LockArgs {
  @Field(() => String, { description: 'The base route, e.g. `volume`.' })
  route!: string;

  @Field(() => ID, { description: 'The resource id, e.g. `1234`.' })
  id!: string;
}

@ArgsType()
export class GrantArgs extends LockArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The lease in seconds, 10 to 86400; without it the LOCK_TTL of the gateway.',
  })
  ttlSeconds?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note for people, at most 280 characters.',
  })
  note?: string | null;
}

@ArgsType()
export class RenewArgs extends LockArgs {
  @Field(() => GraphQLSafeInt, { description: 'The token of the grant to prolong.' })
  fencingToken!: number;
}

@ArgsType()
export class RemoveArgs extends LockArgs {
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Removes only the grant of this token, so that a late release drops no newer one.',
  })
  fencingToken?: number | null;
}

@ArgsType()
export class ListArgs {
  @Field(() => String, { nullable: true })
  route?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Resource ids of the route, at most 200.' })
  ids?: string[] | null;

  @Field(() => ID, { nullable: true })
  holderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only the caller's own." })
  mine?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 50,
    description: 'The size of the page, 1 to 200.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null;
}

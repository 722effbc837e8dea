import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Somebody who can hold a lock.' })
export class User {
  @Field(() => ID, { description: 'The id of the user, unique among users.' })
  id!: string;

  @Field(() => String, {
    description:
      'The name of the user for people. The holder of a lock has the name they had when they took it.',
  })
  username!: string;
}

@ObjectType({ description: 'The caller, and what the caller may do.' })
export class Viewer {
  @Field(() => User, { description: 'The caller as a user: the `holder` of their own locks.' })
  user!: User;

  @Field(() => [String], {
    description:
      'The names of all permissions of the caller. `manage-locks` is needed for everything but ' +
      "the removal of one's own locks; `override-locks` is needed as well to take over or " +
      'force-remove a lock.',
  })
  permissions!: readonly string[];
}

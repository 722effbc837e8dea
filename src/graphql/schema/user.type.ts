import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A user who can hold a lock.' })
export class User {
  @Field(() => ID, { description: 'The unique id of the user.' })
  id!: string;

  @Field(() => String, {
    description: 'The display name. For the holder of a lock, the name at the time of the acquire.',
  })
  username!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The caller and their permissions.' })
export class Viewer {
  @Field(() => User, { description: 'The caller as a user, who is the `holder` of their locks.' })
  user!: User;

  @Field(() => [String], {
    description:
      'All permissions of the caller. `manage-locks` is needed for everything except removing ' +
      "one's own locks; taking over or force-removing a lock needs `override-locks` as well.",
  })
  permissions!: readonly string[];
}

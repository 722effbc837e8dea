import { ArgsType, Field, ID } from 'type-graphql';

@ArgsType()
export class LockEventsArgs {
  @Field(() => String, { nullable: true, description: 'Only locks of this base route.' })
  route?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Only locks on these resources, at most 200; needs `route`. While the caller waits in line ' +
      'for one of them, the subscription keeps the place.',
  })
  ids?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only locks of the user with this id, and their end.',
  })
  holderId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: only the caller's own locks, and their end.",
  })
  mine?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'False leaves out the locks that stand at the beginning.',
  })
  snapshot?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Goes on behind the event with this cursor, without a snapshot. If that is too long ago, the ' +
      'subscription begins with a snapshot, whatever `snapshot` says.',
  })
  after?: string | null;
}

import { ArgsType, Field, ID, Int } from 'type-graphql';

@ArgsType()
export class LockHistoryArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The base route of the record, e.g. `volume`; needs `id`.',
  })
  route?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the record within the route; needs `route`.',
  })
  id?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'What the user with this id did, on any record; cannot be combined with `route` and `id`. For ' +
      'any user but the caller it needs `override-locks` as well.',
  })
  actorId?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 50,
    description: 'The length of the page: 1 to 200.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries older than this cursor: the `endCursor` of the previous page.',
  })
  after?: string | null;
}

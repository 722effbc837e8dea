import { Field, Int, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';

@ObjectType()
export class LockEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Lock)
  node!: Lock;
}

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' })
  endCursor!: string | null;
}

@ObjectType({ description: 'One page of held locks, in the order of route and id.' })
export class LockConnection {
  @Field(() => [Lock])
  nodes!: Lock[];

  @Field(() => [LockEdge])
  edges!: LockEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  /** Counts when called. */
  readonly count!: () => Promise<number>;

  @Field(() => Int, { description: 'How many locks match on all pages; counted when asked for.' })
  totalCount(): Promise<number> {
    return this.count();
  }
}

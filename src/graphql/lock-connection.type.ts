import { Field, Int, ObjectType } from 'type-graphql';
import { type LockPage } from '../domain/lock-page';
import { Lock } from './lock.type';

@ObjectType({ description: 'A lock on a page, and its place in the list.' })
export class LockEdge {
  @Field(() => String, {
    description:
      'The place of the lock in this list, to be given as `after` or `before`. It is of no use ' +
      'in a list with another `route`, `ids`, `holderId` or `mine`.',
  })
  cursor!: string;

  @Field(() => Lock, { description: 'The lock.' })
  node!: Lock;
}

@ObjectType({ description: 'Where a page is in its list.' })
export class PageInfo {
  readonly page!: Pick<LockPage, 'hasNextPage' | 'hasPreviousPage'>;

  @Field(() => Boolean, { description: 'True when there are matching locks after this page.' })
  hasNextPage(): Promise<boolean> {
    return this.page.hasNextPage();
  }

  @Field(() => Boolean, { description: 'True when there are matching locks before this page.' })
  hasPreviousPage(): Promise<boolean> {
    return this.page.hasPreviousPage();
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the first lock on the page, to be given as `before` with `last` for the ' +
      'previous page; null when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last lock on the page, to be given as `after` with `first` for the next ' +
      'page; null when the page is empty.',
  })
  endCursor!: string | null;
}

@ObjectType({ description: 'One page of held locks, in the order of route and resource id.' })
export class LockConnection {
  @Field(() => [Lock], { description: 'The locks on the page, for clients without use for edges.' })
  nodes!: Lock[];

  @Field(() => [LockEdge], { description: 'The locks on the page, each with its cursor.' })
  edges!: LockEdge[];

  @Field(() => PageInfo, { description: 'Where the page is in its list.' })
  pageInfo!: PageInfo;

  readonly page!: Pick<LockPage, 'count'>;

  @Field(() => Int, {
    description: 'How many locks match on all pages; counted only when asked for.',
  })
  totalCount(): Promise<number> {
    return this.page.count();
  }
}

import { Field, Int, ObjectType } from 'type-graphql';
import { type LockPage } from '../../domain/lock-page';
import { Lock } from './lock.type';

@ObjectType({
  simpleResolvers: true,
  description: 'A lock on a page, with its position in the list.',
})
export class LockEdge {
  @Field(() => String, {
    description:
      'The position of the lock in this list, for use as `after` or `before`. It is valid only ' +
      'with the same `route`, `ids`, `holderId` and `mine`.',
  })
  cursor!: string;

  @Field(() => Lock, { description: 'The lock.' })
  node!: Lock;
}

/** Where a page is in its list; what costs something is done on demand. */
export interface PagePosition extends Pick<LockPage, 'hasNextPage' | 'hasPreviousPage'> {
  /** The cursor of the first item; null when there is none. */
  readonly startCursor: () => string | null;
  readonly endCursor: () => string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The position of a page in its list.' })
export class PageInfo {
  readonly page!: PagePosition;

  @Field(() => Boolean, { description: 'True when matching locks follow this page.' })
  hasNextPage(): Promise<boolean> {
    return this.page.hasNextPage();
  }

  @Field(() => Boolean, { description: 'True when matching locks precede this page.' })
  hasPreviousPage(): Promise<boolean> {
    return this.page.hasPreviousPage();
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the first lock on the page; pass it as `before` with `last` for the previous ' +
      'page. Null when the page is empty.',
  })
  startCursor(): string | null {
    return this.page.startCursor();
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor of the last lock on the page; pass it as `after` with `first` for the next page. ' +
      'Null when the page is empty.',
  })
  endCursor(): string | null {
    return this.page.endCursor();
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'One page of held locks, ordered by route and resource id.',
})
export class LockConnection {
  @Field(() => [Lock], {
    description: 'The locks on the page, for clients that do not need edges.',
  })
  nodes!: Lock[];

  @Field(() => [LockEdge], { description: 'The locks on the page, each with its cursor.' })
  edges(): LockEdge[] {
    return this.toEdges();
  }

  readonly toEdges!: () => LockEdge[];

  @Field(() => PageInfo, { description: 'The position of the page in its list.' })
  pageInfo!: PageInfo;

  readonly page!: Pick<LockPage, 'count'>;

  @Field(() => Int, {
    description: 'The number of matching locks on all pages; counted only when selected.',
  })
  totalCount(): Promise<number> {
    return this.page.count();
  }
}

import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { type LockEvent as DomainEvent } from '../../domain/lock-event';
import { type LockSubscription } from '../../domain/lock-feed';
import { type WatchRequest, watchLocks } from '../../domain/watch-locks';
import { answerUseCase } from './answer-use-case';
import { LockEvent } from './lock-event.type';
import { LockEventsArgs } from './lock-events.args';
import { type RequestContext } from './request-context';
import { toGraphQLEvent } from './to-event';
import { type ViewerContext } from './viewer-context';

/** The subscription: it begins for one caller, and each event is shown to one kind of viewer. */
@Resolver()
export class LockEventsResolver {
  @Subscription(() => LockEvent, {
    description:
      'First the locks that stand, as `SNAPSHOT`, then `SNAPSHOT_END`, then every change of a lock ' +
      'that the filters let through: no gap, none twice, those of one lock in order. All filters ' +
      'apply together. A new series of `SNAPSHOT` replaces all that was told before: it comes when ' +
      'the subscriber reads too slowly, or when the database lost track. Needs `manage-locks`, and a ' +
      'MongoDB replica set.',
    subscribe: ({ args, context }) => subscribe(args as LockEventsArgs, context as RequestContext),
  })
  lockEvents(
    @Root() event: DomainEvent,
    @Args(() => LockEventsArgs) args: LockEventsArgs,
    @Ctx() context: ViewerContext,
  ): LockEvent {
    return resolveLockEvent(event, args, context);
  }
}

/** An event as the viewer sees it; the arguments have chosen it already. */
export function resolveLockEvent(
  event: DomainEvent,
  _args: object,
  { viewer }: ViewerContext,
): LockEvent {
  return toGraphQLEvent(event, viewer);
}

function subscribe(args: LockEventsArgs, context: RequestContext): AsyncIterable<unknown> {
  // TypeGraphQL's type lacks the promise that GraphQL.js awaits.
  return answerUseCase(context, {
    name: 'lockEvents',
    run: (caller) => watchLocks(context.feed, caller, toWatchRequest(args, context)),
    toAnswer: ({ subscription }): LockSubscription => subscription,
  }) as unknown as AsyncIterable<unknown>;
}

function toWatchRequest(args: LockEventsArgs, { deadlineAt }: RequestContext): WatchRequest {
  return {
    route: args.route ?? undefined,
    ids: args.ids ?? undefined,
    holderId: args.holderId ?? undefined,
    mine: args.mine ?? undefined,
    snapshot: args.snapshot ?? undefined,
    resumeAfter: args.after ?? undefined,
    deadlineAt,
  };
}
